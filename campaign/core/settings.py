"""What the installation knows about itself and keeps in its database: a name, a JSON value."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.core import clock
from campaign.core.db import Base, db, insert_into

CLOCK = "campaign_clock"
SAMPLE = "sample"
"""Under this name stands what is known of the sample data, as long as it is in."""
SAMPLE_TRAIL = "sample_trail"
"""Counts up to which entry the trail speaks of sample data that has been taken out."""


class Setting(Base):
    """One value under a name, written by the installation itself."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


class Counter(Base):
    """The last number given out under a name."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[int]


def keep(session: Session, name: str, value: Any) -> None:
    """Store the value under the name, over an earlier one."""
    session.merge(Setting(name=name, value=value))


def value_of(name: str) -> Any:
    """The stored value, or None."""
    return db.session.scalar(select(Setting.value).where(Setting.name == name))


def next_number(session: Session, name: str) -> int:
    """The next of a row of numbers without gaps, beginning with 1; given back if the unit of work fails."""
    row = insert_into(Counter, session).values(name=name, value=1)
    step = row.on_conflict_do_update(index_elements=[Counter.name], set_={"value": Counter.value + 1})
    return int(session.execute(step.returning(Counter.value)).scalar_one())


def start_clock(session: Session, campaign_start: datetime) -> None:
    """From now on campaign time runs from `campaign_start`, in every process that starts after this."""
    shift = campaign_start - clock.now()
    keep(session, CLOCK, shift.total_seconds())
    clock.set_shift(shift)


def read_clock() -> None:
    """Set campaign time as the database says; real time on a database that has no tables yet."""
    try:
        seconds = value_of(CLOCK)
    except DBAPIError:
        seconds = None
    finally:
        db.session.remove()
    if seconds is not None:
        clock.set_shift(timedelta(seconds=float(seconds)))
