"""The five layouts: what stands where on each, in mm from the upper left corner of a badge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from campaign.core.numerals import number_sign
from campaign.pdf.badges.names import called, set_names
from campaign.pdf.badges.pen import PALE, PETROL, PETROL_TEXT, WHITE, Pen
from campaign.pdf.badges.schemas import Badge, BadgeSet, Layout
from campaign.pdf.measures import LINE, units

EMBLEM, CAMERA = b"Mark", b"NoPhoto"  # forms with drawings of unit size
_PETROL_LINE: Final = PETROL + b" RG"
_LEAST_BRAND: Final = 5.0  # pt; a longer name wraps
_GREY_LINE: Final = b".%d G" % round(LINE * 100)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where badges stand on A4: their size, how many across and down, the corner of the first, from one to the next."""

    width: float
    height: float
    across: int
    down: int
    left: float
    top: float
    step_x: float
    step_y: float
    landscape: bool = False

    @property
    def each(self) -> int:
        """How many badges a sheet holds."""
        return self.across * self.down


class Drawer(Protocol):
    """One layout: what is the same on all badges of a set, drawn once, and what is somebody's own."""

    sheet: Sheet

    def same(self, pen: Pen, of: BadgeSet) -> None: ...

    def own(self, pen: Pen, of: BadgeSet, badge: Badge, number: int) -> None: ...


def _brand(pen: Pen, of: BadgeSet, x: float, y: float, size: float, width: float) -> None:
    """The mark, and the campaign's name in capitals at its right."""
    pen.form(EMBLEM, x + size / 2, y + size / 2, size / 2)
    points = min([size * 0.82, *(pen.fitted(line, "bold", size * 0.82, width - size * 1.22) for line in of.brand)])
    if points < _LEAST_BRAND:
        name, beside = " ".join(of.brand), size * 1.22
        pen.block(x + beside, y, name, size * 0.82, width - beside, size, "bold", colour=PETROL_TEXT, middle=True)
        return
    first = 0.44 if len(of.brand) > 1 else 0.64
    for place, line in enumerate(of.brand):
        pen.text(x + size * 1.22, y + size * (first + place * 0.42), line, points, "bold", colour=PETROL_TEXT)


def _role(pen: Pen, badge: Badge, x: float, y: float, w: float, h: float, size: float) -> None:
    """Leaders get a solid bar, all others an outlined one: told apart without colour. Whoever has no role has no bar."""
    if not badge.role and badge.surname:
        return
    pen.bar(x, y, w, h, h * 0.2, 0.9, stroke=_PETROL_LINE, fill=PETROL_TEXT if badge.leads else b"")
    if badge.role:
        colour = WHITE if badge.leads else PETROL_TEXT
        pen.block(x + w / 2, y + 0.6, badge.role, size, w - 4, h - 1.2, "semibold", "centre", colour, middle=True)


def _blank(pen: Pen, of: BadgeSet, x: float, y: float, width: float, step: float) -> None:
    """Two lines to write a name on."""
    for place, words in enumerate((of.words.surname, of.words.names)):
        line = y + place * step
        pen.rule(x, line, x + width, line, 0.5)
        pen.text(x, line + 2.8, words, 6.5, colour=PALE)


def _code(of: BadgeSet, badge: Badge) -> str:
    return f"{of.words.code}\u00a0{badge.code}" if badge.code else ""


def _group(of: BadgeSet, badge: Badge) -> str:
    return f"{of.words.group} {badge.group}" if badge.group else ""


def _dotted(*parts: str) -> str:
    """What there is of them, with dots between; a dot never begins a line."""
    return "\u00a0· ".join(filter(None, parts))


def _called_to(of: BadgeSet, badge: Badge) -> str:
    return " ".join(filter(None, (badge.leader, badge.phone.replace(" ", "\u00a0"))))


class A6:
    """105 × 148.5 mm, four on a sheet, for a lanyard."""

    sheet = Sheet(105, 148.5, 2, 2, 0, 0, 105, 148.5)

    def same(self, pen: Pen, of: BadgeSet) -> None:
        pen.bar(45, 5, 15, 3.2, 1.6, 0.5, stroke=_GREY_LINE)
        _brand(pen, of, 9, 14, 14, 56)
        pen.rule(9, 33, 96, 33, 0.8, _PETROL_LINE)
        end = pen.block(48, 98.4, of.event, 9.5, 48, 8.5, "semibold")
        end = pen.block(48, end + 1.6, of.place, 9.5, 48, 3.5)
        pen.line(48, end + 4.4, of.when, 9.5, 48)

    def own(self, pen: Pen, of: BadgeSet, badge: Badge, number: int) -> None:
        if badge.group:
            pen.line(96, 17.5, of.words.group, 8, 29, align="right", colour=PALE)
            pen.block(96, 19, badge.group, 22, 29, 12.5, "bold", "right", PETROL_TEXT)
        if badge.surname:
            end = set_names(pen, badge.surname, badge.names, 30, 87, 24).draw(pen, 9, 41)
            pen.block(9, end + 3.6, badge.organisation, 10.5, 87, 71.5 - end, colour=PALE)
            pen.qr(badge.code, 9, 97, 32)
            pen.text(9, 139, _code(of, badge), 11, "bold")
        else:
            _blank(pen, of, 9, 50, 87, 14)
        _role(pen, badge, 9, 78, 87, 12, 16)
        _leader(pen, of, badge, 48, 119.4, 36 if not badge.photo else 48, 9.5)
        if not badge.photo:
            pen.form(CAMERA, 86, 128.6, 7)
        pen.text(96, 139, f"{number_sign(of.language)} {of.number}-{number}", 7, align="right", colour=PALE)


def _leader(pen: Pen, of: BadgeSet, badge: Badge, x: float, y: float, width: float, size: float) -> None:
    """Whom to turn to: a caption, the name, the phone."""
    if badge.leader or badge.phone:
        pen.line(x, y, of.words.leader, size * 0.84, width, colour=PALE)
        pen.block(x, y + size * 0.13, badge.leader, size, width, size * 0.5, "semibold")
        pen.line(x, y + size * 0.98, badge.phone, size, width, "semibold")


class A7:
    """105 × 74.25 mm, eight on a sheet."""

    sheet = Sheet(105, 74.25, 2, 4, 0, 0, 105, 74.25)

    def same(self, pen: Pen, of: BadgeSet) -> None:
        _brand(pen, of, 8.5, 6.5, 9.2, 48)
        pen.rule(8.5, 18.6, 96.5, 18.6, 0.6, _PETROL_LINE)
        pen.block(8.5, 60.6, _dotted(of.event, of.place, of.day), 8, 62, 4.6)

    def own(self, pen: Pen, of: BadgeSet, badge: Badge, number: int) -> None:
        room = 88.0
        if not badge.photo:
            pen.form(CAMERA, 89.6, 14.6, 5)
            room = 79
        pen.block(8.5 + room, 6.5, _group(of, badge), 11, room - 50, 9, "semibold", "right", PETROL_TEXT)
        if badge.surname:
            end = set_names(pen, badge.surname, badge.names, 23, 88, 15.5).draw(pen, 8.5, 23)
            pen.block(8.5, end + 2.4, badge.organisation, 9, 62, 47 - end, colour=PALE)
            pen.qr(badge.code, 76.5, 47, 20)
        else:
            _blank(pen, of, 8.5, 31, 88, 10)
        _role(pen, badge, 8.5, 50.4, 62, 9, 12)
        pen.block(8.5, 65.4, _dotted(_called_to(of, badge), _code(of, badge)), 8, 62, 5.6, "semibold")


class Card:
    """85 × 54 mm, as a bank card, ten on a sheet."""

    sheet = Sheet(85, 54, 2, 5, 17, 11.5, 91, 55.5)

    def same(self, pen: Pen, of: BadgeSet) -> None:
        _brand(pen, of, 5, 4.5, 8, 42)
        pen.block(5, 42.6, _dotted(of.event, of.place, of.day), 7, 55, 4.4)

    def own(self, pen: Pen, of: BadgeSet, badge: Badge, number: int) -> None:
        room = 75.0
        if not badge.photo:
            pen.form(CAMERA, 73.6, 11, 4.6)
            room = 66.5
        pen.block(5 + room, 4.5, _group(of, badge), 9, room - 42, 8, "semibold", "right", PETROL_TEXT)
        if badge.surname:
            set_names(pen, badge.surname, badge.names, 18, 75, 13).draw(pen, 5, 16)
            pen.qr(badge.code, 64, 33.2, 16)
        else:
            _blank(pen, of, 5, 20, 75, 8)
        _role(pen, badge, 5, 33.4, 55, 7.5, 10.5)
        pen.block(5, 47.2, _dotted(_called_to(of, badge), _code(of, badge)), 7, 55, 5, "semibold")


class Wristband:
    """255 × 25 mm strips, seven on a sheet lying across; the first name is the largest."""

    sheet = Sheet(255, 25, 1, 7, 21, 9, 0, 27.6, landscape=True)

    def same(self, pen: Pen, of: BadgeSet) -> None:
        pen.raw(b"%b 3 w %d %d %d %d re S\n" % (_GREY_LINE, 0, 0, units(255), units(25)))
        pen.raw(b"q [20 20] 0 d ")
        pen.rule(25, 0, 25, 25, 0.3, _GREY_LINE)
        pen.raw(b"Q ")
        for place, words in enumerate(of.words.glue):
            pen.text(12.5, 12 + place * 4, words, 8, align="centre", colour=PALE)
        _brand(pen, of, 32, 6, 12, 56)
        end = pen.block(240.5, 4, of.event, 7, 13.5, 9, colour=PALE)
        end = pen.block(240.5, end + 1.2, of.place, 7, 13.5, 5, colour=PALE)
        pen.line(240.5, end + 3.6, of.day, 7, 13.5, colour=PALE)

    def own(self, pen: Pen, of: BadgeSet, badge: Badge, number: int) -> None:
        if badge.surname:
            pen.block(92, 3.4, called(badge.surname, badge.names), 22, 64, 9.6, "bold", middle=True)
            end = 13.4
            if badge.names:
                end = pen.block(92, end, badge.surname, 10, 64, 4.4)
            pen.block(92, end + 1.4, _group(of, badge), 10, 64, 5)
            pen.qr(badge.code, 219, 4, 17)
        else:
            pen.rule(92, 13, 156, 13, 0.5)
            pen.text(92, 15.8, of.words.names, 6.5, colour=PALE)
        _leader(pen, of, badge, 160, 9, 36, 9.5)
        if not badge.photo:
            pen.form(CAMERA, 201, 16, 7.5)


class Sticker:
    """70 × 37 mm, twenty-four on a sheet; the first name is the largest."""

    sheet = Sheet(70, 37, 3, 8, 0, 0.5, 70, 37)

    def same(self, pen: Pen, of: BadgeSet) -> None:
        pen.form(EMBLEM, 9.5, 8.5, 3.5)

    def own(self, pen: Pen, of: BadgeSet, badge: Badge, number: int) -> None:
        if badge.surname:
            name = called(badge.surname, badge.names)
            pen.block(15, 3.6, name, 17, 32 if not badge.photo else 50, 8.2, "bold", middle=True)
            pen.block(6, 13.6, badge.surname if badge.names else "", 11, 41, 7, "medium", middle=True)
            pen.qr(badge.code, 50.3, 14.5, 15.5)
        else:
            pen.rule(15, 12, 47, 12, 0.5)
            pen.rule(6, 19.4, 47, 19.4, 0.5)
        _role(pen, badge, 6, 21.6, 41, 6.4, 9)
        pen.block(6, 29, _dotted(_group(of, badge), of.day, badge.code), 7, 41, 5.4, colour=PALE)
        if not badge.photo:
            pen.form(CAMERA, 56, 9.2, 4)


DRAWERS: Final[Mapping[Layout, Drawer]] = {
    Layout.A6: A6(),
    Layout.A7: A7(),
    Layout.CARD: Card(),
    Layout.WRISTBAND: Wristband(),
    Layout.STICKER: Sticker(),
}
