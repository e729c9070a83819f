"""Lists that are taken along as a file: what the page shows, row by row."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from campaign.core.i18n import _
from campaign.sheets.outgoing import MIMETYPES, MOST_ROWS, file_of
from campaign.sheets.schemas import SheetTable
from campaign.web.paging import Page
from campaign.web.tasks import attachment


def list_file(
    found: Page[Any], table: Callable[[Iterable[Any]], SheetTable], ending: str, back: str
) -> ResponseReturnValue:  # fmt: skip
    """The rows of one page of MOST_ROWS as a file. Of a longer list no part passes for the whole: back to it, with a word."""
    if found.after:
        flash(_("These are more than %(most)s lines. Narrow the list first, then take it along.", most=MOST_ROWS), "warn")
        return redirect(back, 303)
    return table_file(table(found.rows), ending)


def table_file(table: SheetTable, ending: str) -> ResponseReturnValue:
    """The table under its name: `Route Karaganda region.xlsx`."""
    name = " ".join(filter(None, (table.title, table.subject))).replace("/", "-")
    return attachment(file_of(table, ending), f"{name}.{ending}", MIMETYPES[ending])
