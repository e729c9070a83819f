"""What the book is made of: plain values, every text as a pair of Kazakh and Russian."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.pdf.parts import Picture

Pair = tuple[str, str]
"""The same in Kazakh and in Russian."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture by its key; `width` and `height` in pixels say its shape, `credit` who took it."""

    key: str
    width: int
    height: int
    caption: Pair
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A number, as each language writes it, and what it counts."""

    value: Pair
    label: Pair


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, and who."""

    text: Pair
    speaker: str
    post: Pair


@dataclass(frozen=True, slots=True)
class Sign:
    """A line to sign on: the part played, position, and the name if it is known."""

    part: Pair
    post: Pair
    name: str


@dataclass(frozen=True, slots=True)
class Spread:
    """The one to three pages of a stop. Without anything on them they say so: `empty`, who owes them, and what is missing."""

    order: str
    place: Pair
    days: Pair
    way: Pair
    lead: Pair = ("", "")
    photos: Sequence[Photo] = ()
    figures: Sequence[Labelled] = ()
    quote: Quote | None = None
    signs: Sequence[Sign] = ()
    missing: Sequence[Pair] = ()
    empty: Pair = ("", "")
    owes: Pair = ("", "")


@dataclass(frozen=True, slots=True)
class Book:
    """The whole book. `words`: headings of missing things, of the map and of the index; `imprint`: paragraphs at the end."""

    title: Pair
    campaign: Pair
    region: Pair
    span: Pair
    number: Pair
    route: Picture | None
    route_note: Pair
    spreads: Sequence[Spread]
    missing: Pair
    map_heading: Pair
    index_heading: Pair
    imprint_heading: Pair
    imprint: Sequence[Pair]
