"""Who did what to which thing, when and why: rows that are only ever added, in the transaction of the act itself.

Personal data never stands here: before and after hold ids, states and dates, not names or phones. Triggers in both databases
refuse UPDATE and DELETE.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.core import clock
from campaign.core.actor import current_actor
from campaign.core.db import Base

Facts = dict[str, Any]


class AuditEntry(Base):
    """One act. `user_id` is None for the system and for people without an account; `desk_id` names a print desk.

    `token_id` names the token by which a machine acted for the account.
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
    session.add(
        AuditEntry(
            at=clock.now(),
            campaign_at=clock.campaign_now(),
            user_id=current_actor().user_id,
            desk_id=current_actor().desk_id,
            token_id=current_actor().token_id,
            act=act,
            thing=thing,
            thing_id=thing_id,
            region_id=region_id,
            before=before or {},
            after=after or {},
            reason=reason,
        )
    )


def note_many(session: Session, act: str, thing: str, rows: Sequence[tuple[int, int | None, Facts]]) -> None:
    """The same act on many things, each with its region and what it is afterwards. One statement, none for none."""
    if not rows:
        return
    same = {
        "at": clock.now(),
        "campaign_at": clock.campaign_now(),
        "user_id": current_actor().user_id,
        "desk_id": current_actor().desk_id,
        "token_id": current_actor().token_id,
        "act": act,
        "thing": thing,
    }
    entries = [
        {**same, "thing_id": thing_id, "region_id": region_id, "before": {}, "after": after, "reason": ""}
        for thing_id, region_id, after in rows
    ]
    session.execute(Base.metadata.tables[AuditEntry.__tablename__].insert(), entries)
