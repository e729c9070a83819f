"""What the trail says in words: the kind of thing, and what was done to it, read from the code of the act."""

from typing import Final

from campaign.core.i18n import Words, _l

_VERBS: Final[tuple[tuple[str, Words], ...]] = (
    (
        "added created made role_given invitation_made registered item_added part_added team_made claimed "
        "walked_in newcomer entered grown loaded",
        _l("added"),
    ),
    (
        "changed edited described renamed written worded counts members rooms floors offices building "
        "basis contingency duty lead head clause plan_line kept photos_chosen page_written team_edited "
        "contact chosen renewed saved told untold photo_said birth_date_said "
        "ordered term_set rule changed secret_changed evening people_said person_named placed switched",
        _l("changed"),
    ),
    ("removed dropped role_taken erased emptied deleted discarded forgotten unnamed left_out", _l("removed")),
    ("printed letter", _l("put on paper")),
    ("exported packed", _l("given out as a file")),
    ("imported", _l("imported from a table")),
    ("withdrew undone taken_back undo_closing un_done withdrawn back", _l("taken back, as it was")),
    ("consented released confirmed received approved signed agreed briefed ready", _l("confirmed or signed")),
    ("proposed asked begun offered", _l("begun or asked for")),
    ("cancelled close close_team ended spoilt retired closed given_up left locked paused stopped", _l("ended or cancelled")),
    (
        "brought opened open invitation_accepted restored brought_back reopened resumed started used",
        _l("opened or brought back"),
    ),
    ("splitting shrunk passing handed_over moved slipped split taken_over taken passed set_off hung", _l("moved")),
    ("planned applied from_kit copied", _l("planned")),
    ("promoted admitted jumped", _l("given a place")),
    ("merged", _l("merged")),
    ("kept_apart apart", _l("told apart")),
    ("sent sent_again reminded invited", _l("sent or invited")),
    ("answered declined", _l("answered")),
    (
        "said corrected finished line marked checked typed_back fact looked_at typed drawn clash_accepted accepted",
        _l("recorded or checked"),
    ),
    ("hidden blocked uninvited taken_down", _l("withdrawn from view")),
    ("posted issued returned given transfer", _l("posted")),
    ("rewrapped rotated made_key", _l("key changed")),
    ("pended held reported draft filed", _l("moved to another state")),
    ("crowd demo", _l("put in for the demo")),
    ("reset", _l("reset")),
    ("raised", _l("alarm raised")),
    ("in password_shown shown_once_more", _l("signed in")),
    ("wrong_code wrong_passkey", _l("failed sign-in")),
    ("out", _l("signed out")),
    ("off", _l("account switched off")),
    ("on", _l("account switched on")),
)
_THINGS: Final[tuple[tuple[str, Words], ...]] = (
    ("account", _l("account")),
    ("session", _l("sign-in session")),
    ("sample", _l("sample data")),
    ("token", _l("API token")),
    ("webhook endpoint", _l("webhook")),
    ("data_key", _l("data key")),
    ("installation", _l("installation")),
    ("campaign", _l("campaign")),
    ("region", _l("region")),
    ("unit units body", _l("place or body")),
    ("relay draft", _l("relay")),
    ("stop", _l("stop")),
    ("baton_item", _l("baton item")),
    ("handover", _l("handover")),
    ("event", _l("event")),
    ("kind", _l("kind of event")),
    ("kit", _l("kit")),
    ("place", _l("venue")),
    ("checklist_task", _l("task")),
    ("running_row", _l("line of the running sheet")),
    ("rule age_rule alarm_rule inspection_rule plausibility_rule norm", _l("rule or norm")),
    ("fact quotation", _l("fact or quotation")),
    ("outlet press_invitation publication media_plan_row", _l("press")),
    ("measure figures_of_event figures_of_stop", _l("reported figure")),
    ("person", _l("person")),
    ("registration", _l("registration")),
    ("group", _l("group")),
    ("organisation", _l("organisation")),
    ("import vehicle_import", _l("import")),
    ("check_in check_in_scan", _l("check-in")),
    ("shift briefing_list hours thanks", _l("shift and hours")),
    ("photo", _l("photo")),
    ("device_link print_desk calendar_link", _l("link for a device or a desk")),
    ("sheet printed_sheet typing", _l("printed sheet")),
    ("column column_car column_mark car vehicle vehicle_offer route_point seat_step", _l("motorcade")),
    ("walk walk_closing walk_team door_record building", _l("office walk")),
    ("material stock_document stock_place stocktake issue_set", _l("materials")),
    ("exhibition panel panel_takedown", _l("exhibition")),
    ("period_close", _l("closed period")),
    ("report", _l("event report")),
    ("package", _l("package of a stop")),
    ("trail", _l("audit trail")),
    ("alarm", _l("alarm")),
)
_VERB: Final = {code: words for codes, words in _VERBS for code in codes.split()}
THINGS: Final = {code: words for codes, words in _THINGS for code in codes.split()}
CHOICES: Final = tuple((codes.split()[0], words) for codes, words in _THINGS)
STRANGERS: Final = frozenset(
    "registration person group vehicle_offer photo account session check_in check_in_scan door_record walk_team column_mark "
    "route_point car shift thanks hours press_invitation device_link".split()
)
"""Things with which people without an account act too: by a ticket, a link, a phone at the door."""
OTHER_ACT: Final = _l("other act")
OTHER_THING: Final = _l("other thing")


def codes_of(first: str) -> tuple[str, ...]:
    """All kinds of thing that one choice of the filter stands for; none for a choice that is not offered."""
    return next((tuple(codes.split()) for codes, _words in _THINGS if codes.split()[0] == first), ())


def verb_of(act: str) -> Words:
    """What was done: `relay.draft_removed` is a removal. The whole ending of a code counts before its last word."""
    ending = act.rsplit(".", 1)[-1].replace(" ", "_")
    tried = (ending, *reversed(ending.split("_")))
    return next((_VERB[one] for one in tried if one in _VERB), OTHER_ACT)


def thing_of(code: str) -> Words:
    """The kind of thing that it was done to."""
    return THINGS.get(code, OTHER_THING)


def nobody_of(thing: str) -> Words:
    """Who acted where no account did: mostly a command or the nightly work."""
    return _l("the system or somebody without an account") if thing in STRANGERS else _l("the system")
