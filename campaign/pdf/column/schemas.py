"""What driver's sheets and windscreen numbers are made of: plain values that go to JSON, words in the paper's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Beside:
    """Whom a driver may have to call: the car before or behind with its number, or the head of the column. Empty: nobody."""

    number: str = ""
    car: str = ""
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class DriverCard:
    """What is one car's own: its number, who drives it, what it is, who drives before and behind it."""

    number: str
    driver: str
    car: str
    before: Beside = Beside()
    behind: Beside = Beside()


@dataclass(frozen=True, slots=True)
class DriverWords:
    """The words of all cards. `nobody_before` and `nobody_behind` stand where the column begins and ends."""

    title: str
    in_column: str
    before: str
    behind: str
    nobody_before: str
    nobody_behind: str
    head: str
    briefed: str
    signature: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class DriverCards:
    """Driver's sheets, A5, two on a page. `points`: time and place of each; `help`: whom to call when something happens."""

    cards: Sequence[DriverCard]
    words: DriverWords
    event: str
    points: Sequence[tuple[str, str]]
    head: Beside
    rules: Sequence[str]
    help: str


@dataclass(frozen=True, slots=True)
class ScreenNumber:
    """One number behind a windscreen. `sign`: the plate, or the name of what has none."""

    number: str
    role: str
    sign: str


@dataclass(frozen=True, slots=True)
class ScreenNumbers:
    """Numbers for windscreens, each a page of A4 across. `brand`: the campaign's name in one or two lines."""

    cards: Sequence[ScreenNumber]
    brand: Sequence[str]
    event: str
    hint: str
