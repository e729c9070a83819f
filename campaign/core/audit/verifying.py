"""Going through the chain from its first block: every hash worked out again, every entry looked for, in constant memory."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from campaign.core.audit.chain import (
    FOUNDING,
    NOTHING_BEFORE,
    AuditBlock,
    AuditHead,
    Content,
    Head,
    as_stored,
    line_of,
    link,
    stored_line,
)
from campaign.core.audit.trail import AuditEntry
from campaign.core.checks import MOST_NAMED, Finding, Wrong, check

AT_A_TIME: Final = 5_000
BROKEN: Final = {
    "unreadable": "the database cannot read the trail: {why}",
    "missing": "a block is missing or stands in another order: number {why} should stand here",
    "changed": "its hash does not follow from the block before it: the block was changed",
    "entries": "its entries are not those that were noted: one was changed, removed or added",
    "stray": "the entry stands in no block: it was added behind the chain, or its block was removed",
    "end": "the chain ends elsewhere than its head says: {why}",
    "head": "the printed head {why} stands nowhere in the chain",
}


@dataclass(frozen=True)
class Block:
    """A block as it is stored."""

    number: int
    entries: int
    unit: bytes
    at: str
    content: str
    hash: str


@dataclass(frozen=True)
class Broken:
    """One place where the chain does not hold: what kind of break, a block or an entry, and its number."""

    kind: str
    thing: str
    id: int
    message: str


@dataclass
class Verdict:
    """What was gone through, where the chain ends, and the breaks in the order in which they stand."""

    blocks: int = 0
    entries: int = 0
    head: Head | None = None
    broken: list[Broken] = field(default_factory=list)

    def say(self, kind: str, thing: str, number: int, why: object = "") -> None:
        """Add a break, unless there are a great many."""
        if len(self.broken) < MOST_NAMED:
            self.broken.append(Broken(kind, thing, number, BROKEN[kind].format(why=why)))

    @property
    def first_of_each(self) -> list[Broken]:
        """The first break of each kind: one changed row breaks little else."""
        seen: dict[str, Broken] = {}
        for one in self.broken:
            seen.setdefault(one.kind, one)
        return list(seen.values())


def verify(session: Session, start: int = 1, printed: Iterable[Head] = ()) -> Verdict:
    """Go through the chain from block `start` (the one before it is believed), and look for heads that stand on paper.

    Two statements that stream, whatever the length, and one for where it ends. Ask it in one picture of the database.
    """
    verdict, sought = Verdict(), {one.number: one for one in printed}
    try:
        _walk(session, start, sought, verdict)
        if start == 1:
            _look_for_strays(session, verdict)
    except (DatabaseError, UnicodeDecodeError, ValueError) as error:
        verdict.say("unreadable", "block", verdict.head.number if verdict.head else start, getattr(error, "orig", error))
    for one in sought.values():
        verdict.say("head", "block", one.number, one)
    return verdict


def _walk(session: Session, start: int, sought: dict[int, Head], verdict: Verdict) -> None:
    before = _hash_before(session, start)
    number, at, last = start - 1, "", before
    for block, entries in blocks(session, start):
        number += 1
        if block.number != number:
            verdict.say("missing", "block", block.number, number)
            number = block.number
        at, last = block.at, block.hash
        verdict.head = Head(number, last)
        _judge(verdict, block, before, entries)
        before = last
        if (one := sought.get(number)) is not None and last.startswith(one.hash):
            del sought[number]
    _judge_end(session, verdict, number if verdict.head else 0, at, last)


def _judge(verdict: Verdict, block: Block, before: str, entries: Iterable[Sequence[Any]]) -> None:
    content = Content()
    for entry in entries:
        content.add(line_of(entry))
    verdict.blocks, verdict.entries = verdict.blocks + 1, verdict.entries + content.entries
    if block.entries != content.entries or content.sealed_as(block.unit) != block.content:
        verdict.say("entries", "block", block.number)
    if link(before, block.content, block.number, block.at) != block.hash:
        verdict.say("changed", "block", block.number)


def _judge_end(session: Session, verdict: Verdict, number: int, at: str, last: str) -> None:
    of, dialect = AuditHead.__table__.c, session.get_bind().dialect.name
    kept = select(of.number, as_stored(of.at, dialect), as_stored(of.hash, dialect)).where(of.id == 1)
    says = session.connection().execute(kept).one_or_none()
    if says is None and not verdict.head:
        return
    if says is None or (says[0], _words(says[1]), _words(says[2])) != (number, at, last):
        verdict.say("end", "block", number, Head(says[0], _words(says[2])) if says else "it has none")


def _hash_before(session: Session, start: int) -> str:
    found = session.scalar(select(AuditBlock.hash).where(AuditBlock.number == start - 1))
    return found or NOTHING_BEFORE


def _words(stored: bytes) -> str:
    return bytes(stored).decode("utf-8", "replace")


def blocks(session: Session, start: int) -> Iterator[tuple[Block, Iterator[Sequence[Any]]]]:
    """Every block with the values of its entries, all as they are stored."""
    dialect, of = session.get_bind().dialect.name, AuditBlock.__table__.c
    theirs = or_(AuditEntry.unit == AuditBlock.unit, and_(AuditEntry.unit.is_(None), AuditBlock.unit == FOUNDING))
    block = (of.number, of.entries, *(as_stored(column, dialect) for column in (of.unit, of.at, of.content, of.hash)))
    asked = (
        select(*block, *stored_line(dialect))
        .select_from(AuditBlock)
        .outerjoin(AuditEntry, theirs)
        .where(AuditBlock.number >= start)
        .order_by(AuditBlock.number, AuditEntry.id)
        .execution_options(yield_per=AT_A_TIME)
    )
    found: Iterator[Any] = iter(session.connection().execute(asked))
    for number, rows in groupby(found, itemgetter(0)):
        first = next(rows)
        yield (
            Block(number, first[1], bytes(first[2]), *map(_words, first[3:6])),
            (row[6:] for row in chain((first,), rows) if row[6] is not None),
        )


def _look_for_strays(session: Session, verdict: Verdict) -> None:
    unit = func.coalesce(AuditEntry.unit, FOUNDING)
    held = select(AuditBlock.unit).where(AuditBlock.unit == unit).exists()
    for number in session.scalars(select(AuditEntry.id).where(~held).order_by(AuditEntry.id).limit(MOST_NAMED)):
        verdict.say("stray", "entry", number)


@check("audit")
def recount(session: Session) -> Finding:
    """Every block and every entry of the trail."""
    verdict = verify(session)
    wrong = tuple(Wrong(one.thing, one.id, one.message) for one in verdict.broken)
    return Finding(verdict.blocks + verdict.entries, wrong)
