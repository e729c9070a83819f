"""What a slip is called: in the title of its preview, in the history of the relay, in the message when it is done."""

from typing import Final

from campaign.core.i18n import Translated, Words, _, _l, _n
from campaign.relay.schemas import ShiftKind
from campaign.relay.slip.schemas import SlipAct

KINDS: Final[dict[ShiftKind, Words]] = {
    ShiftKind.STOP: _l("Stops of relays inside"),
    ShiftKind.EVENT: _l("Events"),
    ShiftKind.DEADLINE: _l("Deadlines of papers"),
    ShiftKind.TASK: _l("Tasks of the checklists"),
    ShiftKind.REMINDER: _l("Reminders"),
    ShiftKind.BOOKING: _l("Bookings of vehicles"),
    ShiftKind.STOCK: _l("Shipments of materials"),
}
ACTS: Final[dict[SlipAct, Words]] = {
    SlipAct.MOVE: _l("Earlier or later"),
    SlipAct.LENGTH: _l("Longer or shorter"),
    SlipAct.SWAP: _l("Swap two stops"),
    SlipAct.SKIP: _l("Leave a stop out"),
    SlipAct.INSERT: _l("Put a place in"),
}


def said(act: SlipAct, place: Translated, other: Translated, days: int) -> str:
    """The slip in a few words: `Балхаш: 3 days later`."""
    count = abs(days)
    if act is SlipAct.MOVE and days < 0:
        return _n("%(place)s: %(num)d day earlier", "%(place)s: %(num)d days earlier", count, place=place)
    if act is SlipAct.MOVE:
        return _n("%(place)s: %(num)d day later", "%(place)s: %(num)d days later", count, place=place)
    if act is SlipAct.LENGTH and days < 0:
        return _n("%(place)s: %(num)d day shorter", "%(place)s: %(num)d days shorter", count, place=place)
    if act is SlipAct.LENGTH:
        return _n("%(place)s: %(num)d day longer", "%(place)s: %(num)d days longer", count, place=place)
    if act is SlipAct.SWAP:
        return _("%(place)s and %(other)s change places", place=place, other=other)
    if act is SlipAct.SKIP:
        return _("%(place)s is left out", place=place)
    return _n("%(place)s is put in for %(num)d day", "%(place)s is put in for %(num)d days", count, place=place)
