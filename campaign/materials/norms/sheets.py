"""Norms as a table: the same columns as may be brought in again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from campaign.core.i18n import _
from campaign.materials.norms.incoming import WORDS
from campaign.materials.norms.schemas import NormRow
from campaign.materials.norms.words import BASES
from campaign.materials.words import UNITS
from campaign.sheets.outgoing import file_of
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable

_WIDTHS: Final = {"material": 16, "kind": 26, "basis": 22, "role": 22, "amount": 12, "each": 12, "reserve": 12, "note": 40}
_NUMBERS: Final = frozenset({"amount", "each", "reserve"})


def norms_file(norms: Iterable[NormRow], made_at: datetime, kind: str) -> bytes:
    """One row a norm, by the code of the material; words in the reader's language."""
    columns = [SheetColumn(str(WORDS[name]), width, "number" if name in _NUMBERS else "text")
               for name, width in _WIDTHS.items()]  # fmt: skip
    columns += [SheetColumn(_("Name"), 30), SheetColumn(_("Unit"), 10), SheetColumn(_("Where it applies"), 18)]
    table = SheetTable(_("Norms"), columns, _rows(norms), made_at)
    return file_of(table, kind)


def _rows(norms: Iterable[NormRow]) -> Iterator[Sequence[Cell]]:
    for norm in norms:
        yield (
            norm.material_code, norm.kind_name.text() if norm.kind_name else "", str(BASES[norm.basis]), norm.role.text(),
            norm.amount, norm.each, norm.reserve, norm.note, norm.material.text(), str(UNITS[norm.unit]),
            _("in all regions") if norm.region_id is None else _("in the region"),
        )  # fmt: skip
