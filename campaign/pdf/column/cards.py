"""The driver's sheet: what stands where on A5, in mm from its upper left corner."""

from __future__ import annotations

from typing import Final

from campaign.pdf.badges.pen import PALE, Pen
from campaign.pdf.column.schemas import Beside, DriverCard, DriverCards
from campaign.pdf.measures import LINE, SIGN_RULE, THIN_RULE, units
from campaign.pdf.schemas import SheetStamp, Words

WIDTH: Final = 210.0
HEIGHT: Final = 148.5
_LEFT, _RIGHT = 18.0, 192.0
_MIDDLE = 105.0  # what is to be called stands left of it, where to be when right of it
_NUMBER = 62.0  # pt
_THIN: Final = b".%d G" % round(LINE * 100)
_TOP, _BELOW = 41.0, 97.0  # mm: what is called and where to be when stands between
_STEP, _LEAST_STEP = 8.8, 3.8  # mm between points
_RULE_STEP = 6.6
_QR = 16.0


class Cards:
    """Draws what all cards share, and then what is one car's own."""

    def __init__(self, pen: Pen, of: DriverCards, stamp: SheetStamp, words: Words) -> None:
        self.pen, self.of, self.stamp, self.words = pen, of, stamp, words

    def same(self) -> None:
        """Rules, points with times, whom to call, the place to sign."""
        pen, words = self.pen, self.of.words
        for y in (37.0, _BELOW):
            pen.rule(_LEFT, y, _RIGHT, y, 0.9)
        pen.rule(_MIDDLE, _TOP - 1, _MIDDLE, _BELOW - 3, THIN_RULE, _THIN)
        for y in (59.5, 78.0):
            pen.rule(_LEFT, y, _MIDDLE - 5, y, THIN_RULE, _THIN)
        pen.text(_LEFT, 14, words.title, 8, "medium", colour=PALE)
        after = _LEFT + pen.measured(words.title, "medium")[1] * 8 + 5
        pen.line(after, 14, self.of.event, 8, _RIGHT - after, colour=PALE)
        self._beside(82.5, words.head, self.of.head)
        self._points()
        self._rules()
        self._signature()

    def own(self, card: DriverCard, page: int) -> None:
        """Number, driver, car, who is before and behind."""
        pen, words = self.pen, self.of.words
        wide = pen.measured(card.number, "bold")[1] * _NUMBER
        pen.text(_RIGHT, 33, card.number, _NUMBER, "bold", "right")
        pen.text(_RIGHT - wide - 3, 33, words.in_column, 8, align="right", colour=PALE)
        room = _RIGHT - wide - 24 - _LEFT
        end = pen.block(_LEFT, 16.4, card.driver, 18, room, 9, "bold", middle=True)
        pen.block(_LEFT, end + 2.4, card.car, 10, room, 35 - end - 2.4)
        self._beside(45.5, words.before, card.before, words.nobody_before)
        self._beside(64.0, words.behind, card.behind, words.nobody_behind)
        if self.stamp.address:
            pen.qr(self.stamp.address.replace("{page}", str(page)), _RIGHT - _QR, 123, _QR)
        pen.text(
            _LEFT,
            138.5,
            f"{self.words.sheet} {self.words.sign} {self.stamp.number}-{card.number} · {self._foot()}",
            7,
            colour=PALE,
        )

    def _foot(self) -> str:
        said = [self.words.revision.format(self.stamp.revision)]
        if self.stamp.printed:
            said.append(f"{self.words.printed} {self.stamp.printed}")
        return " · ".join(said)

    def _beside(self, y: float, label: str, who: Beside, nobody: str = "") -> None:
        """Label, car, name and, large, the number to call."""
        pen, room = self.pen, _MIDDLE - 5 - _LEFT
        pen.text(_LEFT, y, f"{label} – {self.words.sign} {who.number}" if who.number else label, 8, "semibold", colour=PALE)
        if not (who.car or who.name or who.phone):
            pen.line(_LEFT, y + 6, nobody or "–", 10, room)
            return
        phone = pen.measured(who.phone, "bold")[1] * 11.5
        left = room - phone - (3 if who.phone else 0)
        if who.car:
            pen.block(_LEFT, y + 1.2, who.car, 10.5, room, 6, "semibold", middle=True)
            pen.block(_LEFT, y + 7.2, who.name or "–", 10, left, 5.6, middle=True)
        else:
            pen.block(_LEFT, y + 1.6, who.name, 10, left, 9.6, middle=True)
        if who.phone:
            pen.text(_MIDDLE - 5, y + (11.4 if who.car else 7.6), who.phone, 11.5, "bold", "right")

    def _points(self) -> None:
        """Time and place, as many as fit; how many more there are stands below them."""
        pen, points = self.pen, self.of.points
        room = _BELOW - 2 - _TOP
        most = int(room / _LEAST_STEP)
        shown = points if len(points) <= most else points[: most - 1]
        rows = len(shown) + (len(shown) < len(points))
        step = min(_STEP, room / max(1, rows))
        x, size = _MIDDLE + 5, min(12.0, step * 1.75)
        wide = max((pen.measured(time, "bold")[1] * size for time, _place in shown), default=0) + 4
        for place, (time, name) in enumerate(shown):
            top = _TOP + place * step
            pen.text(x, top + step / 2 + size * 0.125, time, size, "bold")
            pen.block(x + wide, top, name, min(10.0, size), _RIGHT - x - wide, step, middle=True)
        if len(shown) < len(points):
            pen.line(x, _TOP + rows * step - 1, self.of.words.more, 7.5, _RIGHT - x, colour=PALE)

    def _rules(self) -> None:
        pen, room = self.pen, _MIDDLE + 8 - _LEFT - 5
        for place, rule in enumerate(self.of.rules[:5]):
            top = 100 + place * _RULE_STEP
            side, low = units(1.8), pen.y(top + _RULE_STEP / 2 + 0.9)
            pen.raw(b"0 g %d %d %d %d re f\n" % (units(_LEFT), low, side, side))
            pen.block(_LEFT + 5, top, rule, 10.5, room, _RULE_STEP, middle=True)

    def _signature(self) -> None:
        pen, words = self.pen, self.of.words
        x, end = _MIDDLE + 18, _RIGHT - _QR - 6
        pen.block(x, 100, self.of.help, 10, _RIGHT - x, 9, "semibold", middle=True)
        pen.text(x, 121, words.briefed, 8, colour=PALE)
        pen.rule(x, 132, end, 132, SIGN_RULE)
        pen.text(x, 135, words.signature, 6.5, colour=PALE)
