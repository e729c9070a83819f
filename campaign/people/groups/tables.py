"""A small table that a leader uploads, as lines that can be looked at and corrected before anybody is entered."""

from typing import Final

from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _
from campaign.people.groups.lines import written
from campaign.people.groups.schemas import LONGEST_PASTE, MOST_LINES
from campaign.people.imports.columns import guess, head_of, name_places
from campaign.sheets.reading import RawTable, Upload, body, read_table

MOST_ROWS: Final = 1_000
SECONDS: Final = 6.0
_CELL: Final = 200


def lines_of(upload: Upload) -> str:
    """The people of the table, one a line: name; phone; year. Read in a limited child.

    Raises Invalid for what is no table, or has more people than are entered at once.
    """
    table = read_table(upload, most_rows=MOST_ROWS, seconds=SECONDS)
    rows = _people(table)
    if len(rows) > MOST_LINES:
        words = _("At most %(most)s people are entered at once. Enter these first, then the others.", most=MOST_LINES)
        raise Invalid(words, [Problem("file", "too_many", words)])
    return written(rows)[:LONGEST_PASTE]


def _people(table: RawTable) -> list[tuple[str, str, str]]:
    """By the headings where there are some, else whatever stands in a row."""
    reading = guess(table)
    if reading is None or not (places := name_places(reading)):
        last = table.first_row + len(table.rows)
        rows = [[cell[:_CELL] for cell in table.row(number)] for number in range(table.first_row, last)]
        return [("; ".join(filter(None, row)), "", "") for row in rows if any(row)]
    columns = reading.columns
    found = []
    for _number, row in body(table, head_of(reading)):
        name = " ".join(row[place][:_CELL] for place in places if row[place])
        phone, year = (row[columns[key]][:_CELL] if key in columns else "" for key in ("phone", "birth_year"))
        if name or phone:
            found.append((name, phone, year))
    return found
