"""A slogan in large type: broken where one breathes, in two lines of like length, as large as its box allows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from campaign.pdf.badges.pen import Pen
from campaign.pdf.fonts import FaceName
from campaign.pdf.measures import CAP, TAIL

_JOINS: Final = re.compile(r" (?=(?:и|а|но|да|және|әрі|and|but|nor) )")  # a line rather begins with these words
LINE_STEP: Final = 0.38
"""Mm between the base lines of a slogan, for a point of type."""
_LEAST: Final = 0.62  # of its size; a slogan that would be smaller in two lines is set in more


def slogan_lines(pen: Pen, words: str, size: float, width: float, height: float, face: FaceName) -> tuple[float, list[str]]:
    """The type size in points, at most `size`, and the lines, for a box in mm; nothing is ever cut."""
    best = (0.0, [words])
    for lines in ([words], halves(words)):
        fits = min([size, *(pen.fitted(line, face, size, width) for line in lines)])
        fits = min(fits, height / slogan_height(1, lines))
        best = max(best, (int(fits * 10) / 10, lines), key=lambda found: found[0])
    if best[0] >= size * _LEAST:
        return best
    points, lines = pen.wrapped(words, size * _LEAST, width, height * 0.92, face)
    return max(best, (points, lines), key=lambda found: found[0])


def slogan_height(points: float, lines: Sequence[str]) -> float:
    """In mm, from the capitals of the first line to the tails of the last."""
    return points * ((len(lines) - 1) * LINE_STEP + CAP + TAIL)


def halves(words: str) -> list[str]:
    """In two lines: after a comma or a dash, else before a conjunction, else nearest to the middle."""
    commas = [found.end() - 1 for found in re.finditer(r"[,;:–—] ", words)]
    places = (
        commas or [found.start() for found in _JOINS.finditer(words)] or [at for at, sign in enumerate(words) if sign == " "]
    )
    if not places:
        return [words]
    at = min(places, key=lambda place: abs(2 * place - len(words)))
    return [words[:at], words[at + 1 :]]
