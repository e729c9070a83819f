"""The plain data of minors: whose consent, how it came, and the rule that asks for it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Relation(StrEnum):
    """What whoever signs is to the child."""

    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"
    OTHER = "other"


class Way(StrEnum):
    """How a consent came: on the parent's own page, or on paper."""

    LINK = "link"
    PAPER = "paper"


@dataclass(frozen=True)
class Ages:
    """Below which ages, on the day of an event, a guardian has to agree: to coming, and to photographs."""

    consent_below: int
    photo_below: int


@dataclass(frozen=True)
class Born:
    """What is known of when somebody was born; the day only where it was asked for."""

    year: int | None
    day: date | None = None
