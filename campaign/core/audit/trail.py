"""Who did what to which thing, when and why: rows that are only ever added, in the transaction of the act itself.

Personal data never stands here: before and after hold ids, states and dates, not names or phones. Triggers in both databases
refuse UPDATE and DELETE. All that one unit of work notes carries one mark, by which a block of the chain holds it together.
"""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, ColumnElement, Index, String, event, func, insert, select
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, SessionTransaction, mapped_column

from campaign.core import along, clock
from campaign.core.actor import current_actor
from campaign.core.bulk import reserve_ids
from campaign.core.db import Base
from campaign.core.settings import SAMPLE_TRAIL, Counter

Facts = dict[str, Any]


class AuditEntry(Base):
    """One act. `user_id` is None for the system and for people without an account; `desk_id` names a print desk.

    `token_id` names the token by which a machine acted for the account.
    `unit` is the mark of the unit of work that noted it; None for what is older than the chain.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_thing_id", "thing_id", "thing"),)  # what was done with something

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    campaign_at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(index=True)
    desk_id: Mapped[int | None]
    token_id: Mapped[int | None]
    act: Mapped[str] = mapped_column(String(60))
    thing: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[int | None]
    region_id: Mapped[int | None] = mapped_column(index=True)
    before: Mapped[Facts] = mapped_column(JSON, default=dict)
    after: Mapped[Facts] = mapped_column(JSON, default=dict)
    reason: Mapped[str] = mapped_column(String(1000), default="")
    unit: Mapped[str | None] = mapped_column(String(24), index=True)


OF_EVENTS = AuditEntry.thing == "event"
"""What was done with events themselves: a few acts each among the millions of their people."""


@dataclass
class Noted:
    """What the present unit of work noted so far, in its order; the first `written` of them stand in the table already.

    `savepoints` keeps of each savepoint how many were noted, and how many written, when it began.
    """

    unit: str = field(default_factory=lambda: f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(6)}")
    entries: list[Facts] = field(default_factory=list)
    written: int = 0
    savepoints: dict[SessionTransaction, tuple[int, int]] = field(default_factory=dict)

    def take_back(self, savepoint: SessionTransaction) -> None:
        """Forget what was noted since; what was written since, but noted before, has to be written again."""
        noted, self.written = self.savepoints.pop(savepoint, (0, 0))
        del self.entries[noted:]
        for entry in self.entries[self.written :]:
            entry.pop("id", None)


def noted_in(session: Session) -> Noted:
    """What this unit of work noted. Its mark begins with the time, so that the index on it grows at its end."""
    if "unit" not in session.info:
        raise RuntimeError("an act is noted in the unit of work that does it")
    noted: Noted = session.info.setdefault("noted", Noted())
    return noted


def _common(noted: Noted, act: str, thing: str) -> Facts:
    actor = current_actor()
    return {
        "at": clock.now(),
        "campaign_at": clock.campaign_now(),
        "user_id": actor.user_id,
        "desk_id": actor.desk_id,
        "token_id": actor.token_id,
        "act": act,
        "thing": thing,
        "unit": noted.unit,
    }


def note(
    session: Session,
    act: str,
    thing: str,
    thing_id: int | None,
    *,
    region_id: int | None = None,
    before: Facts | None = None,
    after: Facts | None = None,
    reason: str = "",
) -> None:
    """Add the line to the trail. It is kept exactly when the act is."""
    noted = noted_in(session)
    told = {"before": before or {}, "after": after or {}, "reason": reason}
    noted.entries.append({"thing_id": thing_id, "region_id": region_id, **told, **_common(noted, act, thing)})


def note_many(session: Session, act: str, thing: str, rows: Sequence[tuple[int, int | None, Facts]]) -> None:
    """The same act on many things, each with its region and what it is afterwards."""
    if not rows:
        return
    noted = noted_in(session)
    same = _common(noted, act, thing)
    noted.entries += [
        {**same, "thing_id": thing_id, "region_id": region_id, "before": {}, "after": after, "reason": ""}
        for thing_id, region_id, after in rows
    ]


def of_what_is_there() -> ColumnElement[bool]:
    """Entries of things that may be there still: none of sample data that was taken out, whose numbers are given anew.

    For whoever asks by the number of a thing. SQLite gives the numbers of emptied tables a second time.
    """
    last = select(Counter.value).where(Counter.name == SAMPLE_TRAIL).scalar_subquery()
    return AuditEntry.id > func.coalesce(last, 0)


def write_down(session: Session) -> None:
    """Put into the table what was noted and does not stand there yet, each with its number, and the rows that wait along.

    One statement, none for nothing. Two for several on SQLite: it says numbers in their order only when each row is a
    statement, but nobody else gets any.
    """
    noted: Noted | None = session.info.get("noted")
    left = noted.entries[noted.written :] if noted else []
    if noted is None or not left:
        along.release(session)
        return
    noted.written = len(noted.entries)
    connection = session.connection()
    if len(left) == 1:
        left[0]["id"] = along.put_numbered(session, AuditEntry, left[0])
        return
    along.release(session)
    if connection.dialect.name == "sqlite":
        for entry, number in zip(left, reserve_ids(session, AuditEntry, len(left)), strict=True):
            entry["id"] = number
        connection.execute(_ONE, left)
    else:
        for entry, number in zip(left, connection.execute(_MANY, left).scalars(), strict=True):
            entry["id"] = number


_ONE: Final = insert(AuditEntry.__table__)  # type: ignore[arg-type]
_MANY: Final = _ONE.returning(AuditEntry.id, sort_by_parameter_order=True)


@event.listens_for(Session, "do_orm_execute")
def what_was_noted_can_be_read(state: ORMExecuteState) -> None:
    """Nobody who asks within the unit of work misses what it noted: it is written down before, as all that is pending is."""
    if state.is_select and not state.session.info.keys().isdisjoint(("noted", "along")):
        write_down(state.session)


@event.listens_for(Session, "after_transaction_create")
def savepoint_began(session: Session, begun: SessionTransaction) -> None:
    noted: Noted | None = session.info.get("noted")
    if begun.nested and noted is not None:
        noted.savepoints[begun] = len(noted.entries), noted.written


@event.listens_for(Session, "after_soft_rollback")
def part_of_it_was_taken_back(session: Session, ended: SessionTransaction) -> None:
    noted: Noted | None = session.info.get("noted")
    if ended.nested and noted is not None:
        noted.take_back(ended)
