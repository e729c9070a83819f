"""Panels on paper: each a page of its own size, real text, equal panels equal bytes."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import cos, radians, sin
from typing import Final

from campaign.pdf.badges.pen import PETROL, Pen
from campaign.pdf.document import TAGS, About, Bookmark, Document
from campaign.pdf.glyphs import TypeCase
from campaign.pdf.imprint import Imprint
from campaign.pdf.ink import number
from campaign.pdf.marks import emblem, qr
from campaign.pdf.measures import GREY, POINTS_PER_MM, units
from campaign.pdf.panels.layout import drawn
from campaign.pdf.panels.schemas import Panel, Panels, Photo
from campaign.pdf.panels.shapes import Box, Code, Drawing, Image, Mark, Rule, Shape, Tint
from campaign.pdf.panels.shapes import Words as Line

_MARK: Final = b"Mark"
_COLOURS: Final[Mapping[Tint, bytes]] = {
    Tint.PETROL: PETROL, Tint.INK: b"0 0 0", Tint.DARK: b".15 .15 .15", Tint.GREY: b"%b " % number(GREY) * 3,
    Tint.PALE: b".86 .86 .86", Tint.WHITE: b"1 1 1",
}  # fmt: skip


def printed(of: Panels, imprint: Imprint) -> bytes:
    """The whole PDF of a frozen sheet, its number and revision at the foot of each panel."""
    stamp, words = imprint.stamp, imprint.words
    said = f"{imprint.cited} · {words.revision.format(stamp.revision)}"
    said += f" · {words.printed} {stamp.printed}" if stamp.printed else ""
    numbered = [replace(panel, stamp=(said, *panel.stamp)) for panel in of.cards]
    return b"".join(stream(numbered, imprint.full_title, imprint.language, imprint.author, saving=imprint.saving))


def stream(panels: Sequence[Panel], title: str, language: str, author: str = "", *, saving: bool = False) -> Iterator[bytes]:
    """The PDF piece by piece, a page a panel; of no panels one empty page."""
    case, drawings = TypeCase(), [drawn(panel) for panel in panels]
    subject = " / ".join(panels[0].title) if len(panels) == 1 else ""
    first = drawings[0] if drawings else Drawing(297, 420, 1, (), 1)
    document = Document(About(title, TAGS.get(language, language), author, subject), *_points(first), saving=saving)
    photos: dict[str, Photo] = {}
    yield document.begin()
    for drawing in drawings or [first]:
        painter = _Painter(Pen(case, drawing.height), photos)
        painter.paint(drawing)
        yield document.page(painter.operators(drawing.scale), _points(drawing))
    yield document.form(_MARK.decode(), emblem(PETROL))
    for number_of, photo in enumerate(photos.values()):
        jpeg = base64.b64decode(photo.jpeg)
        yield document.photo(f"Photo{number_of}", jpeg, photo.width, photo.height, grey=photo.grey)
    yield from document.end(case, _bookmarks(panels))


def _points(drawing: Drawing) -> tuple[float, float]:
    scale = drawing.scale * POINTS_PER_MM
    return drawing.width * scale, drawing.height * scale


def _bookmarks(panels: Sequence[Panel]) -> list[Bookmark]:
    if len(panels) < 2:
        return []
    return [Bookmark(next(iter(panel.title), "") or "–", page) for page, panel in enumerate(panels)]


class _Painter:
    """Turns the shapes of one panel into operators; photos are named and kept for the end of the file."""

    def __init__(self, pen: Pen, photos: dict[str, Photo]) -> None:
        self.pen, self.photos = pen, photos

    def operators(self, scale: float) -> bytes:
        return b"%b 0 0 %b 0 0 cm\n%b" % (number(scale / 10), number(scale / 10), self.pen.taken())

    def paint(self, drawing: Drawing) -> None:
        for shape in drawing.shapes:
            self._one(shape)

    def _one(self, shape: Shape) -> None:
        pen = self.pen
        match shape:
            case Line():
                self._words(shape)
            case Rule():
                stroke = b"%b RG" % _COLOURS[shape.tint]
                pen.rule(shape.x0, shape.y0, shape.x1, shape.y1, shape.points, stroke)
            case Box():
                self._box(shape)
            case Code():
                place = (units(shape.x), pen.y(shape.y + shape.size), units(shape.size))
                pen.raw(b"%b rg %b" % (PETROL, qr(shape.value, *place)))
            case Mark():
                half = shape.size / 2
                pen.form(_MARK, shape.x + half, shape.y + half, half)
            case Image():
                self._image(shape)

    def _words(self, words: Line) -> None:
        colour = b"%b rg" % _COLOURS[words.tint]
        if not words.turn:
            self.pen.text(words.x, words.y, words.text, words.size, words.face, words.align, colour)
            return
        turn = (cos(radians(words.turn)), sin(radians(words.turn)))
        matrix = b" ".join(number(value) for value in (turn[0], turn[1], -turn[1], turn[0]))
        self.pen.raw(b"q %b %d %d cm " % (matrix, units(words.x), self.pen.y(words.y)))
        self.pen.text(0, self.pen.height, words.text, words.size, words.face, words.align, colour)
        self.pen.raw(b"Q\n")

    def _box(self, box: Box) -> None:
        place = (units(box.x), self.pen.y(box.y + box.height), units(box.width), units(box.height))
        colour = _COLOURS[box.tint]
        if box.points:
            self.pen.raw(b"%b RG %d w %d %d %d %d re S\n" % (colour, round(box.points * 10), *place))
        else:
            self.pen.raw(b"%b rg %d %d %d %d re f\n" % (colour, *place))

    def _image(self, image: Image) -> None:
        if not image.photo.jpeg:
            self._box(Box(image.x, image.y, image.width, image.height, Tint.GREY, 0.7))
            return
        self.photos.setdefault(image.photo.jpeg, image.photo)
        name = b"Photo%d" % list(self.photos).index(image.photo.jpeg)
        size = (units(image.width), units(image.height))
        self.pen.raw(b"q %d 0 0 %d %d %d cm /%b Do Q\n" % (*size, units(image.x), self.pen.y(image.y + image.height), name))
