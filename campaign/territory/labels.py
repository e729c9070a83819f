"""Where names stand on a map so that they cover neither each other nor a station."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from campaign.territory.shapes import XY, off_line

NAME_SIZE = 12.5  # px, as in the style sheet
HERE_SIZE = 14.0
_WIDE = set("жшщмюыфЖШЩМЮЫФДwmWM@—")
_NARROW = set("іiljtfгтІI.,:;'’ -1()")
_ASCENT, _DESCENT = 0.78, 0.24  # of the size
_CLEAR = 2.0  # px between a name and anything else


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: "Box") -> bool:
        return self.left <= other.left and self.top <= other.top and self.right >= other.right and self.bottom >= other.bottom

    def has(self, point: XY) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @classmethod
    def around(cls, points: Sequence[XY], by: float = 0.0) -> "Box":
        """The smallest box with all points in it, grown. There must be at least one."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return cls(min(xs), min(ys), max(xs), max(ys)).grown(by)


@dataclass(frozen=True, slots=True)
class Wish:
    """A name that wants a place beside its station."""

    words: str
    at: XY
    radius: float
    here: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A name in its place: `x`, `y` of the base line, `anchor` as SVG's text-anchor."""

    words: str
    x: float
    y: float
    anchor: str
    here: bool
    box: Box


def width_of(words: str, size: float = NAME_SIZE) -> float:
    """About how many pixels wide the words are; rather a little more than less."""
    ems = sum(0.78 if sign in _WIDE else 0.38 if sign in _NARROW else 0.62 for sign in words)
    return ems * size


def place_labels(wishes: Sequence[Wish], field: Box, taken: Sequence[Box], lines: Sequence[tuple[XY, XY]]) -> tuple[Label, ...]:
    """A place for every name that finds one inside the field and off the taken boxes, hardest first.

    Lines may be crossed, but a place off them is preferred. Names without a free place are left out.
    """
    stations = [Box.around([wish.at], wish.radius) for wish in wishes]
    blocked = [*taken, *stations]
    waiting = {number: list(_places(wish, field)) for number, wish in enumerate(wishes)}
    for number, places in waiting.items():
        others = [box for at, box in enumerate(blocked) if at != len(taken) + number]
        waiting[number] = [place for place in places if not _hits(place, others)]
    costs = {
        number: [rank + _crossings(place, lines) for rank, place in enumerate(places)] for number, places in waiting.items()
    }
    placed: dict[int, Label] = {}
    while waiting:
        number = min(waiting, key=lambda key: (not wishes[key].here, len(waiting[key]), key))
        places, ranks = waiting.pop(number), costs.pop(number)
        if not places:
            continue
        label = placed[number] = places[min(range(len(places)), key=ranks.__getitem__)]
        for other in waiting:
            free = [not place.box.grown(_CLEAR).overlaps(label.box) for place in waiting[other]]
            waiting[other] = [place for place, ok in zip(waiting[other], free, strict=True) if ok]
            costs[other] = [cost for cost, ok in zip(costs[other], free, strict=True) if ok]
    return tuple(placed[number] for number in sorted(placed))


def _places(wish: Wish, field: Box) -> Iterator[Label]:
    """The eight places round a station, near ones first, those at its sides before those above and below."""
    size = HERE_SIZE if wish.here else NAME_SIZE
    width = width_of(wish.words, size) * (1.06 if wish.here else 1)
    x, y = wish.at
    half = size * (_ASCENT - _DESCENT) / 2
    for gap in (5.0, 11.0):
        away = wish.radius + gap
        slant = away * 0.75
        spots = (
            (x + away, y + half, "start"),
            (x - away, y + half, "end"),
            (x, y - away - size * _DESCENT + 2, "middle"),
            (x, y + away + size * _ASCENT - 2, "middle"),
            (x + slant, y - slant, "start"),
            (x + slant, y + slant + size * _ASCENT - 2, "start"),
            (x - slant, y - slant, "end"),
            (x - slant, y + slant + size * _ASCENT - 2, "end"),
        )
        for left, base, anchor in spots:
            start = left - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
            box = Box(start, base - size * _ASCENT, start + width, base + size * _DESCENT)
            if field.holds(box):
                yield Label(wish.words, left, base, anchor, wish.here, box)


def _hits(place: Label, boxes: Sequence[Box]) -> bool:
    grown = place.box.grown(_CLEAR)
    return any(grown.overlaps(box) for box in boxes)


def _crossings(place: Label, lines: Sequence[tuple[XY, XY]]) -> float:
    """A penalty of five for every line that runs through the name."""
    box = place.box
    return 5.0 * sum(_runs_through(box, start, end) for start, end in lines)


def _runs_through(box: Box, start: XY, end: XY) -> bool:
    if not box.grown(0.1).overlaps(Box.around([start, end], 0.1)):
        return False
    if box.has(start) or box.has(end):
        return True
    middle = (box.top + box.bottom) / 2
    steps = max(2, int(box.width // 6))
    marks = [(box.left + box.width * step / steps, middle) for step in range(steps + 1)]
    return any(off_line(mark, start, end) < box.height / 2 for mark in marks)
