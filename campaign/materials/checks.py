"""What `adalzhol check` recounts of the ledger, and `adalzhol materials check` alone."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select, true, union_all
from sqlalchemy.orm import Session, aliased

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.materials.models import StockBalance, StockCounter, StockDocument, StockLine, StockPlace
from campaign.materials.schemas import FLOWS, OUTSIDE, DocumentKind

ONLY_STOPS: Final[list[Callable[[Session], bool]]] = []
"""Whether this machine has the books of stops alone, and those of regions are kept elsewhere (registry/ports.py)."""


@check("ledger")
def ledger(session: Session) -> Finding:
    """Every line added up again. Eight statements; about 1 s for 100,000 lines.

    No balance was ever below zero; each is the sum of its lines, and so is what every line says was left; numbers have no gap
    in a store and year; every line goes a way that its document may; a reversal is the mirror of what it takes back.
    Where a machine was given a part of a book (a stop on the road has what its region sent it), that book is not judged.
    """
    looked_at = session.scalar(select(func.count(StockLine.id))) or 0
    here = StockPlace.stop_id.is_not(None) if any(asked(session) for asked in ONLY_STOPS) else true()
    found = (
        *_balances(session, here), *_lefts(session, here), *_numbers(session, here), *_flows(session), *_reversals(session),
    )  # fmt: skip
    return Finding(looked_at, found)


def _entries() -> Any:
    """Each line twice: what it took from its source (negative), what it brought to its target."""
    taken = select(
        StockLine.id, StockLine.source_id.label("place_id"), StockLine.variant_id, (-StockLine.quantity).label("change"),
        StockLine.source_left.label("told"),
    )  # fmt: skip
    brought = select(
        StockLine.id, StockLine.target_id, StockLine.variant_id, StockLine.quantity, StockLine.target_left
    )  # fmt: skip
    return union_all(taken, brought).subquery("entries")


def _balances(session: Session, here: ColumnElement[bool]) -> Iterator[Wrong]:
    """Balances beside the sums of lines: either may be missing."""
    entries = _entries()
    summed = (
        select(entries.c.place_id, entries.c.variant_id, func.sum(entries.c.change).label("total"))
        .join(StockPlace, StockPlace.id == entries.c.place_id)
        .where(StockPlace.kind.not_in(OUTSIDE), here)
        .group_by(entries.c.place_id, entries.c.variant_id)
        .subquery()
    )
    same = (StockBalance.place_id == summed.c.place_id, StockBalance.variant_id == summed.c.variant_id)
    total = func.coalesce(summed.c.total, 0)
    kept = (
        select(StockBalance.place_id, StockBalance.variant_id, StockBalance.on_hand, total.label("total"))
        .join(StockPlace, StockPlace.id == StockBalance.place_id)
        .outerjoin(summed, same[0] & same[1])
        .where(here, or_(StockBalance.on_hand != total, StockBalance.on_hand < 0))
        .order_by(StockBalance.place_id, StockBalance.variant_id)
        .limit(MOST_NAMED)
    )
    forgotten = (
        select(summed.c.place_id, summed.c.variant_id, summed.c.total)
        .outerjoin(StockBalance, same[0] & same[1])
        .where(StockBalance.place_id.is_(None), summed.c.total != 0)
        .order_by(summed.c.place_id, summed.c.variant_id)
        .limit(MOST_NAMED)
    )
    for row in session.execute(kept):
        yield Wrong("place", row.place_id, f"has {row.on_hand} of variant {row.variant_id}, but its lines make {row.total}")
    for row in session.execute(forgotten):
        yield Wrong("place", row.place_id, f"has no balance of variant {row.variant_id}, but its lines make {row.total}")


def _lefts(session: Session, here: ColumnElement[bool]) -> Iterator[Wrong]:
    """What each line says was left, beside the running sum."""
    entries = _entries()
    running = func.sum(entries.c.change).over(
        partition_by=(entries.c.place_id, entries.c.variant_id), order_by=entries.c.id, rows=(None, 0)
    )
    told = (
        select(entries.c.id, entries.c.place_id, entries.c.told, running.label("reckoned"))
        .join(StockPlace, StockPlace.id == entries.c.place_id)
        .where(StockPlace.kind.not_in(OUTSIDE), here)
        .subquery()
    )
    wrong = (
        select(told)
        .where(or_(told.c.told.is_(None), told.c.told != told.c.reckoned, told.c.reckoned < 0))
        .order_by(told.c.id)
        .limit(MOST_NAMED)
    )
    for row in session.execute(wrong):
        yield Wrong("line", row.id, f"says that {row.told} were left at place {row.place_id}, but there were {row.reckoned}")


def _numbers(session: Session, here: ColumnElement[bool]) -> Iterator[Wrong]:
    """Numbers from 1 without a gap, and the counter at the last."""
    books = (
        select(
            StockDocument.store_id, StockDocument.year, func.count().label("documents"),
            func.min(StockDocument.number).label("first"), func.max(StockDocument.number).label("last"),
        )
        .join(StockPlace, StockPlace.id == StockDocument.store_id)
        .where(here)
        .group_by(StockDocument.store_id, StockDocument.year)
        .subquery()
    )  # fmt: skip
    same = (StockCounter.store_id == books.c.store_id) & (StockCounter.year == books.c.year)
    wrong = (
        select(books, StockCounter.last.label("counter"))
        .outerjoin(StockCounter, same)
        .where(
            or_(
                books.c.first != 1, books.c.last != books.c.documents, StockCounter.last.is_(None),
                StockCounter.last != books.c.last,
            )
        )
        .order_by(books.c.store_id, books.c.year)
        .limit(MOST_NAMED)
    )  # fmt: skip
    for row in session.execute(wrong):
        said = f"{row.documents} documents of {row.year} are numbered {row.first} to {row.last}, the counter says {row.counter}"
        yield Wrong("store", row.store_id, said)


def _flows(session: Session) -> Iterator[Wrong]:
    """Ways that lines go, and documents without any line."""
    source, target = aliased(StockPlace), aliased(StockPlace)
    ways = (
        select(StockDocument.kind, source.kind, target.kind, func.min(StockDocument.id))
        .join(StockLine, StockLine.document_id == StockDocument.id)
        .join(source, source.id == StockLine.source_id)
        .join(target, target.id == StockLine.target_id)
        .where(StockDocument.kind != DocumentKind.REVERSAL)
        .group_by(StockDocument.kind, source.kind, target.kind)
    )
    for kind, one, other, first in session.execute(ways):
        if not any(one in sources and other in targets for sources, targets in FLOWS[kind]):
            yield Wrong("document", first, f"is a {kind} and moves from {one} to {other}")
    empty = (
        select(StockDocument.id)
        .outerjoin(StockLine, StockLine.document_id == StockDocument.id)
        .where(StockLine.id.is_(None))
        .order_by(StockDocument.id)
        .limit(MOST_NAMED)
    )
    for number in session.scalars(empty):
        yield Wrong("document", number, "has no lines")


def _reversals(session: Session) -> Iterator[Wrong]:
    """A reversal moves every line of what it reverses the other way, and no other."""
    back = aliased(StockLine)
    mirrored = (
        select(StockDocument.id, func.count(back.id).label("mirrored"), func.count(StockLine.id).label("lines"))
        .join(StockLine, StockLine.document_id == StockDocument.reverses_id)
        .outerjoin(
            back,
            (back.document_id == StockDocument.id)
            & (back.position == StockLine.position)
            & (back.variant_id == StockLine.variant_id)
            & (back.quantity == StockLine.quantity)
            & (back.source_id == StockLine.target_id)
            & (back.target_id == StockLine.source_id),
        )
        .group_by(StockDocument.id)
        .subquery()
    )
    own = select(func.count(StockLine.id)).where(StockLine.document_id == mirrored.c.id).scalar_subquery()
    wrong = (
        select(mirrored.c.id)
        .where(or_(mirrored.c.mirrored != mirrored.c.lines, own != mirrored.c.lines))
        .order_by(mirrored.c.id)
        .limit(MOST_NAMED)
    )
    for number in session.scalars(wrong):
        yield Wrong("document", number, "is not the mirror of what it takes back")
