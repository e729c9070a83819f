"""A table as the file that was asked for, by its ending."""

from typing import Final

from campaign.sheets import csvfile, xlsxfile
from campaign.sheets.schemas import SheetTable

MIMETYPES: Final = {"xlsx": xlsxfile.MIMETYPE, "csv": csvfile.MIMETYPE}
MOST_ROWS: Final = 20_000  # of a list that somebody waits for


def file_of(table: SheetTable, ending: str) -> bytes:
    """The whole file; `ending` is one of MIMETYPES. No cell of it is a formula."""
    return xlsxfile.render(table) if ending == "xlsx" else csvfile.render(table)
