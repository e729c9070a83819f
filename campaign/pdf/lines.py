"""Lines of type: measured, broken where they must be, and turned into text operators."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, groupby

from campaign.pdf.fonts import FaceName
from campaign.pdf.glyphs import Sign, TypeCase, visible

_JOINTS = "-/]"  # a line may end after these
_CLINGING = ("·", "–", "—")  # no line begins with these
LEAST_SHARE = 0.9
"""A cell may be set so much smaller, not more, to save a second line."""


def show(case: TypeCase, signs: Sequence[Sign], size: int, home: int) -> bytes:
    """Operators that draw the signs at a size in tenths of a point, while page `home` is the selected one."""
    out = []
    for page, run in groupby(signs, key=lambda sign: sign.page):
        text = b"(%b)Tj" % bytes(sign.code for sign in run)
        out.append(text if page == home else b"%b%b%b" % (case.font(page, size), text, case.font(home, size)))
    return b"".join(out)


def length(signs: Sequence[Sign], size: float) -> float:
    """Length of a line in page units at a size in tenths of a point."""
    return sum(sign.width for sign in signs) * size / 1000


def breaks(text: str, widths: Sequence[float], limit: float) -> list[tuple[int, int]]:
    """Where the lines of a text start and end, none longer than the limit (unit: that of the widths).

    Breaks at spaces, after hyphens, slashes and closing brackets, but not within a number (`41-07/118`), behind one (`1-нұсқа`)
    or before a dash or a dot between words; a word longer than the line is broken where it may, else at the letter. A few steps
    a line, whatever the number of words.
    """
    ends = [0, *accumulate(widths)]
    size = len(text)
    joints = [sign for sign in _JOINTS if sign in text]
    lines: list[tuple[int, int]] = []
    start = _past_spaces(text, 0)
    while True:
        fit = bisect_right(ends, ends[start] + limit, start) - 1
        if fit >= size:
            lines.append((start, max(start, len(text.rstrip(" ")))))
            return lines
        stop = _space(text, start, fit + 1)
        for sign in joints:
            stop = max(stop, 1 + _joint(text, sign, start, fit))
        if stop <= start:
            stop = max(1 + _hyphen(text, start, fit) or fit, start + 1)
        if text[stop - 1] == " ":
            stop = len(text[:stop].rstrip(" "))
        lines.append((start, stop))
        start = stop + 1 if stop < size and text[stop] == " " else stop
        if start < size and text[start] == " ":
            start = _past_spaces(text, start)
        if start == size:
            return lines


def _space(text: str, start: int, end: int) -> int:
    """The last space after which a line may begin; any, where a dash stands behind each of them; -1 without one."""
    last = stop = text.rfind(" ", start, end)
    while stop > start and text.startswith(_CLINGING, stop + 1):
        stop = text.rfind(" ", start, stop)
    return stop if stop > start else last


def _joint(text: str, sign: str, start: int, end: int) -> int:
    """The last of these signs that holds no number together, nor a number and its word; -1 without one."""
    stop = text.rfind(sign, start, end)
    while stop > start and (text[stop + 1 : stop + 2].isdigit() or (sign == "-" and text[stop - 1].isdigit())):
        stop = text.rfind(sign, start, stop)
    return stop if stop > start else -1


def _hyphen(text: str, start: int, end: int) -> int:
    """The last hyphen before a letter, also behind a number: where a line has to end that has no other place for it."""
    stop = text.rfind("-", start, end)
    return stop if stop > start and text[stop + 1 : stop + 2].isalpha() else -1


def _past_spaces(text: str, start: int) -> int:
    while start < len(text) and text[start] == " ":
        start += 1
    return start


def shrunk(whole: float, size: int, limit: float, least: float = LEAST_SHARE) -> int:
    """The size at which a text of length `whole` (at size 1) takes one line, if not less than `least` of `size`."""
    return int(limit / whole) if limit < whole * size <= limit / least else size


def set_lines(
    text: str, widths: Sequence[float], size: int, limit: float, least: float = LEAST_SHARE
) -> tuple[int, list[tuple[int, int]]]:
    """The size of a text and where its lines start and end; `widths` in thousandths, `limit` in page units.

    The text is set a little smaller if that saves it from a second line, or a word from being cut.
    """
    whole = sum(widths) / 1000
    if whole * size < limit and text[:1] != " ":
        return size, [(0, len(text.rstrip(" ")))]
    size = shrunk(whole, size, limit, least)
    spans = breaks(text, widths, limit * 1000 / size)
    if least < 1 and _cuts(text, spans):
        smaller = math.ceil(size * least)
        others = breaks(text, widths, limit * 1000 / smaller)
        if not _cuts(text, others):
            return smaller, others
    return size, spans


def _cuts(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether some line ends within a word."""
    return any(text[stop] != " " and text[stop - 1] not in _JOINTS for _, stop in spans[:-1])


class Wrapped:
    """A text set in lines of a given length, all at one size, which is up to a tenth smaller if that saves lines.

    `size` in tenths of a point, `limit` in page units.
    """

    def __init__(
        self,
        case: TypeCase,
        text: str,
        name: FaceName,
        size: int,
        limit: int,
        *,
        figures: bool = False,
        shrink: float = LEAST_SHARE,
    ) -> None:
        text = visible(text, name)
        self.case, self.home = case, case.base(name)
        signs = case.signs(text, name, figures)
        self.size, spans = set_lines(text, [sign.width for sign in signs], size, limit, shrink)
        self.lines = [signs[start:stop] for start, stop in spans]

    def shown(self) -> list[tuple[float, bytes]]:
        """Every line: its length in page units and the operators that draw it at `size`."""
        return [(length(line, self.size), show(self.case, line, self.size, self.home)) for line in self.lines]
