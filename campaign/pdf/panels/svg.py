"""The same panel as elements of an SVG for a page: what the editor shows is what will be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from campaign.pdf.fonts import FaceName, length_of
from campaign.pdf.glyphs import visible
from campaign.pdf.marks import modules
from campaign.pdf.measures import MM_PER_POINT
from campaign.pdf.panels.layout import drawn
from campaign.pdf.panels.schemas import Panel
from campaign.pdf.panels.shapes import Box, Code, Image, Mark, Rule, Shape, Tint
from campaign.pdf.panels.shapes import Words as Line

_COLOURS: Final[Mapping[Tint, str]] = {
    Tint.PETROL: "#0d455c", Tint.INK: "#000", Tint.DARK: "#262626", Tint.GREY: "#6b6b6b", Tint.PALE: "#dbdbdb",
    Tint.WHITE: "#fff",
}  # fmt: skip
_WEIGHTS: Final[Mapping[FaceName, int]] = {"regular": 400, "medium": 500, "semibold": 600, "bold": 700}
_ANCHORS: Final = {"left": "start", "centre": "middle", "right": "end"}
_RING: Final = "M20.45 3.77A13.02 13.02 0 1 0 28.23 11.55"
_BATON: Final = "M-2.79-5.12 19.84-2.64v5.28L-2.79 5.12C-8.42 4.6-8.42-4.6-2.79-5.12z"
_LANES: Final = (
    "M-3.41-1.01.93-.91V.91l-4.34.1zM3.41-.85l3.72.09v1.52l-3.72.09zM9.3-.71l3.26.08v1.26L9.3.71z"
    "M14.57-.59l2.79.07v1.04l-2.79.07z"
)
Attributes = dict[str, str | float]


@dataclass(frozen=True, slots=True)
class Element:
    """One element of an SVG; a template writes and escapes it."""

    tag: str
    attributes: Attributes
    words: str = ""


@dataclass(frozen=True, slots=True)
class Svg:
    """A panel as the elements of an SVG, and what is said of it to those who do not see it."""

    width: float
    height: float
    name: str
    too_long: int
    elements: tuple[Element, ...]


def svg(panel: Panel) -> Svg:
    """The whole drawing; no style and no script in it."""
    drawing = drawn(panel)
    elements = tuple(element for shape in drawing.shapes for element in _elements(shape))
    name = visible(" / ".join(panel.title), "regular")
    return Svg(drawing.width, drawing.height, name, drawing.too_long, elements)


def _elements(shape: Shape) -> Iterator[Element]:
    match shape:
        case Line():
            yield _words(shape)
        case Rule():
            ends: Attributes = {"x1": mm(shape.x0), "y1": mm(shape.y0), "x2": mm(shape.x1), "y2": mm(shape.y1)}
            yield Element("line", ends | {"stroke": _COLOURS[shape.tint], "stroke-width": mm(shape.points * MM_PER_POINT)})
        case Box():
            outline: Attributes = {"fill": _COLOURS[shape.tint]}
            if shape.points:
                outline = {"fill": "none", "stroke": _COLOURS[shape.tint], "stroke-width": mm(shape.points * MM_PER_POINT)}
            yield Element("rect", _place(shape) | outline)
        case Code():
            yield _code(shape)
        case Mark():
            yield from _mark(shape)
        case Image():
            yield _image(shape)


def _image(image: Image) -> Element:
    """The photo where a page finds it, its own bytes, or an empty frame."""
    photo = image.photo
    if not photo.link and not photo.jpeg:
        return Element("rect", _place(image) | {"fill": "none", "stroke": _COLOURS[Tint.GREY], "stroke-width": 0.25})
    source = photo.link or f"data:image/jpeg;base64,{photo.jpeg}"
    said = visible(" / ".join(photo.words), "regular")
    return Element("image", _place(image) | {"href": source, "aria-label": said or "–"})


def mm(length: float) -> float:
    return round(length, 3)


def _place(shape: Box | Image) -> Attributes:
    return {"x": mm(shape.x), "y": mm(shape.y), "width": mm(shape.width), "height": mm(shape.height)}


def _mark(mark: Mark) -> Iterator[Element]:
    colour = _COLOURS[Tint.PETROL]
    moved = f"translate({mm(mark.x)} {mm(mark.y)}) scale({mark.size / 32:.4f})"
    turned = f"{moved} translate(16 16) rotate(-45)"
    yield Element("path", {"transform": moved, "d": _RING, "fill": "none", "stroke": colour, "stroke-width": 2.94})
    yield Element("path", {"transform": turned, "d": _BATON, "fill": colour})
    yield Element("path", {"transform": turned, "d": _LANES, "fill": _COLOURS[Tint.WHITE]})


def _words(words: Line) -> Element:
    at: Attributes = {"x": mm(words.x), "y": mm(words.y), "font-size": mm(words.size * MM_PER_POINT)}
    at |= {"font-weight": _WEIGHTS.get(words.face, 400), "fill": _COLOURS[words.tint]}
    at["textLength"] = mm(length_of(words.text, words.face) * words.size * MM_PER_POINT)  # whatever spacing a reader asks for
    if words.align != "left":
        at["text-anchor"] = _ANCHORS[words.align]
    if words.turn:
        at["transform"] = f"rotate({-words.turn:.2f} {mm(words.x)} {mm(words.y)})"
    return Element("text", at, words.text)


def _code(code: Code) -> Element:
    side, pixels = modules(code.value)
    path = "".join(f"M{at % side} {at // side}h1v1h-1z" for at, pixel in enumerate(pixels) if not pixel)
    moved = f"translate({mm(code.x)} {mm(code.y)}) scale({code.size / side:.4f})"
    return Element("path", {"transform": moved, "d": path, "fill": _COLOURS[Tint.PETROL]})
