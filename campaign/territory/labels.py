"""Where names stand on a map so that they cover neither each other nor a station."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from campaign.territory.shapes import XY, off_line

NAME_SIZE = 12.5  # px, as in the style sheet
HERE_SIZE = 14.0
# Widths of Golos Text's letters in parts of the size, rounded up.
_WIDTHS = {
    **dict.fromkeys("ЖШЩЮЫФМWM@—", 0.97),
    **dict.fromkeys("жшщюw", 0.84),
    **dict.fromkeys("мыфm", 0.75),
    **dict.fromkeys("гғтt", 0.5),
    **dict.fromkeys("іiljfrІIJ.,:;'’ -()", 0.4),
}
_CAPITAL, _LETTER = 0.76, 0.62
_ASCENT, _DESCENT = 0.78, 0.24  # of the size
_CLEAR = 2.5  # px between a name and anything else
_GAPS = (5.0, 10.0, 16.0)  # px between a circle and its name, the best first


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
    def middle(self) -> XY:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

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
    """A name that wants a place beside its station; `key` tells it from the others."""

    key: int
    words: str
    at: XY
    radius: float
    here: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A name in its place: `x`, `y` of the base line, `anchor` as SVG's text-anchor."""

    key: int
    words: str
    x: float
    y: float
    anchor: str
    here: bool
    box: Box


def width_of(words: str, size: float = NAME_SIZE) -> float:
    """About how many pixels wide the words are in Golos Text; rather a little more than less."""
    return size * sum(_WIDTHS.get(sign, _CAPITAL if sign.isupper() else _LETTER) for sign in words)


def place_labels(wishes: Sequence[Wish], field: Box, taken: Sequence[Box], lines: Sequence[tuple[XY, XY]]) -> tuple[Label, ...]:
    """A place for every name that finds one inside the field and off the taken boxes, hardest first.

    Lines may be crossed, but a place off them is preferred. Names without a free place are left out.
    """
    stations = [Box.around([wish.at], wish.radius) for wish in wishes]
    waiting: dict[int, list[_Place]] = {}
    for number, wish in enumerate(wishes):
        others = [box for other, box in enumerate(stations) if other != number]
        near = [box for box in (*taken, *others) if box.overlaps(_surroundings(wish))]
        waiting[number] = [
            _Place(label, label.box.grown(_CLEAR), rank + _crossings(label.box, lines) + _strangers(label.box, others))
            for rank, label in enumerate(_places(wish, field))
            if not any(box.overlaps(label.box.grown(_CLEAR)) for box in near)
        ]
    placed: dict[int, Label] = {}
    while waiting:
        number = min(waiting, key=lambda key: (not wishes[key].here, len(waiting[key]), key))
        places = waiting.pop(number)
        if not places:
            continue
        rivals = [r for other, r in waiting.items() if _surroundings(wishes[other]).overlaps(_surroundings(wishes[number]))]
        label = min(places, key=lambda place: place.cost + _harm(place, rivals)).label
        placed[number] = label
        waiting = {other: [p for p in rest if not p.clear.overlaps(label.box)] for other, rest in waiting.items()}
    return tuple(placed[number] for number in sorted(placed))


@dataclass(frozen=True, slots=True)
class _Place:
    label: Label
    clear: Box  # the label's box with the margin that it keeps
    cost: float


def _surroundings(wish: Wish) -> Box:
    """The box in which all places for a name lie."""
    wide = wish.radius + _GAPS[-1] + width_of(wish.words, HERE_SIZE) + 2 * _CLEAR
    x, y = wish.at
    high = wish.radius + _GAPS[-1] + HERE_SIZE + 2 * _CLEAR
    return Box(x - wide, y - high, x + wide, y + high)


def _harm(place: _Place, rivals: Sequence[Sequence[_Place]]) -> float:
    """What a place takes from the names that wait: much when it is the last one left for a name."""
    harm = 0.0
    for places in rivals:
        hit = sum(other.clear.overlaps(place.label.box) for other in places)
        if hit:
            harm += 100.0 if hit == len(places) else 8.0 * hit / len(places)
    return harm


def _places(wish: Wish, field: Box) -> Iterator[Label]:
    """The eight places round a station, near ones first, those at its sides before those above and below."""
    size = HERE_SIZE if wish.here else NAME_SIZE
    width = width_of(wish.words, size) * (1.06 if wish.here else 1)
    x, y = wish.at
    half = size * (_ASCENT - _DESCENT) / 2
    for gap in _GAPS:
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
                yield Label(wish.key, wish.words, left, base, anchor, wish.here, box)


def _strangers(box: Box, stations: Sequence[Box]) -> float:
    """A penalty of twelve for every other station so near that the name could be taken for its own."""
    wide = box.grown(9)
    return 12.0 * sum(wide.overlaps(station) for station in stations)


def _crossings(box: Box, lines: Sequence[tuple[XY, XY]]) -> float:
    """A penalty of five for every line that runs through the name."""
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
