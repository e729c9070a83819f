"""Names on a badge: the largest type that fits, a double surname in two lines, nothing cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from campaign.pdf.badges.pen import Pen
from campaign.pdf.measures import CAP

_WHOLE: Final = 0.7  # of its size a surname may shrink to; below that a double one is broken at its hyphen
_BROKEN: Final = 0.68  # at most so large then
_SMALLEST: Final = 0.42  # below that even one word goes on in the next line
_REST: Final = (0.6, 0.3)  # the other names beside the surname: largest and smallest
_SHARES: Final = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)  # tried in turn until all of it fits
_LINE, _GAP, _REST_STEP = 0.37, 0.12, 0.38  # mm for a point of type


@dataclass(frozen=True, slots=True)
class Names:
    """Both parts of a name, each in its lines and at its size; heights in mm."""

    surname: list[str]
    size: float
    rest: list[str]
    rest_size: float

    @property
    def height(self) -> float:
        """From the top of the first capital to the base line of the last line."""
        return self._first_rest + max(0, len(self.rest) - 1) * self.rest_size * _REST_STEP

    @property
    def _last_surname(self) -> float:
        return self.size * CAP + (len(self.surname) - 1) * self.size * _LINE

    @property
    def _first_rest(self) -> float:
        return self._last_surname + (self.size * _GAP + self.rest_size * 0.33 if self.rest else 0)

    def draw(self, pen: Pen, x: float, top: float) -> float:
        """Draw them with the top of the first capital here; the base line of the last line."""
        for place, line in enumerate(self.surname):
            pen.text(x, top + self.size * (CAP + place * _LINE), line, self.size, "bold")
        for place, line in enumerate(self.rest):
            pen.text(x, top + self._first_rest + place * self.rest_size * _REST_STEP, line, self.rest_size, "medium")
        return top + self.height


def set_names(pen: Pen, surname: str, rest: str, big: float, width: float, height: float) -> Names:
    """A name for a box of this size, its surname `big` points if that fits. Some 10 µs for one that does."""
    for share in _SHARES:
        size, lines = _surname(pen, surname, big * share, width, height)
        rest_size, rest_lines = _rest(pen, rest, big * share, width, height)
        names = Names(lines, size, rest_lines, rest_size)
        if names.height <= height:
            break
    return names


def _surname(pen: Pen, surname: str, big: float, width: float, height: float) -> tuple[float, list[str]]:
    size = pen.fitted(surname, "bold", big, width)
    if size >= big * _WHOLE:
        return size, [surname]
    if parts := _halves(surname):
        half = min(big * _BROKEN, *(pen.fitted(part, "bold", big, width) for part in parts))
        if half >= size:
            size, lines = half, parts
            if size >= big * _SMALLEST:
                return size, lines
    if size >= big * _SMALLEST:
        return size, [surname]
    return pen.wrapped(surname, big * _SMALLEST, width, height, "bold")


def _halves(surname: str) -> list[str]:
    """A double surname broken after the hyphen nearest to its middle; nothing for one without."""
    places = [place + 1 for place, sign in enumerate(surname[:-1]) if sign in "-–" and place]
    if not places:
        return []
    middle = min(places, key=lambda place: abs(2 * place - len(surname)))
    return [surname[:middle], surname[middle:]]


def _rest(pen: Pen, rest: str, big: float, width: float, height: float) -> tuple[float, list[str]]:
    largest, smallest = (big * share for share in _REST)
    if not rest:
        return smallest, []
    size = pen.fitted(rest, "medium", largest, width)
    return (size, [rest]) if size >= smallest else pen.wrapped(rest, smallest * 1.2, width, height / 2, "medium")


def parted(full_name: str) -> tuple[str, str]:
    """Surname and the rest: the surname is what is called out on a square."""
    surname, _, rest = full_name.partition(" ")
    return surname, rest


def called(surname: str, names: str) -> str:
    """The first name, for layouts on which it is the largest; the surname of whoever gave no other."""
    return names.split(" ", 1)[0] or surname
