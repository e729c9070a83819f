"""Tables that people send: read in a limited child, their heads found, their mistakes written beside them."""

from campaign.sheets.reading.copies import with_errors
from campaign.sheets.reading.files import read_file
from campaign.sheets.reading.heads import find_head, headings
from campaign.sheets.reading.lines import body, is_rounded, is_total
from campaign.sheets.reading.schemas import MOST_BYTES, CellError, Head, RawTable, Unreadable, Upload
from campaign.sheets.reading.tables import read_table

__all__ = [
    "MOST_BYTES",
    "CellError",
    "Head",
    "RawTable",
    "Unreadable",
    "Upload",
    "body",
    "find_head",
    "headings",
    "is_rounded",
    "is_total",
    "read_file",
    "read_table",
    "with_errors",
]
