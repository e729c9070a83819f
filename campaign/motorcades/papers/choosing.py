"""Which cars are printed: numbers as people type them, `3 7-9`; nothing means all that come."""

import re
from collections.abc import Iterable
from typing import Final

from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import Words, _, _l
from campaign.core.lengths import length_complaint
from campaign.motorcades.schemas import MOST_CARS, Car, Column
from campaign.papers.schemas import CHOICE, Choice

NAME: Final = "cars"
LONGEST: Final = 800  # however the changed ones of a column of the most cars lie apart
_PIECE: Final = re.compile(r"([0-9]{1,4})(?:[-–—]([0-9]{1,4}))?")
_BETWEEN: Final = re.compile(r"[\s,;]+")


def numbers_of(typed: str) -> tuple[int, ...]:
    """The numbers named, in their order, each once; none for an empty line. Raises ValueError for what is no such list."""
    tight = re.sub(r"\s*[-–—]\s*", "-", typed.strip())
    found: set[int] = set()
    for piece in filter(None, _BETWEEN.split(tight)):
        match = _PIECE.fullmatch(piece)
        if match is None:
            raise ValueError(piece)
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= MOST_CARS:
            raise ValueError(piece)
        found |= set(range(first, last + 1))
    return tuple(sorted(found))


def in_short(numbers: Iterable[int]) -> str:
    """The same as `numbers_of` reads them, neighbours as one piece.

    >>> in_short([3, 7, 8, 9])
    '3 7-9'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if not runs or number != runs[-1][-1] + 1:
            runs.append([])
        runs[-1].append(number)
    return " ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def complaint(typed: str) -> Words:
    """What is wrong with a typed choice; empty when it can be read."""
    if long := length_complaint(typed, LONGEST):
        return long
    try:
        numbers_of(typed)
    except ValueError:
        return _("These are no numbers of cars from 1 to %(most)s. For example: 3 7-9.", most=MOST_CARS)
    return ""


CARS: Final = Choice(
    name=NAME, label=_l("Numbers of the cars"), usual="", complaint=complaint,
    hint=_l("Only these, for example 3 7-9, when something has changed; empty for all that come."),
)  # fmt: skip


def picked(column: Column, typed: str) -> tuple[Car, ...]:
    """The cars to be printed, in their order. Raises Invalid for a number that no car of the column has."""
    numbers = numbers_of(typed)
    if not numbers:
        return column.coming
    known = {car.number for car in column.cars}
    missing = [number for number in numbers if number not in known]
    if missing:
        said = _(
            "There is no car with the number %(number)s in this column of %(count)s.", number=missing[0], count=len(column.cars)
        )  # fmt: skip
        raise Invalid(_l("The paper was not printed yet."), [Problem(f"{CHOICE}{NAME}", "unknown", said)])
    return tuple(car for car in column.cars if car.number in numbers)
