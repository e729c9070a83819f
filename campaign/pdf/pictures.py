"""Drawings inside a paper: lines, circles and words, in units of their own."""

from __future__ import annotations

from campaign.pdf.fonts import FaceName
from campaign.pdf.ink import number
from campaign.pdf.marks import qr
from campaign.pdf.measures import LINE, THIN_RULE, units
from campaign.pdf.pages import Pages
from campaign.pdf.parts import Code, Dot, Label, Picture, Stroke

_KAPPA = 0.5523  # how far the handles of a quarter of a circle reach


def draw_picture(pages: Pages, part: Picture | Code) -> None:
    """The drawing or the code where the pages stand now."""
    if isinstance(part, Picture):
        PictureDrawer(pages, part).draw()
        return
    white = part.size / 10
    pages.need(part.size + 2 * white)
    left, low = pages.left + (pages.frame.width - part.size) / 2, pages.ink.y(pages.y + white + part.size)
    pages.ink.raw(qr(part.value, units(left), low, units(part.size)))
    pages.y += part.size + 2 * white


class PictureDrawer:
    """Draws one picture where the pages stand now, cut off at its frame."""

    def __init__(self, pages: Pages, picture: Picture) -> None:
        self.pages, self.picture = pages, picture
        self.scale = min(pages.frame.width / picture.width, min(picture.tall, pages.most) / picture.height)
        self.words = self.scale * picture.width / pages.frame.width if picture.even else 1.0

    @property
    def height(self) -> float:
        """In mm, with the white around it."""
        return self.picture.height * self.scale + 4

    def draw(self) -> None:
        """The picture, centred, in a thin frame."""
        pages, picture = self.pages, self.picture
        high, wide = picture.height * self.scale, picture.width * self.scale
        pages.need(self.height)
        self.x, self.y = pages.left + (pages.frame.width - wide) / 2, pages.y + 1
        left, low = units(self.x), pages.ink.y(self.y + high)
        frame = b"%d %d %d %d re" % (left, low, units(wide), units(high))
        with pages.ink.inside(b"%b W n" % frame):
            for shape in picture.shapes:
                self._shape(shape)
        pages.ink.raw(b"q %b G %d w %b S Q\n" % (number(LINE), round(THIN_RULE * 10), frame))
        pages.y += self.height

    def _shape(self, shape: Stroke | Dot | Label) -> None:
        match shape:
            case Stroke():
                self._stroke(shape)
            case Dot():
                self._dot(shape)
            case Label():
                face: FaceName = "bold" if shape.strong else "regular"
                self.pages.ink.text(*self._at(shape.x, shape.y), shape.words, shape.size * self.words, face, shape.align)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x * self.scale, self.y + y * self.scale

    def _point(self, x: float, y: float) -> tuple[int, int]:
        across, down = self._at(x, y)
        return units(across), self.pages.ink.y(down)

    def _stroke(self, stroke: Stroke) -> None:
        places = [self._point(x, y) for x, y in stroke.points]
        path = b" ".join(b"%d %d %b" % (x, y, b"l" if place else b"m") for place, (x, y) in enumerate(places))
        dash = b"[%b] 0 d " % b" ".join(b"%d" % round(length * 10) for length in stroke.dash) if stroke.dash else b""
        paint = b"B" if stroke.fill is not None else b"S"
        fill = b"%b g " % number(stroke.fill) if stroke.fill is not None else b""
        close = b" h" if stroke.closed else b""
        self.pages.ink.raw(
            b"q %b%b G %d w 1 j 1 J %b%b%b %b Q\n"
            % (fill, number(stroke.grey), round(stroke.width * 10), dash, path, close, paint)
        )

    def _dot(self, dot: Dot) -> None:
        x, y = self._point(dot.x, dot.y)
        radius = units(dot.radius * self.scale)
        grip = round(radius * _KAPPA)
        path = b"%d %d m %d %d %d %d %d %d c %d %d %d %d %d %d c %d %d %d %d %d %d c %d %d %d %d %d %d c" % (
            x + radius, y,
            x + radius, y + grip, x + grip, y + radius, x, y + radius,
            x - grip, y + radius, x - radius, y + grip, x - radius, y,
            x - radius, y - grip, x - grip, y - radius, x, y - radius,
            x + grip, y - radius, x + radius, y - grip, x + radius, y,
        )  # fmt: skip
        self.pages.ink.raw(b"q %b g 0 G 7 w %b B Q\n" % (b"0" if dot.black else b"1", path))
        if dot.words:
            across, down = self._at(dot.x, dot.y)
            grey = 1.0 if dot.black else 0.0
            self.pages.ink.text(across, down + dot.size * 0.12, dot.words, dot.size, "semibold", "centre", grey)
