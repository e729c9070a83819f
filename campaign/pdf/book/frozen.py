"""The book as JSON keeps it, and the same again."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from campaign.pdf.book.schemas import Book, Labelled, Photo, Quote, Sign, Spread
from campaign.pdf.parts import plain, rebuilt


def as_facts(book: Book) -> dict[str, Any]:
    """All that stands in the book; of photos their keys."""
    return asdict(replace(book, route=None)) | {"route": plain(book.route) if book.route is not None else None}


def of_facts(facts: dict[str, Any]) -> Book:
    """The same again. Raises ValueError or TypeError for content of another form."""
    told = {name: _tuples(value) for name, value in facts.items() if name not in {"spreads", "route"}}
    route = rebuilt(facts["route"]) if facts["route"] else None
    return Book(**told, route=route, spreads=tuple(_spread(spread) for spread in facts["spreads"]))


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, (list, tuple)) else value


def _plainly(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: _tuples(value) for name, value in facts.items()}


def _spread(facts: dict[str, Any]) -> Spread:
    nested = {
        "photos": tuple(Photo(**_plainly(one)) for one in facts["photos"]),
        "figures": tuple(Labelled(**_plainly(one)) for one in facts["figures"]),
        "signs": tuple(Sign(**_plainly(one)) for one in facts["signs"]),
        "quote": Quote(**_plainly(facts["quote"])) if facts["quote"] else None,
    }
    return Spread(**(_plainly({name: value for name, value in facts.items() if name not in nested}) | nested))
