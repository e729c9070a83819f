"""What a set of badges is made of: plain values, all words already in the language of the badges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Layout(StrEnum):
    """How large a badge is and how many stand on a sheet of A4."""

    A6 = "a6"
    A7 = "a7"
    CARD = "card"
    WRISTBAND = "wristband"
    STICKER = "sticker"


@dataclass(frozen=True, slots=True)
class Badge:
    """What is said of one person; the year of birth and their own phone never are.

    `photo`: whether pictures may be taken; a crossed camera warns when not. `leads` makes the bar of the role solid. `code` is
    all that the QR holds. `leader` and `phone` are whom they turn to. Without a surname it is blank, to be written on by hand.
    """

    surname: str = ""
    names: str = ""
    organisation: str = ""
    role: str = ""
    group: str = ""
    code: str = ""
    leads: bool = False
    photo: bool = False
    leader: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class BadgeWords:
    """The words that are nobody's own. `glue` stands on the flap of a wristband, in as many languages as lines."""

    sheet: str
    group: str
    leader: str
    code: str
    surname: str
    names: str
    glue: Sequence[str]


@dataclass(frozen=True, slots=True)
class BadgeSet:
    """Badges that are printed together.

    `brand` is the campaign's name in one or two lines, `place` the city, `when` day and time in one, `day` the day alone.
    `number` is that of the frozen sheet: with it and its own place on it every badge can be named.
    """

    layout: Layout
    language: str
    title: str
    brand: Sequence[str]
    event: str
    place: str
    when: str
    day: str
    words: BadgeWords
    badges: Sequence[Badge] = field(repr=False)
    number: str = ""
    author: str = ""
