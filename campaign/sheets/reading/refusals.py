"""The one sentence that goes with each reason for which a file is not taken: what it is, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from campaign.core.i18n import Words, _l
from campaign.sheets.reading.schemas import Unreadable

_SENTENCES: Final[Mapping[str, Callable[..., Words]]] = {
    "missing": lambda: _l("The file cannot be opened. Check its name and whether you may read it."),
    "changed": lambda: _l("The file changed while it was read. Close it in other programs and try again."),
    "size": lambda most: _l("The file is larger than %(most)s MB. Divide the table and send it in parts.", most=most),
    "empty": lambda: _l("The file is empty."),
    "picture": lambda: _l("This is a picture and no table. Type the list into a spreadsheet and send it as XLSX or CSV."),
    "pdf": lambda: _l("This is a PDF and no table. Send the spreadsheet it was made from, as XLSX or CSV."),
    "word": lambda: _l("This is a text document and no table. Copy its table into a spreadsheet and save it as XLSX."),
    "old_excel": lambda: _l("This is an old or binary Excel file. Open it and save it as “Excel Workbook (.xlsx)”."),
    "password": lambda: _l("The file is protected with a password. Save it without the password and send that."),
    "archive": lambda: _l("This is an archive and no table. Unpack it and send the table itself."),
    "page": lambda: _l("This is a web page, whatever its name says. Open it in a spreadsheet program and save it as XLSX."),
    "other": lambda: _l("This is no table of text but some other kind of file. Save the sheet as XLSX or CSV and send that."),
    "broken": lambda **_why: _l("The file is damaged or was not sent whole. Open it, save it again as XLSX and send that."),
    "entities": lambda: _l("The file defines words of its own inside, as no table does. Save it again as XLSX and send that."),
    "unpacked": lambda most: _l(
        "Unpacked, the file would be larger than %(most)s MB. Copy the table alone into a new workbook and send that.",
        most=most,
    ),
    "parts": lambda most: _l(
        "The file consists of more than %(most)s parts. Copy the table alone into a new workbook and send that.", most=most
    ),
    "sheets": lambda most: _l(
        "The workbook has more than %(most)s sheets. Copy the one with the table into a new one.", most=most
    ),
    "no_sheet": lambda sheet, sheets: _l(
        "There is no sheet %(sheet)s in the workbook. Its sheets: %(sheets)s.", sheet=sheet, sheets=sheets
    ),
    "empty_sheet": lambda: _l("The sheet is empty. Choose the sheet that has the table."),
    "rows": lambda most: _l("More than %(most)s rows are not taken at once. Divide the table and send it in parts.", most=most),
    "columns": lambda row, most: _l(
        "The table is wider than %(most)s columns: see row %(row)s. Delete what stands far to the right.", most=most, row=row
    ),
    "cells": lambda most: _l(
        "The table has more than %(most)s cells. Delete what stands far from it, or divide it.", most=most
    ),
    "text": lambda most: _l("There are more than %(most)s MB of text in the table. Divide it and send it in parts.", most=most),
    "quote": lambda row: _l(
        "The table cannot be read from row %(row)s on: a quotation mark there is not closed, or a cell is far too long.",
        row=row,
    ),
    "memory": lambda: _l(
        "The table is too large to read: a cell may stand far from it. Copy the table alone into a new workbook and send that."
    ),
    "slow": lambda: _l(
        "Reading the table takes too long. Copy the table alone, without formats, into a new workbook, or divide it."
    ),
}


def unreadable(reason: str, **values: Any) -> Unreadable:
    """The error with the reason's sentence; a reason or values that we do not know count as a damaged file."""
    try:
        return Unreadable(_SENTENCES[reason](**values), reason)
    except (KeyError, TypeError):
        return Unreadable(_SENTENCES["broken"](), "broken")
