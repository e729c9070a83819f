"""What is needed, bought, sent and short as tables, heads and words in the reader's language."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from campaign.core import clock
from campaign.core.i18n import _
from campaign.materials.need.schemas import NeedOfStop, RouteNeed, StopLine
from campaign.materials.words import UNITS
from campaign.people.exports.schemas import FileKind
from campaign.sheets import csvfile, xlsxfile
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable


class TableKind(StrEnum):
    """The tables that can be taken out: stop by stop, day by day, what is bought."""

    STOPS = "stops"
    DAYS = "days"
    PURCHASE = "purchase"


def need_file(need: RouteNeed, table: TableKind, kind: FileKind) -> list[bytes]:
    """The file in pieces, all of them made already; no cell of it is a formula."""
    made = {TableKind.STOPS: _stops, TableKind.DAYS: _days, TableKind.PURCHASE: _purchase}[table](need)
    if kind is FileKind.XLSX:
        return [xlsxfile.render(made)]
    return list(csvfile.stream(made))


def file_name(relay_id: int, table: TableKind, kind: FileKind) -> str:
    """`need-stops-1.xlsx`."""
    return f"need-{table.value}-{relay_id}.{kind.value}"


def _number(title: str, width: float = 12) -> SheetColumn:
    return SheetColumn(title, width, "number")


def _thing() -> list[SheetColumn]:
    return [SheetColumn(_("Material"), 34), SheetColumn(_("Size"), 8), SheetColumn(_("Unit"), 10)]


def _stops(need: RouteNeed) -> SheetTable:
    columns = [
        _number(_("No."), 6), SheetColumn(_("Stop"), 30), *_thing(), SheetColumn(_("First use"), 12),
        SheetColumn(_("Last use"), 12), _number(_("In use")), _number(_("Reserve")), _number(_("Needed")),
        _number(_("Still needed")), _number(_("In the store")), _number(_("With holders")), _number(_("On the way")),
        _number(_("To be sent")), _number(_("Packs")), _number(_("Loose")), SheetColumn(_("Send on"), 12),
        SheetColumn(_("Short from"), 12), _number(_("Lacking")),
    ]  # fmt: skip
    rows = (_stop_row(at, line) for stop in need.stops for at in (need.of_stops[stop.id],) for line in at.lines)
    return SheetTable(_("Need by stop"), columns, rows, clock.campaign_now(), need.relay.title.text())


def _stop_row(at: NeedOfStop, line: StopLine) -> Sequence[Cell]:
    sent, packed = line.sending, line.sending.packed if line.sending else None
    return (
        at.stop.position, at.stop.name.text(), line.variant.name.text(), line.variant.label, str(UNITS[line.variant.unit]),
        _day(line.need.first), _day(line.need.last), line.need.used, line.need.reserve, line.need.total, line.ahead,
        line.stock.in_store, line.stock.held, line.stock.under_way, sent.quantity if sent else 0,
        packed.packs if packed else 0, packed.loose if packed else 0, _day(sent.send_on if sent else None),
        _day(line.short.day if line.short else None), line.short.lacking if line.short else 0,
    )  # fmt: skip


def _days(need: RouteNeed) -> SheetTable:
    columns = [
        _number(_("No."), 6), SheetColumn(_("Stop"), 30), SheetColumn(_("Day"), 12), *_thing(), _number(_("Used on the day")),
        _number(_("Needed by then")), _number(_("There by then")), _number(_("Lacking")),
    ]  # fmt: skip
    rows = (
        (
            stop.position, stop.name.text(), _day(row.day), line.variant.name.text(), line.variant.label,
            str(UNITS[line.variant.unit]), row.used, row.wanted, row.there, row.lacking,
        )
        for stop in need.stops
        for line in need.of_stops[stop.id].lines
        for row in line.days
        if row.used or row.lacking
    )  # fmt: skip
    return SheetTable(_("Need by day"), columns, rows, clock.campaign_now(), need.relay.title.text())


def _purchase(need: RouteNeed) -> SheetTable:
    columns = [
        *_thing(), _number(_("Need of the route")), _number(_("Still needed")), _number(_("Store of the region")),
        _number(_("Stores of stops")), _number(_("On the way")), _number(_("With holders")), _number(_("Lacking")),
        _number(_("In a pack")), _number(_("Packs")), _number(_("To buy")), _number(_("Price, tiyn"), 14),
        _number(_("Cost, tiyn"), 16),
    ]  # fmt: skip
    rows = (
        (
            line.variant.name.text(), line.variant.label, str(UNITS[line.variant.unit]), line.whole.total, line.purchase.need,
            line.holding.in_region, line.holding.in_stops, line.holding.under_way, line.holding.held, line.purchase.lacking,
            line.purchase.pack, line.purchase.packs, line.purchase.quantity, line.variant.price or 0, line.cost or 0,
        )
        for line in (need.lines if need.is_whole else ())
    )  # fmt: skip
    return SheetTable(_("To buy"), columns, rows, clock.campaign_now(), need.relay.title.text())


def _day(value: date | None) -> str:
    return f"{value:%d.%m.%Y}" if value else ""
