"""Who did what to which thing, when and why: rows that are only ever added, in the transaction of the act itself.

Personal data never stands here: before and after hold ids, states and dates, not names or phones. Triggers in both databases
refuse UPDATE and DELETE. All that one unit of work notes carries one mark, by which a block of the chain holds it together.
"""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.core import clock
from campaign.core.actor import current_actor
from campaign.core.db import Base

Facts = dict[str, Any]


class AuditEntry(Base):
    """One act. `user_id` is None for the system and for people without an account; `desk_id` names a print desk.

    `token_id` names the token by which a machine acted for the account.
    `unit` is the mark of the unit of work that noted it; None for what is older than the chain.
    """

    __tablename__ = "audit_entries"

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


@dataclass
class Noted:
    """What the present unit of work noted so far: rows to be flushed, and rows that are written already.

    `unsure` when a part of the unit was taken back: then only the database knows what is left.
    """

    unit: str = field(default_factory=lambda: f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(6)}")
    entries: list[AuditEntry] = field(default_factory=list)
    written: list[Facts] = field(default_factory=list)
    unsure: bool = False


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
    entry = AuditEntry(thing_id=thing_id, region_id=region_id, **told, **_common(noted, act, thing))
    session.add(entry)
    noted.entries.append(entry)


def note_many(session: Session, act: str, thing: str, rows: Sequence[tuple[int, int | None, Facts]]) -> None:
    """The same act on many things, each with its region and what it is afterwards. One statement, none for none."""
    if not rows:
        return
    noted = noted_in(session)
    same = _common(noted, act, thing)
    entries = [
        {**same, "thing_id": thing_id, "region_id": region_id, "before": {}, "after": after, "reason": ""}
        for thing_id, region_id, after in rows
    ]
    into = insert(Base.metadata.tables[AuditEntry.__tablename__])
    if session.get_bind().dialect.name == "sqlite":  # says numbers in their order only when each row is a statement
        session.connection().execute(into, entries)
        noted.unsure = True  # the block reads them back
        return
    ids = session.connection().execute(into.returning(into.table.c.id, sort_by_parameter_order=True), entries).scalars()
    noted.written += [{**entry, "id": number} for entry, number in zip(entries, ids, strict=True)]
