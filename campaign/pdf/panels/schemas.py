"""What a panel of an exhibition is made of: plain values that go to JSON, all words already in the languages of the panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

Size = Literal["a3", "a4"]
Texts = Sequence[str]
"""The same words in one language, or in two of which the first is larger (Kazakh, then Russian)."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number to be seen from afar, as it is written (about: ≈ 400), and what it counts."""

    value: str
    words: Texts


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers beside each other, as many as there are; four in a row are read best."""

    items: Sequence[Number]


@dataclass(frozen=True, slots=True)
class Bar:
    """What a bar stands for, how long it is, and its value as it is written. Without a value: nobody knows it yet."""

    name: Texts
    value: float | None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart from zero, the longest first; what has no value stands last with `missing` in the place of its bar."""

    title: Texts
    bars: Sequence[Bar]
    missing: Texts = ()


@dataclass(frozen=True, slots=True)
class Law:
    """An article: which (`article`), of what (`act`), what it says in plain words, and of which edition or day that is."""

    article: Texts
    act: Texts
    text: Texts = ()
    edition: Texts = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A poster: one sentence as large as the place allows, and below it who has said so, or nothing."""

    words: Texts
    by: Texts = ()


@dataclass(frozen=True, slots=True)
class Amounts:
    """Sums of money and what they would buy, a line each; `total` is one that stands above them all."""

    items: Sequence[Number]
    total: Number | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph to be read."""

    words: Texts


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture: a JPEG in base64 with its pixels; without it an empty frame. `link`: its address; `credit`: whose it is."""

    jpeg: str
    width: int
    height: int
    words: Texts = ()
    credit: str = ""
    link: str = ""
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of a person: what it is (court, sentence), and what stands there."""

    label: Texts
    words: Texts


@dataclass(frozen=True, slots=True)
class Person:
    """A convicted official. `mark` says since when the sentence is in force: in a frame, and large and pale behind it all."""

    name: str
    post: Texts
    lines: Sequence[Line]
    mark: Texts
    photo: Photo | None = None


Block = Numbers | Bars | Law | Sentence | Amounts | Prose | Photo | Person


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel, drawn as A3 and made smaller for A4.

    `brand`: the campaign's name in one line or two; `where`: region and year. `closing`: what to do, with its first words
    strong; `address`: all that the QR holds, empty: none. `source`: from where and of which day, in small type, and under it
    `stamp`: number, version, until when it may hang. `draft` stands across all of it while it may not be printed.
    """

    size: Size
    language: str
    brand: Texts
    where: Texts
    title: Texts
    lead: Texts = ()
    blocks: Sequence[Block] = ()
    closing: Sequence[tuple[str, str]] = ()
    source: Texts = ()
    stamp: Texts = ()
    address: str = ""
    landscape: bool = False
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Panels:
    """Panels of one exhibition, each a page of its own size; a part of a paper that is all of it."""

    cards: Sequence[Panel]


KINDS: Final = (Number, Numbers, Bar, Bars, Law, Sentence, Amounts, Prose, Photo, Line, Person, Panel)
"""What panels consist of, for whoever keeps them as JSON."""
