"""Sums to be done by hand: labels over boxes, signs between them, a row for each thing that is counted."""

from __future__ import annotations

from typing import Final

from campaign.pdf.measures import GREY, units
from campaign.pdf.pages import Pages
from campaign.pdf.parts import Balance

_ABOVE: Final = 6.5  # mm to the first box, with room for the labels
_ROW, _HIGH, _WIDE = 8.2, 7.0, 16.0  # mm
_WORDS: Final = 36.0  # mm for what is counted
_LABEL, _TEXT, _FIGURE = 7.0, 9.5, 10.5  # pt


def balance_height(part: Balance) -> float:
    """In mm, with the white above and below."""
    return _ABOVE + len(part.rows) * _ROW + 1.5


def draw_balance(pages: Pages, part: Balance) -> None:
    """Draw it where the page is, all rows on one page."""
    pages.need(balance_height(part))
    ink, top = pages.ink, pages.y + _ABOVE
    step = (pages.frame.width - _WORDS) / max(1, len(part.labels))
    for row, (words, values) in enumerate(part.rows):
        y = top + row * _ROW
        ink.put(pages.left, y + 4.8, ink.block(words, _WORDS - 3, _TEXT, "semibold", shrink=0.7), _TEXT * 0.36)
        for place, label in enumerate(part.labels):
            x = pages.left + _WORDS + place * step
            ink.raw(b"0 G 6 w %d %d %d %d re S\n" % (units(x), ink.y(y + _HIGH), units(_WIDE), units(_HIGH)))
            if row == 0:
                ink.put(x, top - 1.4, ink.block(label, step - 2, _LABEL, shrink=0.8).part(0, 1), _LABEL * 0.36, grey=GREY)
            if place < len(values) and values[place]:
                ink.text(x + _WIDE - 2, y + 5, values[place], _FIGURE, "semibold", "right", figures=True)
            if place < len(part.signs) and place + 1 < len(part.labels):
                ink.text(x + (step + _WIDE) / 2, y + 5, part.signs[place], 12, align="centre")
    pages.y += balance_height(part)
