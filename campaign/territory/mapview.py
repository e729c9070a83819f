"""From degrees to the pixels of a sheet: what is on view, the outlines on it, and the bar of kilometres."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from campaign.territory.labels import Box
from campaign.territory.mapsheet import ScaleBar
from campaign.territory.shapes import XY, Cone, Ring, middle_of, thinned

PAD = 14.0  # px between what is shown and the edge

_NICE_KM = (500, 200, 50, 20, 10, 5, 2, 1)
_TOLERANCE = 0.5  # px that an outline may be off


@dataclass(frozen=True, slots=True)
class View:
    """From longitude and latitude over kilometres on the cone to pixels on the sheet."""

    cone: Cone
    scale: float  # px a kilometre
    left: float
    top: float
    width: int
    height: int

    def at(self, lon: float, lat: float) -> XY:
        x, y = self.cone.project(lon, lat)
        return (x * self.scale + self.left, y * self.scale + self.top)

    @property
    def box(self) -> Box:
        return Box(0, 0, self.width, self.height)


def fit(places: Sequence[XY], width: int, flattest: float, tallest: float) -> View:
    """A view of this width with all places (longitude, latitude) in it.

    Its height follows from the places, between `flattest` and `tallest` times the width.
    """
    cone = Cone(middle_of(places))
    extent = Box.around([cone.project(lon, lat) for lon, lat in places], by=1.0)
    wide = width - 2 * PAD
    high = max(flattest * width, min(tallest * width, wide * extent.height / extent.width + 2 * PAD))
    scale = min(wide / extent.width, (high - 2 * PAD) / extent.height)
    return View(
        cone=cone,
        scale=scale,
        left=(width - extent.width * scale) / 2 - extent.left * scale,
        top=(high - extent.height * scale) / 2 - extent.top * scale,
        width=width,
        height=round(high),
    )


def outlines(rings: Sequence[Ring], view: View) -> list[list[XY]]:
    """Rings in pixels, without those wholly off the sheet and without points that nobody sees."""
    field = view.box.grown(20)
    drawn = ([view.at(lon, lat) for lon, lat in ring] for ring in rings)
    return [thinned(ring, _TOLERANCE) for ring in drawn if Box.around(ring).overlaps(field)]


def borders(rings: Sequence[Ring], view: View) -> list[list[XY]]:
    """The pieces of the rings that cross the sheet, in pixels."""
    field = view.box.grown(4)
    pieces: list[list[XY]] = []
    for ring in outlines(rings, view):
        drawn = False
        for start, end in pairwise(ring):
            seen = Box.around([start, end], 0.1).overlaps(field)
            if seen and drawn:
                pieces[-1].append(end)
            elif seen:
                pieces.append([start, end])
            drawn = seen
    return pieces


def scale_bar(view: View, spots: Sequence[XY]) -> ScaleBar:
    """A hundred kilometres where that is a handy length, in the first corner without a station."""
    kilometres = 100
    if not 20 <= kilometres * view.scale <= 0.3 * view.width:
        kilometres = next((nice for nice in _NICE_KM if nice * view.scale <= 0.2 * view.width), 1)
    width = kilometres * view.scale
    right, bottom = view.width - PAD - width, view.height - PAD
    corners = [(right, bottom), (PAD, bottom), (right, PAD + 18), (PAD, PAD + 18)]
    bars = [ScaleBar(kilometres, x, y, width) for x, y in corners]
    free = (bar for bar in bars if not any(bar.box.grown(12).has(spot) for spot in spots))
    return next(free, bars[0])
