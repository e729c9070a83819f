"""The page of doors as a phone keeps it: its files and what it says, in all three languages."""

from typing import Any, Final

from campaign.core.i18n import Words, _l
from campaign.walks.doors.schemas import MOST_NOTE, MOST_PIECES
from campaign.web.field.shells import Shell

WORDS: Final[dict[str, Words]] = {
    "title": _l("Doors"),
    "floor": _l("Floor %(floor)s"),
    "floors": _l("Floors"),
    "grid": _l("Doors of this floor"),
    "done": _l("Done %(done)s of %(doors)s"),
    "state_open": _l("not yet"),
    "door_named": _l("%(room)s: %(state)s"),
    "soap": _l("Soap"),
    "soap_given": _l("Soap given"),
    "soap_refused": _l("Not taken"),
    "soap_absent": _l("Nobody, come again"),
    "say_given": _l("soap given: %(pieces)s"),
    "say_refused": _l("soap not taken"),
    "say_absent": _l("nobody was there, come again"),
    "sign": _l("Sign"),
    "sign_up": _l("Put up"),
    "sign_refused": _l("Not wanted"),
    "sign_impossible": _l("Cannot be put up"),
    "sign_there": _l("Already there"),
    "say_up": _l("sign put up"),
    "say_not_wanted": _l("sign not wanted"),
    "say_impossible": _l("sign cannot be put up"),
    "say_there": _l("sign already there"),
    "say_review": _l("sent, the coordinator decides"),
    "saves": _l("saved as soon as you choose"),
    "pieces": _l("pieces:"),
    "less": _l("Less"),
    "more": _l("More"),
    "close": _l("Close"),
    "note": _l("Note"),
    "note_hint": _l("No names. For example: the handle is on the left."),
    "undo": _l("Undo"),
    "undone": _l("%(room)s: taken back"),
    "was_saved": _l("%(room)s: %(state)s"),
    "revisit": _l("Come again"),
    "revisit_none": _l("No door has to be visited again."),
    "all_done": _l("No door of your team is left. Thank you!"),
    "some_again": _l("Every door was visited. Where nobody was, come again: see below."),
    "review": _l("The coordinator decides about %(count)s."),
    "aside": _l("The server could not read %(count)s. Tell the coordinator which doors these were."),
    "lost_full": _l("Not saved: the phone’s storage is full, and there is no network. Write the door on paper."),
    "lost_net": _l("Not saved: there is no network, and this browser keeps nothing. Write the door on paper or try once more."),
    "no_doors": _l("Your team has no doors yet. The coordinator gives them out; then fetch the list again."),
    "list_kept": _l("Doors on this phone: %(count)s. The list was fetched at %(time)s and stays here for 24 hours."),
    "list_open": _l("Doors: %(count)s. The list was fetched at %(time)s and is not kept on this phone."),
    "list_missing": _l("There is no list of doors on this phone yet. It is fetched as soon as there is a network."),
    "list_died": _l(
        "The list had been on this phone for 24 hours and was removed. What was recorded stays; fetch the list again where "
        "there is a network."
    ),
    "gone_unsent": _l(
        "Not sent: %(unsent)s, of them with a note: %(lost)s. Those without a note will be sent when a new link for this walk "
        "is opened on this phone; please record the others again."
    ),
    "insecure": _l("This address has no https, so the browser may keep nothing. The doors work here with a network only."),
    "private": _l(
        "This browser keeps nothing, perhaps in a private window. Each door is sent at once and needs a network. To work "
        "without one, open the link in an ordinary window."
    ),
}


def _rules() -> dict[str, Any]:
    return {"most_pieces": MOST_PIECES, "most_note": MOST_NOTE}


SHELL: Final = Shell(
    path="walk",
    template="walks/field/doors.html",
    words=WORDS,
    purpose="walk/purpose.js",
    scripts=("walk/doors.js", "walk/sheet.js", "walk/page.js"),
    styles=("walk.css",),
    rules=_rules,
)
