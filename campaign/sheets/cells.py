"""Texts from people in the cells of a CSV file: none of them is a formula, each comes back as it was."""

from __future__ import annotations

import re
from typing import Final

_TEMPTING: Final = re.compile(r"['\s]*[=+\-@\t\r\n＝＋－＠]")  # spaces before it do not keep every program from reading it
_GUARD: Final = "'"


def guarded(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would read it as a formula (OWASP, CSV injection).

    >>> guarded("=HYPERLINK(A1)"), guarded("'=1"), guarded("Әлия"), guarded("'s")
    ("'=HYPERLINK(A1)", "''=1", 'Әлия', "'s")
    """
    return _GUARD + text if _TEMPTING.match(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` was given.

    >>> unguarded("'=1"), unguarded("''=1"), unguarded("'s")
    ('=1', "'=1", "'s")
    """
    return cell[1:] if cell.startswith(_GUARD) and _TEMPTING.match(cell) else cell
