"""What addresses and hidden forms of the outbox say, and its words for kinds of letters and their troubles."""

import re
from collections.abc import Mapping
from typing import Any, Final

from campaign.core.i18n import Words, _, _l
from campaign.people.outbox.schemas import OutboxFilter, OutboxLine, Standing, Way

KINDS: Final[dict[str, Words]] = {
    "people.link": _l("Ticket"),
    "people.promoted": _l("A place has become free"),
    "people.event_changed": _l("New time or place"),
    "people.event_cancelled": _l("Event cancelled"),
    "people.event_restored": _l("Event takes place after all"),
    "people.reminder": _l("Reminder of the evening before"),
    "people.briefing": _l("Briefing"),
    "people.wish_closed": _l("Answer to a wish to be erased"),
    "minors.link": _l("Link for a parent's consent"),
    "minors.agreed": _l("A parent has agreed"),
    "minors.missing": _l("A parent's consent is missing"),
}
OTHER: Final = _l("Another letter")
STANDINGS: Final[dict[Standing, Words]] = {
    Standing.WAITING: _l("waits"),
    Standing.SENT: _l("sent"),
    Standing.FAILED: _l("not delivered"),
    Standing.BY_PHONE: _l("to be told by phone"),
    Standing.TOLD: _l("told by phone"),
    Standing.NOBODY: _l("not needed any more"),
}
_CODE = re.compile(r"(\d{3})\b")


def kind_words(kind: str) -> str:
    """The kind of a letter in words."""
    return str(KINDS.get(kind, OTHER))


def whom_words(line: OutboxLine) -> str:
    """The address a letter goes to, masked, or what there is instead."""
    return _("to the parent") if line.to_a_parent else line.address or _("no e-mail address")


def trouble_words(line: OutboxLine) -> str:
    """Why a letter has not gone out, as a coordinator can use it; empty when nothing is wrong."""
    if line.standing not in {Standing.WAITING, Standing.FAILED} or not line.trouble:
        return ""
    found = _CODE.match(line.trouble)
    code = found[1] if found else ""
    if code.startswith("5"):
        return _("The mailbox refused it (%(code)s): the address is wrong or full. Please call.", code=code)
    if code.startswith("4") and code != "421":
        return _("The mail server wants it later (%(code)s).", code=code)
    if line.standing is Standing.FAILED:
        return _("It could not be written or addressed. Look at the address of this person.")
    return _("The mail server did not answer.")


def outbox_filter(given: Mapping[str, str]) -> OutboxFilter:
    """Which letters an address asks for; nonsense asks for all."""
    standing = given.get("state", "")
    return OutboxFilter(given.get("kind", "")[:60], Standing(standing) if standing in set(Standing) else None)


def way_of(given: Mapping[str, str]) -> Way:
    """How somebody was told; a call unless the form says otherwise."""
    return Way.TEXT if given.get("way") == Way.TEXT.value else Way.CALL


def outbox_words() -> dict[str, Any]:
    """What templates say of letters: their kinds, states and troubles."""
    return {"kind": kind_words, "whom": whom_words, "trouble": trouble_words, "standing": STANDINGS, "Standing": Standing}
