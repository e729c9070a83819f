"""Work pages: the running sheet on the day with plan and fact, and writing it."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.events import queries as events
from campaign.events.policies import can_write_event, ensure_can_write_event
from campaign.events.running import queries, services
from campaign.events.running.forms import BegunForm, RunningForm, running_form
from campaign.events.running.rows import removed
from campaign.events.running.schemas import RowWish, RunningSheet, added, raised, shifted
from campaign.events.running.times import moment_typed
from campaign.web.answers import told
from campaign.web.guards import needs
from campaign.web.numbers import version_shown
from campaign.web.rows import pressed

bp = Blueprint("running_staff", __name__, url_prefix="/staff")
BUTTONS: Final[dict[str, Callable[[tuple[RowWish, ...], int], tuple[RowWish, ...]]]] = {
    "add": added,
    "remove": removed,
    "up": raised,
}


@bp.get("/events/<int:event_id>/running")
@needs(P.EVENTS_READ)
def running(event_id: int) -> ResponseReturnValue:
    return _day(queries.sheet_of(event_id))


def _day(sheet: RunningSheet, complaint: str = "") -> str:
    event = sheet.event
    may_write = can_write_event(current_actor(), event.region_id, event.stop_id)
    return render_template(
        "events/staff/running.html", sheet=sheet, event=event, may_write=may_write, form=BegunForm(formdata=None),
        complaint=complaint,
    )  # fmt: skip


@bp.post("/events/<int:event_id>/running/begin")
@needs(P.EVENTS_WRITE)
def begin(event_id: int) -> ResponseReturnValue:
    services.begin(event_id)
    flash(_("The usual rows are there. Change what is different here."), "good")
    return redirect(url_for(".running_edit", event_id=event_id), 303)


@bp.post("/events/<int:event_id>/running/<int:row_id>/fact")
@needs(P.EVENTS_WRITE)
def fact(event_id: int, row_id: int) -> ResponseReturnValue:
    form, event = BegunForm(), events.event_row(event_id)
    if not form.validate():
        return _day(queries.sheet_of(event_id), " ".join(form.at.errors)), 422
    services.record(event_id, row_id, moment_typed(event.starts_at, form.typed(), event.time_zone))
    return redirect(url_for(".running", event_id=event_id) + f"#row-{row_id}", 303)


@bp.post("/events/<int:event_id>/running/<int:row_id>/undo")
@needs(P.EVENTS_WRITE)
def undo(event_id: int, row_id: int) -> ResponseReturnValue:
    services.forget(event_id, row_id)
    return redirect(url_for(".running", event_id=event_id) + f"#row-{row_id}", 303)


@bp.route("/events/<int:event_id>/running/edit", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def running_edit(event_id: int) -> ResponseReturnValue:
    sheet = queries.sheet_of(event_id)
    ensure_can_write_event(current_actor(), sheet.event.region_id, sheet.event.stop_id)
    form = _opened(sheet)
    if form.is_sent_and_valid():
        act = request.form.get("act", "save")
        if act != "save":
            return _page(sheet, _changed(sheet, form, act), unsaved=True)
        try:
            services.write(event_id, form.wishes(sheet.event), version_shown(form.version.data))
            flash(_("The running sheet is saved."), "good")
            return redirect(url_for(".running", event_id=event_id), 303)
        except (Invalid, Stale) as error:
            told(form, error)
    return _page(sheet, form)


def _opened(sheet: RunningSheet) -> RunningForm:
    return running_form(sheet.event, tuple(row.wish() for row in sheet.rows) or (RowWish(0, 5),), sheet.version)


def _changed(sheet: RunningSheet, form: RunningForm, act: str) -> RunningForm:
    """The typed rows after one of the buttons beside them; nothing is saved by it."""
    wishes = form.wishes(sheet.event)
    name, at = pressed(act, wishes)
    if name == "shift":
        start = max(0, min((form.shift_from.data or 1) - 1, len(wishes)))
        wishes = shifted(wishes, start, max(-1440, min(1440, form.shift_by.data or 0)))
    else:
        wishes = BUTTONS[name](wishes, at) if name in BUTTONS else wishes
    return running_form(sheet.event, wishes or (RowWish(0, 5),), version_shown(form.version.data), formdata=None)


def _page(sheet: RunningSheet, form: RunningForm, unsaved: bool = False) -> ResponseReturnValue:
    page = render_template("events/staff/running_edit.html", sheet=sheet, event=sheet.event, form=form, unsaved=unsaved)
    return page, form.status()
