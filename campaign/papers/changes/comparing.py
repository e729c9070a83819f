"""Comparing two frozen papers by what their rows are about; pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final

from campaign.papers.changes.schemas import Change, Happened, Said
from campaign.pdf.panels.schemas import Photo
from campaign.pdf.parts import Code, Facts, Grid, NewPage, Paper, Picture

BETWEEN: Final = " · "
_MUTE: Final = (Code, NewPage, Picture)
_SILENT: Final = ("box", "blank")  # columns for a pen

Identity = tuple[str, int]
Pairs = dict[Identity, Identity | None]


def compared(earlier: Iterable[Said], later: Iterable[Said]) -> tuple[Change, ...]:
    """What is new or different, in the order of the newer sheet, then what is gone, in the order of the older one.

    A row is known by its key, one whose key the other sheet does not know by its words; that its number moved is no change.
    """
    before, after = _told_apart(earlier), _told_apart(later)
    pairs: Pairs = {one: one if one in before else None for one in after}
    _matched_by_words(before, after, pairs)
    changes = []
    for one, other in pairs.items():
        now = after[one]
        if other is None:
            changes.append(Change(Happened.ADDED, now.number, now=now.words))
        elif before[other].words != now.words:
            changes.append(Change(Happened.CHANGED, now.number, before[other].words, now.words))
    known = set(pairs.values())
    gone = [Change(Happened.GONE, row.number, was=row.words) for one, row in before.items() if one not in known]
    return (*changes, *gone)


def _matched_by_words(
    before: dict[Identity, Said], after: dict[Identity, Said], pairs: dict[Identity, Identity | None]
) -> None:
    """Pair the rest by their words: sheets of old have no keys."""
    known = set(pairs.values())
    left: dict[str, list[Identity]] = {}
    for other, row in before.items():
        if other not in known:
            left.setdefault(row.words, []).append(other)
    for one, found in pairs.items():
        same = left.get(after[one].words)
        if found is None and same:
            pairs[one] = same.pop(0)


def _told_apart(rows: Iterable[Said]) -> dict[Identity, Said]:
    """The rows by what they are about; what stands several times on a paper is told apart by which time it is."""
    seen: Counter[str] = Counter()
    found = {}
    for row in rows:
        if row.words:
            about = row.key or row.words
            seen[about] += 1
            found[about, seen[about]] = row
    return found


def rows_of(paper: Paper) -> Iterator[Said]:
    """The rows of its tables with the numbers they are printed with; headings and columns for a pen not."""
    for part in paper.parts:
        if isinstance(part, Grid):
            yield from _rows_of(part)


def _rows_of(grid: Grid) -> Iterator[Said]:
    orders = [place for place, column in enumerate(grid.columns) if column.kind == "order"]
    spoken = [place for place, column in enumerate(grid.columns) if column.kind not in (*_SILENT, "order")]
    number, keys = 0, [*grid.keys, *[""] * (len(grid.rows) - len(grid.keys))]
    for texts, key in zip(grid.rows, keys, strict=False):
        if len(texts) == 1 < len(grid.columns):
            continue
        number += 1
        shown = texts[orders[0]] or str(number) if orders else str(number)
        yield Said(shown, key, BETWEEN.join(filter(None, [texts[place] for place in spoken])))


def texts_of(paper: Paper) -> Iterator[Said]:
    """The words beside its tables, line by line; a value under a label is known by its label, the rest by itself."""
    for part in paper.parts:
        if isinstance(part, Facts):
            yield from (Said("", f"fact:{label}", f"{label}: {value}") for label, value in part.facts)
        elif isinstance(part, Grid):
            yield from (Said("", "", row[0]) for row in part.rows if len(row) == 1 < len(part.columns))
        elif not isinstance(part, _MUTE):
            yield from (Said("", "", words) for words in _lines(part) if words)


def _lines(part: Any) -> Iterator[str]:
    """A line for each word of a part, and for each item of its lists."""
    for field in fields(part):
        value = getattr(part, field.name)
        for item in value if isinstance(value, (list, tuple)) else [value]:
            yield BETWEEN.join(_strings(item))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, Photo):
        yield from _strings((value.words, value.credit))
    elif isinstance(value, str):
        yield from [value] if value else []
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _strings(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
