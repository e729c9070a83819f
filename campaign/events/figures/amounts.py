"""Amounts as people say them («около 400», «несколько сотен») and their sums; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

ABOUT_PERCENT: Final = 10  # «около 400» is taken as 360 to 440
ORDERS: Final = (10, 100, 1000, 10_000)  # tens, hundreds, thousands, tens of thousands
_SEVERAL: Final = 2  # the least that several are


class Qualifier(StrEnum):
    """How exact an amount is."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    SEVERAL = "several"


@dataclass(frozen=True)
class Amount:
    """A whole number of units with how exact it is meant. Of SEVERAL the value is the order: 100 is «several hundred».

    >>> Amount(100, Qualifier.SEVERAL).low, Amount(60, Qualifier.MORE_THAN).low, Amount(400, Qualifier.ABOUT).low
    (200, 61, 360)
    """

    value: int
    qualifier: Qualifier = Qualifier.EXACT

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError(f"an amount is never negative: {self.value}")
        if self.qualifier is Qualifier.SEVERAL and self.value not in ORDERS:
            raise ValueError(f"several of {self.value}: only of {ORDERS}")

    @property
    def is_rough(self) -> bool:
        return self.qualifier is not Qualifier.EXACT

    @property
    def low(self) -> int:
        """The least that is meant."""
        match self.qualifier:
            case Qualifier.ABOUT:
                return -(-self.value * (100 - ABOUT_PERCENT) // 100)
            case Qualifier.MORE_THAN:
                return self.value + 1
            case Qualifier.SEVERAL:
                return self.value * _SEVERAL
            case _:
                return self.value

    @property
    def high(self) -> int | None:
        """The most that is meant; None where nothing bounds it («more than»)."""
        match self.qualifier:
            case Qualifier.ABOUT:
                return self.value * (100 + ABOUT_PERCENT) // 100
            case Qualifier.MORE_THAN:
                return None
            case Qualifier.SEVERAL:
                return self.value * 10 - 1
            case _:
                return self.value

    @property
    def counted(self) -> int:
        """What it adds to a sum: the number that was said; of «several» the least, so that no sum tells more than was said."""
        return self.low if self.qualifier is Qualifier.SEVERAL else self.value


@dataclass(frozen=True)
class Sum:
    """A sum of amounts: how many were added, how many of them are estimates, and whether it is only the least there was.

    >>> add([Amount(100), Amount(400, Qualifier.ABOUT)])
    Sum(value=500, parts=2, estimates=1, at_least=False)
    """

    value: int = 0
    parts: int = 0
    estimates: int = 0
    at_least: bool = False

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.value + other.value, self.parts + other.parts, self.estimates + other.estimates,
            self.at_least or other.at_least,
        )  # fmt: skip

    @property
    def is_rough(self) -> bool:
        return self.estimates > 0 or self.at_least

    @property
    def sign(self) -> str:
        """What stands before it: ≈ or ≥ or nothing."""
        return "≥" if self.at_least else "≈" if self.estimates else ""


def as_sum(amount: Amount, *, is_estimate: bool = False) -> Sum:
    """One amount as a sum of one part. Whatever is not exact is an estimate."""
    unbounded = amount.qualifier in {Qualifier.MORE_THAN, Qualifier.SEVERAL}
    return Sum(amount.counted, 1, int(is_estimate or amount.is_rough), unbounded)


def add(amounts: Iterable[Amount]) -> Sum:
    """All of them together."""
    total = Sum()
    for amount in amounts:
        total += as_sum(amount)
    return total
