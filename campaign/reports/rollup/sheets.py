"""The roll-up as a spreadsheet, head and words in the reader's language."""

from collections.abc import Iterator, Sequence
from datetime import date

from campaign.core.i18n import _
from campaign.events.figures.amounts import Sum
from campaign.reports.rollup.columns import COLUMNS
from campaign.reports.rollup.schemas import RollUp
from campaign.reports.rollup.words import bottom_name, bottom_remark, estimated, remark
from campaign.sheets.outgoing import file_of
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable


def rollup_file(rollup: RollUp, kind: str) -> bytes:
    """One row a place and the totals; a number is a number, and which of them are estimates stands in a column of its own."""
    table = SheetTable(
        title=_("Roll-up"),
        columns=[
            SheetColumn(_("No."), 6, "number"),
            SheetColumn(_("Region") if rollup.by_region else _("City, district"), 32),
            SheetColumn(_("From this day"), 12),
            SheetColumn(_("Up to this day"), 12),
            SheetColumn(_("Events held"), 12, "number"),
            *(SheetColumn(str(column.name), 14, "number") for column in COLUMNS),
            SheetColumn(_("Estimates are among"), 40),
            SheetColumn(_("Remark"), 50),
        ],
        rows=_rows(rollup),
        made_at=rollup.at,
        subject=rollup.title.text(),
        author=rollup.campaign.text(),
    )
    return file_of(table, kind)


def _rows(rollup: RollUp) -> Iterator[Sequence[Cell]]:
    bottom = rollup.table.bottom
    for line in rollup.table.lines:
        place = line.place
        yield (
            place.number, place.name.text(), _day(place.first), _day(place.last), line.held,
            *(_value(line.sum_of(column.code)) for column in COLUMNS), estimated(line), remark(line),
        )  # fmt: skip
    yield (
        "", bottom_name(bottom), _day(rollup.span[0]), _day(rollup.span[1]), bottom.held,
        *(_value(bottom.sums[column.code]) for column in COLUMNS), "", bottom_remark(bottom),
    )  # fmt: skip


def _value(amount: Sum) -> Cell:
    """Nothing where nobody has said anything: that is no zero."""
    return amount.value if amount.parts else ""


def _day(value: date) -> str:
    return f"{value:%d.%m.%Y}"
