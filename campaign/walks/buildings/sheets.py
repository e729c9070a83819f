"""The register of offices as a table, heads and words in the reader's language; nobody who sits there is named."""

from collections.abc import Iterable, Sequence

from campaign.core import clock
from campaign.core.i18n import _
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable
from campaign.walks.buildings.schemas import RoomLine


def offices_table(rows: Iterable[RoomLine], subject: str = "") -> SheetTable:
    """One row a room, those out of use too, and one for a building without any."""
    columns = [
        SheetColumn(_("City or district"), 24), SheetColumn(_("Building"), 30), SheetColumn(_("Address"), 30),
        SheetColumn(_("Floor"), 10), SheetColumn(_("Room"), 10), SheetColumn(_("Unit of the office"), 36),
        SheetColumn(_("Position"), 30), SheetColumn(_("State"), 16),
    ]  # fmt: skip
    return SheetTable(_("Buildings and offices"), columns, map(_row, rows), clock.campaign_now(), subject)


def _row(row: RoomLine) -> Sequence[Cell]:
    state = "" if row.active is None else _("in use") if row.active else _("out of use")
    return (
        row.city.text(), row.building.text(), row.address, row.floor, row.room, row.unit_name.text(),
        row.position_title.text(), state,
    )  # fmt: skip
