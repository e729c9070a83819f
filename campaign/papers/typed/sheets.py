"""What was typed back of a sheet as a table: row by row, head and words in the reader's language."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from campaign.core.i18n import _
from campaign.papers.typed.results import TypedPage, TypedResult
from campaign.papers.typed.schemas import Entry
from campaign.papers.typed.words import STATES
from campaign.sheets import csvfile
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable


def result_file(result: TypedResult, made_at: datetime) -> Iterator[bytes]:
    """A CSV in pieces; no cell of it is a formula."""
    sheet = result.found.sheet
    table = SheetTable(
        title=_("Typed back: sheet No. %(number)s", number=sheet.shown_number),
        columns=_heads(),
        rows=(_row(result, page, entry) for page, entry in result.rows),
        made_at=made_at,
        subject=result.found.subject.name.text(),
    )
    return csvfile.stream(table)


def _heads() -> list[SheetColumn]:
    return [
        SheetColumn(_("Sheet"), 8), SheetColumn(_("Page of the sheet"), 8, "number"), SheetColumn(_("No."), 8),
        SheetColumn(_("As printed"), 40), SheetColumn(_("Line as it was typed"), 24), SheetColumn(_("Typed"), 40),
        SheetColumn(_("Words"), 40), SheetColumn(_("How far"), 16), SheetColumn(_("Who typed it"), 24),
        SheetColumn(_("When"), 18), SheetColumn(_("Not done, because"), 40),
    ]  # fmt: skip


def _row(result: TypedResult, page: TypedPage, entry: Entry) -> Sequence[Cell]:
    typing, sheet = page.typing, result.found.sheet
    at = (typing.posted_at or typing.changed_at).astimezone(ZoneInfo(sheet.zone))
    return (
        sheet.shown_number, typing.page, entry.row.number, entry.row.name or entry.words, page.line_of(entry),
        result.found.kind.marks_of(entry), entry.words, str(STATES[typing.state]), typing.user, f"{at:%d.%m.%Y %H:%M}",
        page.left.get(entry.row.number, ""),
    )  # fmt: skip
