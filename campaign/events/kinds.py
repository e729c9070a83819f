"""The kinds of events that ship, and which of them are `like` another: what ships for that one holds for them too."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

SHIPPED: Final = Path(__file__).resolve().parent / "data" / "kinds.json"
V = TypeVar("V")


class OfKinds(Protocol):
    """A row that holds for some kinds of events, by their codes; none means all."""

    kinds: list[str]


@cache
def shipped() -> tuple[dict[str, Any], ...]:
    """As they stand in the file: `code`, a name in each language, perhaps `like`."""
    return tuple(json.loads(SHIPPED.read_text(encoding="utf-8")))


@cache
def alike() -> dict[str, str]:
    """The model of each kind that has one, by code."""
    return {facts["code"]: facts["like"] for facts in shipped() if "like" in facts}


def usual_of(kind: str, table: Mapping[str, V], others: str) -> V:
    """What a shipped table has for the kind, or for the one it is like, or for all others."""
    return table.get(kind) or table.get(alike().get(kind, "")) or table[others]


def take_in(rows: Iterable[OfKinds]) -> None:
    """Let rows that hold for a kind hold for those that are like it, unless some of them name those already. Safe to repeat."""
    known = tuple(rows)
    for kind, model in alike().items():
        if not any(kind in row.kinds for row in known):
            for row in known:
                row.kinds = [*row.kinds, kind] if model in row.kinds else row.kinds
