"""The table of tasks, and the day on which a task is due."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, case
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.days import DayPlus
from campaign.core.db import Base, word_type
from campaign.core.i18n import Translated
from campaign.core.scoped import SeenAtStop
from campaign.events.checklists.schemas import TaskAnchor, TaskState
from campaign.events.models import Event
from campaign.relay.models import Stop


class ChecklistTask(Base, SeenAtStop):
    """Something to be done for a stop, or for one of its events.

    The day it is due is kept nowhere: it is `day_offset` days after the arrival, the departure or the event, so that it follows
    when they move, or the day `fixed_on`. `at` is the hour on the wall of the place. `settled_at` and `settled_by` say who
    said that it is done or not needed, in campaign time. `edited` says that a hand has changed what the kit made.
    """

    __tablename__ = "checklist_tasks"
    __table_args__ = (
        CheckConstraint("(anchor = 'fixed') = (fixed_on IS NOT NULL)", name="fixed_has_a_day"),
        CheckConstraint("anchor <> 'event' OR event_id IS NOT NULL", name="event_named"),
        CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled_when"),
        Index("ix_checklist_tasks_state_region_id", "state", "region_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    kit_task_id: Mapped[int | None] = mapped_column(ForeignKey("kit_tasks.id", ondelete="SET NULL"), index=True)
    title: Mapped[Translated]
    anchor: Mapped[TaskAnchor] = mapped_column(word_type(TaskAnchor))
    day_offset: Mapped[int] = mapped_column(default=0)
    fixed_on: Mapped[date | None]
    at: Mapped[time | None]
    person: Mapped[str] = mapped_column(String(120), default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    note: Mapped[str] = mapped_column(String(1000), default="")
    state: Mapped[TaskState] = mapped_column(word_type(TaskState), default=TaskState.OPEN)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None]
    edited: Mapped[bool] = mapped_column(default=False)
    kit_revision: Mapped[int] = mapped_column(default=0, server_default="0")
    version: Mapped[int] = mapped_column(default=1)


def due_day() -> ColumnElement[date]:
    """The day on which a task is due, in a statement that joins its stop and, from outside, its event."""
    offset = ChecklistTask.day_offset
    return case(
        (ChecklistTask.anchor == TaskAnchor.ARRIVAL, DayPlus(Stop.arrives_on, offset)),
        (ChecklistTask.anchor == TaskAnchor.DEPARTURE, DayPlus(Stop.departs_on, offset)),
        (ChecklistTask.anchor == TaskAnchor.EVENT, DayPlus(Event.day, offset)),
        else_=ChecklistTask.fixed_on,
    )
