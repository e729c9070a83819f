"""Headings as people write them, compared by what they mean: case, spaces, signs and the letters of two alphabets aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from campaign.core.text import fold

_APART: Final = re.compile(r"[/\\()\[\]{}_:;,*|+=&\n\r\t«»\"–—]")
_LEAST: Final = 3  # letters of a heading that may be found inside a longer one
_LONG: Final = 5  # letters of a word that may have more than two behind it as an ending
EXACT, BEGINS, HOLDS = 3, 2, 1


@lru_cache(maxsize=20_000)
def words_of(heading: str) -> tuple[str, ...]:
    """The folded words of a heading.

    >>> words_of("Ф.И.О.\\n(полностью):") == words_of("фио  полностью")
    True
    """
    return tuple(fold(_APART.sub(" ", heading[:300])).split())


@dataclass(frozen=True, slots=True)
class Match:
    """A column may mean one of our names, by one of the usual headings."""

    score: int
    letters: int  # of the usual heading: the longer one says more
    column: int
    name: str


class Known:
    """Our columns and their usual headings, folded once."""

    def __init__(self, known: Mapping[str, Iterable[str]]) -> None:
        self._usual = {
            name: sorted({words for heading in (name, *headings) if (words := words_of(heading))}, key=len)
            for name, headings in known.items()
        }

    def is_heading(self, cell: str) -> bool:
        """Whether the cell alone is a usual heading."""
        joined = "".join(words_of(cell))
        return bool(joined) and any(joined == "".join(usual) for every in self._usual.values() for usual in every)

    def assign(self, cells: Sequence[str]) -> list[Match]:
        """At most one of our names a column and one column a name; what fits best goes first."""
        found = [match for column, cell in enumerate(cells) if cell for match in self._matches(column, cell)]
        found.sort(key=lambda match: (-match.score, -match.letters, match.column))
        names: set[str] = set()
        columns: set[int] = set()
        kept = []
        for match in found:
            if match.name not in names and match.column not in columns:
                names.add(match.name)
                columns.add(match.column)
                kept.append(match)
        return kept

    def _matches(self, column: int, cell: str) -> list[Match]:
        words = words_of(cell)
        if not words:
            return []
        found = []
        for name, every in self._usual.items():
            for usual in every:
                if score := _score(words, usual):
                    found.append(Match(score, sum(map(len, usual)), column, name))
        return found


def _score(words: tuple[str, ...], usual: tuple[str, ...]) -> int:
    joined = "".join(usual)
    if "".join(words) == joined:
        return EXACT
    if len(joined) < _LEAST or len(words) < len(usual):
        return 0
    for start in range(len(words) - len(usual) + 1):
        if _same(words[start : start + len(usual)], usual):
            return HOLDS if start else BEGINS
    return 0


def _same(words: tuple[str, ...], usual: tuple[str, ...]) -> bool:
    """Word by word; the last may have an ending: телефоны, ұйымы."""
    if words[:-1] != usual[:-1]:
        return False
    last, stem = words[-1], usual[-1]
    ending = len(last) - len(stem)
    return last == stem or (len(stem) >= _LEAST and last.startswith(stem) and ending <= (2 if len(stem) < _LONG else 4))
