"""The catalogue as a table, head and words in the reader's language."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from campaign.core.i18n import FURTHER, LANGUAGE_NAMES, LANGUAGES, _, _l
from campaign.materials.catalogue.schemas import MaterialRow
from campaign.materials.numbers import tenge
from campaign.materials.words import UNITS, USES
from campaign.sheets.outgoing import file_of
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable

_NAMES: Final = {"kk": _l("Name in Kazakh"), "ru": _l("Name in Russian"), "en": _l("Name in English")} | {
    code: _l("Name: %(language)s", language=LANGUAGE_NAMES[code]) for code in FURTHER
}


def catalogue_file(rows: Iterable[MaterialRow], made_at: datetime, ending: str) -> bytes:
    """One row a material."""
    columns = [
        SheetColumn(_("Code"), 18), *(SheetColumn(str(_NAMES[code]), 32) for code in LANGUAGES),
        SheetColumn(_("Unit of measure"), 12), SheetColumn(_("Units in a pack"), 12, "number"), SheetColumn(_("Use"), 18),
        SheetColumn(_("Days on the road to the next stop"), 12, "number"),
        SheetColumn(_("Days of washing or mending before it serves again"), 12, "number"),
        SheetColumn(_("Price of one, in tenge"), 14), SheetColumn(_("Sizes"), 30), SheetColumn(_("State"), 20),
    ]  # fmt: skip
    table = SheetTable(_("Catalogue of materials"), columns, map(_row, rows), made_at)
    return file_of(table, ending)


def _row(row: MaterialRow) -> Sequence[Cell]:
    return (
        row.code, *(getattr(row.name, code) for code in LANGUAGES), str(UNITS[row.unit]), row.pack, str(USES[row.use]),
        row.travel_days, row.washing_days, "" if row.price is None else tenge(row.price),
        ", ".join(size.label for size in row.sizes if size.label and not size.retired),
        _("no longer in use") if row.retired else _("in use"),
    )  # fmt: skip
