"""The blueprint that the pages of checklists share, and the ways back from a task."""

from typing import Any

from flask import Blueprint, url_for

from campaign.events.checklists.schemas import TaskRow

bp = Blueprint("checklists_staff", __name__, url_prefix="/staff")


def back_from(task: TaskRow, wished: str, **more: Any) -> str:
    """The page from which a task was settled or changed: of the stop, its checklist, the event, or everybody's."""
    if wished == "stop":
        return url_for("events_staff.stop", stop_id=task.stop_id, _anchor="checklist", **more)
    if wished == "event" and task.event_id is not None:
        return url_for(".of_event", event_id=task.event_id, **more)
    if wished == "all":
        return url_for(".everything", **more)
    return url_for(".of_stop", stop_id=task.stop_id, **more)
