"""Checklists to look at and to tick off: of a stop, of an event, and what somebody is to do across the relay."""

from datetime import timedelta
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import NotFound
from campaign.core.text import clean_line
from campaign.events import queries as events
from campaign.events.checklists import queries, services
from campaign.events.checklists.policies import can_keep_tasks
from campaign.events.checklists.schemas import TaskFilter, TaskRow, TaskState
from campaign.events.checklists.sheets import tasks_table
from campaign.events.checklists.showing import checklist, line_of
from campaign.events.checklists.views.desk import back_from, bp
from campaign.papers.tables import list_file
from campaign.relay import queries as relay
from campaign.relay.schemas import StopRow
from campaign.sheets.outgoing import MOST_ROWS
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_none, whole_or_nought

STATES = {"open": TaskState.OPEN, "done": TaskState.DONE, "not_needed": TaskState.NOT_NEEDED, "all": None}


def just_settled() -> TaskRow | None:
    """The task that was ticked off a moment ago, to be taken up again with one click."""
    task_id = whole_or_none(request.args.get("done"))
    if task_id is None:
        return None
    try:
        task = queries.task_row(task_id)
    except NotFound:
        return None
    return None if task.is_open else task


def tasks_panel(stop: StopRow) -> dict[str, Any]:
    """What the panel on the page of a stop shows: its checklist, and the task that was just settled there."""
    return {
        "checklist": checklist(queries.tasks_of_stop(stop.id), clock.campaign_today(stop.time_zone)),
        "may_keep_tasks": can_keep_tasks(current_actor(), stop.region_id, stop.id),
        "task_settled": just_settled(),
    }


@bp.get("/stops/<int:stop_id>/tasks")
@needs(P.EVENTS_READ)
def of_stop(stop_id: int) -> ResponseReturnValue:
    stop = relay.stop_row(stop_id)
    return render_template("events/staff/checklists/stop.html", stop=stop, back="list", **tasks_panel(stop))


@bp.get("/events/<int:event_id>/tasks")
@needs(P.EVENTS_READ)
def of_event(event_id: int) -> ResponseReturnValue:
    event = events.event_row(event_id)
    shown = checklist(queries.tasks_of_event(event_id), clock.campaign_today(event.time_zone))
    may_keep = can_keep_tasks(current_actor(), event.region_id, event.stop_id)
    return render_template(
        "events/staff/checklists/event.html", event=event, checklist=shown, may_keep_tasks=may_keep,
        task_settled=just_settled(), back="event",
    )  # fmt: skip


def asked() -> TaskFilter:
    """What the address asks for; words it cannot know are as if they were not there."""
    mine = request.args.get("who") == "me"
    days = whole_or_none(request.args.get("days"))
    return TaskFilter(
        relay_id=whole_or_none(request.args.get("relay")),
        stop_id=whole_or_none(request.args.get("stop")),
        user_id=current_actor().user_id if mine else None,
        person=clean_line(request.args.get("person", ""))[:120],
        state=STATES.get(request.args.get("state", "open"), TaskState.OPEN),
        until=clock.campaign_today() + timedelta(days=min(days, 400)) if days is not None else None,
    )


def as_address() -> dict[str, Any]:
    """The filter as words of an address, without what is empty."""
    names = ("who", "days", "relay", "stop", "person", "state")
    return {name: value for name in names if (value := clean_line(request.args.get(name, ""))[:120])}


@bp.get("/checklists")
@needs(P.EVENTS_READ)
def everything() -> ResponseReturnValue:
    wish, kept, today, actor = asked(), as_address(), clock.campaign_today(), current_actor()
    page = queries.find_tasks(wish, request.args.get("page"))
    return render_template(
        "events/staff/checklists/everything.html",
        lines=[line_of(row, today) for row in page.rows],
        wish=wish,
        kept=kept,
        people=[(name, name) for name in queries.people_with_tasks()],
        stops=events.stops_to_choose(),
        may_keep=lambda task: can_keep_tasks(actor, task.region_id, task.stop_id),
        task_settled=just_settled(),
        before=url_for(".everything", page=page.before, **kept) if page.before else None,
        after=url_for(".everything", page=page.after, **kept) if page.after else None,
    )


@bp.get("/checklists.<any(csv, xlsx):ending>")
@needs(P.EVENTS_READ)
def tasks_file(ending: str) -> ResponseReturnValue:
    """The list as it is filtered."""
    return list_file(queries.find_tasks(asked(), size=MOST_ROWS), tasks_table, ending, url_for(".everything", **as_address()))


@bp.post("/checklists/<int:task_id>/state")
@needs(P.EVENTS_WRITE)
def settle(task_id: int) -> ResponseReturnValue:
    wished = request.form.get("state", "")
    state = TaskState(wished) if wished in set(TaskState) else TaskState.OPEN
    task, back = queries.task_row(task_id), request.form.get("back", "")
    services.settle_task(task_id, state, whole_or_nought(request.form.get("version")))
    more = {"done": task_id} if state is not TaskState.OPEN else {}
    return redirect(back_from(task, back, **more), 303)
