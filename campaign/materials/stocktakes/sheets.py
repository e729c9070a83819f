"""A stocktake as a table, head and words in the reader's language."""

from collections.abc import Sequence
from datetime import datetime

from campaign.core.i18n import _
from campaign.materials.stocktakes.schemas import Stocktake, StocktakeLine
from campaign.materials.words import UNITS
from campaign.sheets.outgoing import file_of
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable


def stocktake_file(row: Stocktake, made_at: datetime, ending: str) -> bytes:
    """One row a line of the sheet; a cell of what was not counted is empty."""
    columns = [
        SheetColumn(_("Code"), 16), SheetColumn(_("Material"), 32), SheetColumn(_("Size"), 10), SheetColumn(_("Unit"), 10),
        SheetColumn(_("By the books"), 14, "number"), SheetColumn(_("In fact"), 14), SheetColumn(_("Differs by"), 14),
        SheetColumn(_("Reason"), 50),
    ]  # fmt: skip
    table = SheetTable(_("Stocktake"), columns, map(_row, row.lines), made_at)
    return file_of(table, ending)


def _row(line: StocktakeLine) -> Sequence[Cell]:
    variant = line.variant
    return (
        variant.code, variant.name.text(), variant.label, str(UNITS[variant.unit]), line.expected,
        "" if line.counted is None else str(line.counted), f"{line.difference:+d}" if line.difference else "", line.reason,
    )  # fmt: skip
