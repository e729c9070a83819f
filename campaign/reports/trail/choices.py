"""What a fact chosen from a list says, in the words of the room whose list it is: a kind of vehicle, a state, a clause."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from campaign.accounts.devices.schemas import DevicePurpose
from campaign.core.i18n import Translated, Words, _l
from campaign.events.checklists.words import STATES as TASK_STATES
from campaign.events.deadlines.services.rules import shipped_names as rules
from campaign.events.deadlines.words import ANCHORS, ANSWERS, BASES
from campaign.events.figures.shipping import shipped_names as measures
from campaign.events.press.words import ANSWERS as PRESS_ANSWERS
from campaign.events.press.words import KINDS as OUTLETS
from campaign.exhibition.words import KINDS as PANELS
from campaign.exhibition.words import REASONS as TAKEDOWNS
from campaign.exhibition.words import STATES as PANEL_STATES
from campaign.materials.norms.words import BASES as NORM_BASES
from campaign.materials.words import DOCUMENTS, PLACES
from campaign.motorcades.offers.schemas import OfferState
from campaign.motorcades.seats.words import PLANS
from campaign.motorcades.words import KINDS as VEHICLES
from campaign.motorcades.words import ROLES, STATES
from campaign.people.badges.words import NAMES as BADGES
from campaign.people.photos.words import SEEN
from campaign.people.thanks.schemas import ThanksKind
from campaign.relay.custody.words import CONDITIONS
from campaign.relay.custody.words import KINDS as ITEMS
from campaign.reports.information.words import CLAUSES

_IN_LINE: Final[Mapping[str, Words]] = {
    "waiting": _l("Waiting list"),
    "pending": _l("waits for a parent's consent"),
}
_PHONES: Final[Mapping[str, Words]] = {
    DevicePurpose.CHECK_IN: _l("check-in"),
    DevicePurpose.COLUMN: _l("motorcade"),
    DevicePurpose.WALK: _l("office walk"),
}
_OFFERS: Final[Mapping[str, Words]] = {
    OfferState.WAITING: _l("waits for an answer"),
    OfferState.WITHDRAWN: _l("withdrawn by the driver"),
}
_THANKS: Final[Mapping[str, Words]] = {
    ThanksKind.CERTIFICATE: _l("certificate"),
    ThanksKind.LETTER: _l("letter of thanks"),
}
# The room of the act, which stands before its point; the fact; what it may be.
_LISTS: Final[tuple[tuple[str, str, Mapping[Any, Words | Translated]], ...]] = (
    ("checklist", "state", TASK_STATES),
    ("checklist", "anchor", ANCHORS),
    ("column vehicle road", "kind", VEHICLES),
    ("column road", "role", ROLES),
    ("column road", "state", {**STATES, **_OFFERS}),
    ("custody", "kind", ITEMS),
    ("custody", "condition", CONDITIONS),
    ("devices", "purpose", _PHONES),
    ("event", "basis", BASES),
    ("event", "answer", ANSWERS),
    ("groups people", "state", _IN_LINE),
    ("issue_set", "holder", PLACES),
    ("norm", "basis", NORM_BASES),
    ("outlet", "kind", OUTLETS),
    ("panel", "kind", PANELS),
    ("panel", "state", PANEL_STATES),
    ("panel", "reason", TAKEDOWNS),
    ("photo", "seen", SEEN),
    ("press", "state", PRESS_ANSWERS),
    ("report", "clause", CLAUSES),
    ("seats", "kind", PLANS),
    ("sheet", "layout", BADGES),
    ("stock", "kind", DOCUMENTS),
    ("thanks", "kind", _THANKS),
)


@cache
def _lists() -> Mapping[tuple[str, str], Mapping[Any, Words | Translated]]:
    """Every list by room and fact; two of them ship as files, which are read when somebody first looks."""
    shipped = (("event rule", "rule", rules()), ("figure figures measure", "measure", measures()))
    return {(room, fact): words for rooms, fact, words in (*_LISTS, *shipped) for room in rooms.split()}


def chosen(act: str, fact: str, code: str) -> str:
    """The words of `code` where the fact of this act is chosen from a list; empty where it is not, or is no more."""
    words = _lists().get((act.partition(".")[0], fact), {}).get(code)
    return _as_in_a_sentence(str(words)) if words else ""


def _as_in_a_sentence(words: str) -> str:
    """It stands behind a colon: small, unless it is written in capitals."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
