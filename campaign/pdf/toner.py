"""What is drawn, in less toner: black becomes a dark grey, rules become thinner, codes to be scanned stay black."""

from __future__ import annotations

import re
from typing import Final

_DARK: Final = b".32"  # about a third less toner; the grey of secondary text is lighter still
_THINNER: Final = {b"9": b"6", b"7": b"4"}  # tenths of a point: heads and ends; every fifth row and boxes
# A text is stepped over (it holds no bracket); then the modules of a code begin, or black or the width of a rule is set.
_OPERATORS: Final = re.compile(rb"\([^)]*\)|(?<=cm )(?=\d+ \d+ \d+ 1 re\n)|(?<![\d.])0 ([gG])(?![\w])|(?<![\d.])([79]) w(?!\w)")


def saved(operators: bytes, *, is_page: bool = False) -> bytes:
    """The same drawing in less toner; a page begins in the dark grey, for nothing is set yet where it begins.

    >>> saved(b"0 G 9 w (0 g) Tj 1 g", is_page=True)
    b'.32 g .32 G\\n.32 G 6 w (0 g) Tj 1 g'
    """
    return (b"%b g %b G\n" % (_DARK, _DARK) if is_page else b"") + _OPERATORS.sub(_one, operators)


def _one(found: re.Match[bytes]) -> bytes:
    colour, width = found.groups()
    if colour:
        return b"%b %b" % (_DARK, colour)
    if width:
        return _THINNER[width] + b" w"
    return found[0] or b"0 g "
