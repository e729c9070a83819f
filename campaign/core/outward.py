"""What other machines may be told: acts announced in the unit of work that does them, as ids, states and days alone.

An announcement is a row; whoever carries it out of the house (`exchange`) finds it once the act is kept. Where nobody listens
nothing is written: each process asks for the listeners anew after some seconds, so a new one hears of acts from then on.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from flask import current_app
from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.core import clock, crypto
from campaign.core.db import Base

ASKED_ANEW: Final = 5.0  # seconds after which a process asks again who listens
_HEARD: Final = "campaign_listeners"
Facts = Mapping[str, Any]


class Act(StrEnum):
    """Every act that is announced. The words are a promise to other machines: none is ever renamed."""

    COLUMN_CHANGED = "column.changed"
    COLUMN_MARKED = "column.marked"
    EVENT_CHANGED = "event.changed"
    EVENT_CREATED = "event.created"
    EVENT_STATE_CHANGED = "event.state_changed"
    FIGURE_STATED = "figure.stated"
    FIGURE_TAKEN_BACK = "figure.taken_back"
    HANDOVER_CANCELLED = "handover.cancelled"
    HANDOVER_CONFIRMED = "handover.confirmed"
    HANDOVER_LEFT = "handover.left"
    HANDOVER_PROPOSED = "handover.proposed"
    PERIOD_CLOSED = "period.closed"
    REGISTRATION_CANCELLED = "registration.cancelled"
    REGISTRATION_CHANGED = "registration.changed"
    REGISTRATION_MADE = "registration.made"
    REGISTRATIONS_IMPORTED = "registrations.imported"
    REGISTRATIONS_IMPORT_UNDONE = "registrations.import_undone"
    RELAY_CREATED = "relay.created"
    RELAY_REMOVED = "relay.removed"
    RELAY_STOP_MOVED = "relay.stop.moved"
    REPORT_SIGNED = "report.signed"
    STOCK_POSTED = "stock.posted"
    WALK_CLOSED = "walk.closed"
    WALK_OPENED_AGAIN = "walk.opened_again"


class OutwardAct(Base):
    """One act of one region, to be told to whoever listens. `uid` is its name for good: told twice, it is the same act.

    `spread_at` says that it was given to the listeners of that moment. The numbers have no foreign keys: the news that
    something is gone must outlive it.
    """

    __tablename__ = "outward_acts"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    act: Mapped[str] = mapped_column(String(40))
    region_id: Mapped[int | None] = mapped_column(index=True)
    stop_id: Mapped[int | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(index=True)
    campaign_at: Mapped[datetime]
    spread_at: Mapped[datetime | None] = mapped_column(index=True)


@dataclass(frozen=True)
class Listener:
    """Somebody who wants to hear of these acts: of one region, of all when there is none."""

    acts: frozenset[str]
    region_id: int | None = None

    def hears(self, act: str, region_id: int | None) -> bool:
        return act in self.acts and self.region_id in (None, region_id)


@dataclass(frozen=True)
class _Heard:
    listeners: tuple[Listener, ...]
    until: float


LISTENERS: list[Callable[[Session], Iterable[Listener]]] = []
"""Who knows the listeners, each by one statement that flushes nothing. Set by the registry."""


def announce(
    session: Session, act: Act, *, region_id: int | None, stop_id: int | None = None, **facts: int | str | bool | None
) -> None:
    """Let it be known in this unit of work. Facts are numbers, states and days, never a name or anything typed."""
    announce_many(session, act, [(region_id, stop_id, facts)])


def announce_many(session: Session, act: Act, told: Iterable[tuple[int | None, int | None, Facts]]) -> None:
    """The same for several things of one act, each with its region, its stop and its facts. Nothing while nobody listens."""
    listeners = [one for one in _listeners(session) if act in one.acts]
    if not listeners:
        return
    at, then = clock.now(), clock.campaign_now()
    session.add_all(
        OutwardAct(
            uid=crypto.new_uid(), act=act, region_id=region_id, stop_id=stop_id, facts=dict(facts), at=at, campaign_at=then
        )
        for region_id, stop_id, facts in told
        if any(one.hears(act, region_id) for one in listeners)
    )


def _listeners(session: Session) -> tuple[Listener, ...]:
    """Those of the last seconds. One statement when they are asked for anew, else none."""
    heard: _Heard | None = current_app.extensions.get(_HEARD)
    if heard is None or heard.until < time.monotonic():
        found = tuple(one for ask in LISTENERS for one in ask(session))
        heard = current_app.extensions[_HEARD] = _Heard(found, time.monotonic() + ASKED_ANEW)
    return heard.listeners


def ask_again() -> None:
    """Forget who listened: somebody was added or taken away, and this process knows at once."""
    current_app.extensions.pop(_HEARD, None)
