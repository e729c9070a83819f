"""Tables about people. The roster as a spreadsheet: the same people in the same order as on paper."""

from collections.abc import Iterator, Sequence

from campaign.people.paper.schemas import RosterSheet, place_of
from campaign.people.schemas import RosterLine
from campaign.sheets import csvfile, xlsxfile
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable


def roster_csv(sheet: RosterSheet) -> Iterator[bytes]:
    """The roster as CSV, in pieces."""
    return csvfile.stream(_table(sheet))


def roster_xlsx(sheet: RosterSheet) -> bytes:
    """The roster as an Excel file."""
    return xlsxfile.render(_table(sheet))


def _table(sheet: RosterSheet) -> SheetTable:
    words, roster, phones = sheet.paper.words, sheet.paper.roster, sheet.paper.phones
    return SheetTable(
        title=words.title,
        columns=[
            SheetColumn(words.number, 6, "number"),
            SheetColumn(words.full_name, 40),
            SheetColumn(words.organisation, 40),
            SheetColumn(words.role, 24),
            SheetColumn(words.group, 12),
            *([SheetColumn(words.phone, 18)] if phones else []),
            SheetColumn(words.note, 30),
        ],
        rows=(_row(number, line, phones) for number, line in enumerate(roster.lines, 1)),
        made_at=sheet.line.printed_at,
        subject=" · ".join(part for part in (roster.event, roster.place, words.when) if part),
        author=roster.campaign,
    )


def _row(number: int, line: RosterLine, phones: bool) -> Sequence[Cell]:
    phone = (line.phone,) if phones else ()
    return (number, line.full_name, line.organisation, line.role, place_of(line), *phone, line.note)
