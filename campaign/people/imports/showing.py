"""What pages show beside the report of an import: who comes in by it, rows of a kind, its columns."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from campaign.people.imports.reports import PAGE, Opened, pages
from campaign.people.imports.schemas import Outcome, RowLine, Why

ALL: Final = "all"
NONE: Final = "none"
TO_DECIDE: Final = "decide"
_OUTCOMES: Final = {outcome.value: frozenset({outcome}) for outcome in Outcome}
_KINDS: Final = (ALL, TO_DECIDE, *_OUTCOMES)
_ENTERING: Final = (Why.KNOWN, Why.CAME_BACK)


@dataclass(frozen=True)
class Tally:
    """How many people come on the list if the import is written: `entering`, of whom `waiting` get no place yet, and neither do
    the `pending`, for whom a parent has to agree first.

    Of those entering some are `known` from other events of the region and some come `back` after cancelling. `to_decide`
    rows have only the name in common with somebody.
    """

    entering: int
    waiting: int
    pending: int
    known: int
    back: int
    to_decide: int


def tally_of(opened: Opened) -> Tally:
    """Counted over all rows; some 2 µs a row."""
    rows = Counter(
        (line.outcome, line.why, line.waits, line.pends) for line in opened.rows_that(frozenset({Outcome.NEW, Outcome.SAME}))
    )
    known, back = (sum(count for row, count in rows.items() if row[:2] == (Outcome.SAME, why)) for why in _ENTERING)
    new = sum(count for row, count in rows.items() if row[0] is Outcome.NEW)
    waiting, pending = (sum(count for row, count in rows.items() if row[place]) for place in (2, 3))
    to_decide = sum(count for row, count in rows.items() if row[1] is Why.SAME_NAME)
    return Tally(new + known + back, waiting, pending, known, back, to_decide)


@dataclass(frozen=True)
class Shown:
    """One page of the rows of a kind."""

    kind: str
    page: int
    pages: int
    rows: tuple[RowLine, ...]


def rows_shown(opened: Opened, kind: str, page: int, counts: Mapping[str, int]) -> Shown:
    """The rows of one kind: all, those to decide, or those of an outcome; `counts` says how many of each there are.

    Unless somebody asks, those to decide are shown, and none while there are errors to look at first.
    """
    if kind not in _KINDS:
        kind = NONE if counts[Outcome.FAILED] else TO_DECIDE if counts[TO_DECIDE] else ALL
    if kind == NONE:
        return Shown(NONE, 1, 1, ())
    last = len(opened.rows) or 1 if kind == ALL else pages(counts[kind])
    page = min(max(1, page), last)
    if kind == ALL:
        return Shown(kind, page, last, opened.row_page(page))
    return Shown(kind, page, last, tuple(islice(_of_kind(opened, kind), (page - 1) * PAGE, page * PAGE)))


def unknown_organisations(opened: Opened) -> int:
    """How many of the errors are organisations that somebody could let the import add. Counted without opening the pages."""
    return sum(line.count(b'"unknown_organisation"') for line in opened.errors)


def _of_kind(opened: Opened, kind: str) -> Iterator[RowLine]:
    if kind != TO_DECIDE:
        return opened.rows_that(_OUTCOMES[kind])
    alike = opened.rows_that(frozenset({Outcome.NEW, Outcome.SAME}))
    return (line for line in alike if line.may_be_decided)
