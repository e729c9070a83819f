"""The same panel as an SVG for a page: what the editor shows is what will be printed."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Final

import zxingcpp

from campaign.pdf.fonts import FaceName
from campaign.pdf.glyphs import visible
from campaign.pdf.panels.layout import drawn
from campaign.pdf.panels.schemas import Panel
from campaign.pdf.panels.shapes import Box, Code, Image, Mark, Rule, Shape, Tint, Words

_MM: Final = 25.4 / 72  # of a point
_COLOURS: Final[Mapping[Tint, str]] = {
    Tint.PETROL: "#0d455c", Tint.INK: "#000", Tint.DARK: "#262626", Tint.GREY: "#6b6b6b", Tint.PALE: "#dbdbdb",
    Tint.WHITE: "#fff",
}  # fmt: skip
_WEIGHTS: Final[Mapping[FaceName, int]] = {"regular": 400, "medium": 500, "semibold": 600, "bold": 700}
_ANCHORS: Final = {"left": "start", "centre": "middle", "right": "end"}
_MARK: Final = (
    '<path d="M20.45 3.77A13.02 13.02 0 1 0 28.23 11.55" fill="none" stroke="{0}" stroke-width="2.94"/>'
    '<g transform="translate(16 16) rotate(-45)">'
    '<path d="M-2.79-5.12 19.84-2.64v5.28L-2.79 5.12C-8.42 4.6-8.42-4.6-2.79-5.12z" fill="{0}"/>'
    '<path d="M-3.41-1.01.93-.91V.91l-4.34.1zM3.41-.85l3.72.09v1.52l-3.72.09zM9.3-.71l3.26.08v1.26L9.3.71z'
    'M14.57-.59l2.79.07v1.04l-2.79.07z" fill="#fff"/></g>'
)
_MARK_BOX: Final = (2.2, 27.6)  # where the circle of the mark begins in its own units, and how wide it is


def svg(panel: Panel) -> str:
    """The whole drawing, with the words of the panel as its name; no style and no script in it."""
    drawing = drawn(panel)
    name = escape(visible(" / ".join(panel.title), "regular"))
    shapes = "".join(_shape(shape) for shape in drawing.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" '
        f'aria-label="{name}" font-family="Golos Text, sans-serif"><title>{name}</title>'
        f'<rect width="{drawing.width:g}" height="{drawing.height:g}" fill="#fff"/>{shapes}</svg>'
    )


def _shape(shape: Shape) -> str:
    match shape:
        case Words():
            return _words(shape)
        case Rule():
            ends = f'x1="{shape.x0:.2f}" y1="{shape.y0:.2f}" x2="{shape.x1:.2f}" y2="{shape.y1:.2f}"'
            return f'<line {ends} stroke="{_COLOURS[shape.tint]}" stroke-width="{shape.points * _MM:.2f}"/>'
        case Box():
            place = f'x="{shape.x:.2f}" y="{shape.y:.2f}" width="{shape.width:.2f}" height="{shape.height:.2f}"'
            outline = f'none" stroke="{_COLOURS[shape.tint]}" stroke-width="{shape.points * _MM:.2f}'
            return f'<rect {place} fill="{outline if shape.points else _COLOURS[shape.tint]}"/>'
        case Code():
            return _code(shape)
        case Mark():
            scale = shape.size / 32
            moved = f"translate({shape.x:.2f} {shape.y:.2f}) scale({scale:.4f})"
            return f'<g transform="{moved}">{_MARK.format(_COLOURS[Tint.PETROL])}</g>'
        case Image():
            place = f'x="{shape.x:.2f}" y="{shape.y:.2f}" width="{shape.width:.2f}" height="{shape.height:.2f}"'
            said = escape(visible(" / ".join(shape.photo.words), "regular"))
            return f'<image {place} href="{escape(shape.photo.link or _inside(shape))}"><title>{said}</title></image>'


def _inside(image: Image) -> str:
    """The bytes themselves, for a photo that has no address."""
    return f"data:image/jpeg;base64,{image.photo.jpeg}"


def _words(words: Words) -> str:
    """One line; a blank at its end or two in a row stay as they are."""
    place = f'x="{words.x:.2f}" y="{words.y:.2f}"'
    turn = f' transform="rotate({-words.turn:g} {words.x:.2f} {words.y:.2f})"' if words.turn else ""
    anchor = "" if words.align == "left" else f' text-anchor="{_ANCHORS[words.align]}"'
    weight = _WEIGHTS.get(words.face, 400)
    look = f'font-size="{words.size * _MM:.2f}" font-weight="{weight}" fill="{_COLOURS[words.tint]}"{anchor}{turn}'
    return f"<text {place} {look}>{escape(words.text)}</text>"


def _code(code: Code) -> str:
    made = zxingcpp.create_barcode(code.value, zxingcpp.BarcodeFormat.QRCode, options="ecLevel=M,dataMask=3")
    picture: Any = made.to_image(scale=1, add_quiet_zones=False)
    rows: list[list[int]] = memoryview(picture).tolist()  # type: ignore[assignment]
    module = code.size / len(rows)
    path = "".join(f"M{column} {row}h1v1h-1z" for row, line in enumerate(rows) for column, dark in enumerate(line) if not dark)
    moved = f"translate({code.x:.2f} {code.y:.2f}) scale({module:.4f})"
    return f'<path transform="{moved}" d="{path}" fill="{_COLOURS[Tint.PETROL]}"/>'
