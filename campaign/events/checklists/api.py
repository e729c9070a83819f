"""For machines: the checklists of stops and events."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from campaign.core.actor import P
from campaign.core.i18n import _l
from campaign.events.checklists import queries, services
from campaign.events.checklists.schemas import NewTask, TaskAnchor, TaskRow, TaskState
from campaign.events.queries import event_row
from campaign.relay.queries import stop_row
from campaign.web.api.fields import Body, Choice, Day, Line, Number, Text, Texts, WallTime
from campaign.web.api.operations import Operations, made, own_key
from campaign.web.api.shapes import shows
from campaign.web.guards import needs

api = Operations("checklists_api", __name__, _l("Checklists of stops and events"))
TASK = shows(
    "Task", TaskRow,
    "id stop_id event_id title anchor day_offset fixed_on due at person user_id who note state settled_at settled_by version",
)  # fmt: skip
MARK = shows("TaskMark", TaskRow, "id stop_id event_id due state version")


class TaskChange(Body):
    """What to change of a task; whatever is not named stays."""

    title = Texts(most=200)
    anchor = Choice(TaskAnchor)
    day_offset = Number(least=-366, most=366, metadata={"description": "Days after the anchor's day; before it when negative."})
    fixed_on = Day(allow_none=True)
    at = WallTime(allow_none=True)
    person = Line(most=120)
    user_id = Number(allow_none=True)
    note = Text(most=1000)
    event_id = Number(allow_none=True)


class TaskSent(TaskChange):
    title = Texts(most=200, required=True)
    anchor = Choice(TaskAnchor, required=True)


class Settled(Body):
    state = Choice(TaskState, required=True)


@api.lists("/stops/<int:stop_id>/tasks", TASK)
@needs(P.EVENTS_READ)
def of_stop(stop_id: int) -> Sequence[TaskRow]:
    """The tasks of a stop and of its events, by their days."""
    return queries.tasks_of_stop(stop_row(stop_id).id)


@api.lists("/events/<int:event_id>/tasks", TASK)
@needs(P.EVENTS_READ)
def of_event(event_id: int) -> Sequence[TaskRow]:
    """The tasks of an event, by their days."""
    return queries.tasks_of_event(event_row(event_id).id)


@api.reads("/tasks/<int:task_id>", TASK)
@needs(P.EVENTS_READ)
def task(task_id: int) -> TaskRow:
    """One task; its version is the ETag."""
    return queries.task_row(task_id)


@api.acts("/stops/<int:stop_id>/tasks", MARK, takes=TaskSent, status=201)
@needs(P.EVENTS_WRITE)
def add(sent: dict[str, Any], stop_id: int) -> Any:
    """Put a task on the checklist of a stop or of one of its events."""
    event_id = sent.pop("event_id", None)
    task_id = services.add_task(NewTask(stop_id, event_id, **sent), own_key())
    return made("checklists_api.task", queries.task_row(task_id), task_id=task_id)


@api.acts("/tasks/<int:task_id>", MARK, method="PATCH", takes=TaskChange, versioned=True)
@needs(P.EVENTS_WRITE)
def change(sent: dict[str, Any], task_id: int, version: int) -> TaskRow:
    """Change what a task says."""
    row = queries.task_row(task_id)
    before = NewTask(
        row.stop_id,
        row.event_id,
        row.title,
        row.anchor,
        row.day_offset,
        row.fixed_on,
        row.at,
        row.person,
        row.user_id,
        row.note,
    )
    services.edit_task(task_id, replace(before, **sent), version)
    return queries.task_row(task_id)


@api.acts("/tasks/<int:task_id>/state", MARK, takes=Settled, versioned=True)
@needs(P.EVENTS_WRITE)
def settle(sent: dict[str, Any], task_id: int, version: int) -> TaskRow:
    """Say that a task is done or not needed, or take it up again."""
    services.settle_task(task_id, sent["state"], version)
    return queries.task_row(task_id)
