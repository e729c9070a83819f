"""What a running sheet and the route of a column have alike: rows in an order, each with a plan and with what really was."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.core import clock
from campaign.core.errors import NotFound
from campaign.core.i18n import Words
from campaign.core.scoped import OfStop

FARTHEST: Final = 24 * 60  # minutes from the start of the event
Wish = TypeVar("Wish")


class OrderedRow(OfStop):
    """A row of an event, in the order of `position`. `fact_at` is when it really came to pass, None until somebody says so."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    fact_at: Mapped[datetime | None]


Row = TypeVar("Row", bound=OrderedRow)


class Numbered(Protocol):
    """A row as typed; `id` None is a new one."""

    @property
    def id(self) -> int | None: ...


Typed = TypeVar("Typed", bound=Numbered)


def rewrite(
    session: Session, table: type[Row], event_id: int, wishes: Sequence[Typed], keep: Callable[[Row | None, Typed, int], None]
) -> None:
    """Make these the rows of the event, in this order. `keep` writes a wish at its position into its row, or into a new one.

    Facts stay with their rows; rows that no wish names are deleted.
    """
    known = {row.id: row for row in session.scalars(select(table).where(table.event_id == event_id))}
    session.execute(delete(table).where(table.id.in_(set(known) - {wish.id for wish in wishes})))
    for position, wish in enumerate(wishes, 1):
        keep(known.pop(wish.id or 0, None), wish, position)


def row_of(session: Session, table: type[Row], event_id: int, row_id: int, gone: Words) -> Row:
    """The row, held. Raises NotFound, saying `gone`, also for a row of another event."""
    row = session.scalar(select(table).where(table.id == row_id, table.event_id == event_id).with_for_update())
    if row is None:
        raise NotFound(gone)
    return row


class PlanAndFact:
    """For a row as it stands: both on the wall of the place, and how far they are apart."""

    plan_at: datetime | None
    fact_at: datetime | None
    time_zone: str

    @property
    def plan(self) -> str:
        """The plan: `10:03`; empty without a time."""
        return self._wall(self.plan_at)

    @property
    def fact(self) -> str:
        """The fact; empty until it is known."""
        return self._wall(self.fact_at)

    @property
    def late(self) -> int | None:
        """Minutes after the plan (negative: before); None until both are known."""
        if self.fact_at is None or self.plan_at is None:
            return None
        return round((self.fact_at - self.plan_at) / timedelta(minutes=1))

    def _wall(self, moment: datetime | None) -> str:
        return f"{clock.on_the_wall(moment, self.time_zone):%H:%M}" if moment else ""


def inserted(rows: tuple[Wish, ...], after: int, row: Wish) -> tuple[Wish, ...]:
    """The row behind the one at this place, counted from 0."""
    return (*rows[: after + 1], row, *rows[after + 1 :])


def removed(rows: tuple[Wish, ...], place: int) -> tuple[Wish, ...]:
    return rows[:place] + rows[place + 1 :]
