"""What the solver is asked and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

OUT = -1
"""Where somebody without a seat is, among the positions of cars."""


@dataclass(frozen=True, slots=True)
class Rider:
    """Somebody who needs a seat; ids are the caller's own.

    `chaperone` is the grown-up named for somebody under age; `pin` the car in which they must sit; `sits` the one they have
    now, which may be a car that does not come. Who `drives` a car sits in it already and takes none of its seats.
    """

    id: int
    group: int | None = None
    minor: bool = False
    chaperone: int | None = None
    pin: int | None = None
    sits: int | None = None
    drives: int | None = None


@dataclass(frozen=True, slots=True)
class Bay:
    """A car that comes, and how many seats may be given away in it."""

    id: int
    seats: int


@dataclass(frozen=True, slots=True)
class Task:
    """People and cars, in the order in which seats are filled. `steady`: a car has failed, move as few as possible."""

    riders: tuple[Rider, ...]
    bays: tuple[Bay, ...]
    steady: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """What an answer falls short by, the graver first."""

    alone: int = 0
    """Pinned people under age without one of their own in the car."""
    unseated: int = 0
    torn: int = 0
    moved: int = 0


class Why(StrEnum):
    """Why something could not be had; the sentences stand in `seats.words`."""

    SEATS_MISSING = "seats_missing"
    NO_SEAT_BESIDE = "no_seat_beside"
    PINNED_ALONE = "pinned_alone"
    NOBODY_WITH = "nobody_with"
    PIN_FULL = "pin_full"
    PIN_GONE = "pin_gone"
    TOO_LARGE = "too_large"
    PINNED_APART = "pinned_apart"
    PIN_LEAVES_NO_ROOM = "pin_leaves_no_room"
    PINS_IN_THE_WAY = "pins_in_the_way"
    CROWDED = "crowded"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that could not be had: of whom or which group, in which car. `count` is missing, of `most`."""

    why: Why
    rider: int | None = None
    group: int | None = None
    bay: int | None = None
    count: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Seating:
    """The answer: the car of everybody who has a seat. `proven`: nothing of less cost exists."""

    seats: Mapping[int, int]
    cost: Cost
    troubles: tuple[Trouble, ...]
    proven: bool
