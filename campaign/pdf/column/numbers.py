"""The number behind a windscreen: digits that are read from fifty metres, all else small."""

from __future__ import annotations

from typing import Final

from campaign.pdf.badges.pen import PALE, Pen
from campaign.pdf.column.schemas import ScreenNumber, ScreenNumbers
from campaign.pdf.schemas import SheetStamp, Words

WIDTH, HEIGHT = 297.0, 210.0
EMBLEM: Final = b"Mark"
_LEFT, _RIGHT = 18.0, 279.0
DIGITS: Final = 560.0  # pt: 138 mm high
_BASE: Final = 180.0
_QR = 15.0
_LEAST_BRAND: Final = 9.0  # pt; a longer name wraps


class Numbers:
    """Draws what all numbers share, and then one car's own."""

    def __init__(self, pen: Pen, of: ScreenNumbers, stamp: SheetStamp, words: Words) -> None:
        self.pen, self.of, self.stamp, self.words = pen, of, stamp, words

    def same(self) -> None:
        """The campaign, the event, and where the number is put."""
        pen = self.pen
        pen.form(EMBLEM, _LEFT + 9, 20, 9)
        size = min([20.0, *(pen.fitted(words, "bold", 20, 105) for words in self.of.brand)])
        if size < _LEAST_BRAND:
            pen.block(_LEFT + 23, 11, " ".join(self.of.brand), 20, 105, 18, "bold", middle=True)
        for place, words in enumerate(self.of.brand[:2] if size >= _LEAST_BRAND else ()):
            pen.text(_LEFT + 23, (19 if len(self.of.brand) > 1 else 23) + place * size * 0.42, words, size, "bold")
        pen.block(_RIGHT, 19.6, self.of.event, 12, 128, 9.6, align="right", colour=PALE)
        pen.rule(_LEFT, 187, _RIGHT, 187, 0.9)
        pen.line(_LEFT + 92, 192.6, self.of.hint, 9, _RIGHT - _QR - 6 - _LEFT - 92, colour=PALE)

    def own(self, card: ScreenNumber, page: int) -> None:
        """Digits, role, plate."""
        pen, stamp, words = self.pen, self.stamp, self.words
        self._digits(card.number)
        pen.line(_RIGHT, 17.6, card.role, 16, 128, "semibold", "right")
        pen.block(_LEFT, 189, card.sign, 17, 86, 8, "bold", middle=True)
        said = [f"{words.sheet} {words.sign} {stamp.number}-{card.number}", words.revision.format(stamp.revision)]
        said += [f"{words.printed} {stamp.printed}"] if stamp.printed else []
        pen.text(_LEFT + 92, 197, " · ".join(said), 7, colour=PALE)
        if stamp.address:
            pen.qr(stamp.address.replace("{page}", str(page)), _RIGHT - _QR, 189.5, _QR)

    def _digits(self, number: str) -> None:
        """Always as high; three of them are set narrower."""
        pen, room = self.pen, _RIGHT - _LEFT
        wide = pen.measured(number, "semibold")[1] * DIGITS
        share = min(1.0, room / wide) if wide else 1.0
        pen.raw(b"q %d Tz " % int(share * 100))
        pen.text((_LEFT + _RIGHT) / 2 - wide * share / 2, _BASE, number, DIGITS, "semibold")
        pen.raw(b"Q\n")
