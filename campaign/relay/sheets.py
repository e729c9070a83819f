"""The route of a relay as a table, heads and words in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from campaign.core import clock
from campaign.core.i18n import Words, _, _l
from campaign.relay.schemas import StopRow, StopState
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable

STATES: Final[Mapping[StopState, Words]] = {
    StopState.DONE: _l("the baton was there"), StopState.NOW: _l("the baton is there"), StopState.COMING: _l("still to come"),
}  # fmt: skip


def route_table(chain: Iterable[StopRow], subject: str) -> SheetTable:
    """One row a stop in the order of the chain; both days of a stay are counted, kilometres as the crow flies, rounded."""
    columns = [
        SheetColumn(_("No."), 6, "number"), SheetColumn(_("Stop"), 28), SheetColumn(_("Centre"), 22),
        SheetColumn(_("Code"), 14), SheetColumn(_("Arrives"), 12), SheetColumn(_("Hands on"), 12),
        SheetColumn(_("Days"), 8, "number"), SheetColumn(_("Kilometres from the stop before"), 14, "number"),
        SheetColumn(_("State"), 22),
    ]  # fmt: skip
    return SheetTable(_("Route"), columns, map(_row, chain), clock.campaign_now(), subject)


def _row(stop: StopRow) -> Sequence[Cell]:
    return (
        stop.position, stop.name.text(), stop.centre.text(), stop.unit_code, f"{stop.arrives_on:%d.%m.%Y}",
        f"{stop.departs_on:%d.%m.%Y}", stop.days, round(stop.kilometres),
        str(STATES[stop.state]),
    )  # fmt: skip
