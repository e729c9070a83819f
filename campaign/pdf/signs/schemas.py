"""What door signs and soap wraps are made of: plain values, all words already in the languages of the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Format(StrEnum):
    """How large a door sign is: one, two or four of them are cut from a sheet of A4."""

    A4 = "a4"
    A5 = "a5"
    A6 = "a6"


@dataclass(frozen=True, slots=True)
class Sign:
    """What is said of one door; never a name. `unit` in as many languages as lines, the larger first; `number` is tracked."""

    room: str
    unit: Sequence[str] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class SignWords:
    """The words that are no door's own, each in as many languages as lines."""

    room: Sequence[str]
    hotline: Sequence[str]
    page: Sequence[str]


@dataclass(frozen=True, slots=True)
class SignSet:
    """Signs that are printed together.

    `brand` is the campaign's name in one or two lines, `slogan` the promise in one language or in two, of which the first is
    larger. `hotline` or `address` (all that the QR holds), where empty, leave their place white.
    """

    format: Format
    language: str
    title: str
    brand: Sequence[str]
    slogan: Sequence[str]
    words: SignWords
    signs: Sequence[Sign] = field(repr=False)
    hotline: str = ""
    address: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class WrapSet:
    """Wraps for bars of soap, five strips a page and so many pages.

    `front` is the name of the deed in one language or two, `back` a thought in each: what stands strong, and what follows.
    `where` says region and year in each, `caption` stands above the hotline, `glue` on the flap.
    """

    language: str
    title: str
    pages: int
    front: Sequence[str]
    motto: str
    back: Sequence[tuple[str, str]]
    where: Sequence[str]
    caption: Sequence[str]
    glue: str
    hotline: str = ""
    address: str = ""
    author: str = ""
