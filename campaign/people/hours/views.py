"""Work pages: the hours of an event, confirmed in bulk or one by one; those of a stop's people; both as tables."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _, _n
from campaign.events.queries import event_row
from campaign.people.exports.schemas import FileKind
from campaign.people.hours import forms, queries, services, sheets
from campaign.people.hours.schemas import Typed, as_hours
from campaign.people.policies import can_print, can_write_people
from campaign.people.queries import event_line
from campaign.people.schemas import MOST_AT_ONCE
from campaign.relay.queries import stop_row
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.guards import needs
from campaign.web.tasks import attachment

bp = Blueprint("people_hours", __name__, url_prefix="/staff")
bp.add_app_template_filter(as_hours, "as_hours")


@bp.get("/events/<int:event_id>/hours")
@needs(P.PEOPLE_READ)
def hours(event_id: int) -> ResponseReturnValue:
    return _page(event_id)


def _page(event_id: int, typed: Typed | None = None, error: Invalid | None = None) -> str:
    event, lines = event_row(event_id), queries.hours_of_event(event_id, MOST_AT_ONCE)
    return render_template(
        "people/staff/hours/event.html", event=event, lines=lines, typed=typed, error=error,
        has_begun=event.starts_at <= clock.campaign_now(),
        may_write=can_write_people(current_actor(), event.region_id, event.stop_id),
        may_export=can_print(current_actor(), event.region_id, event.stop_id),
    )  # fmt: skip


@bp.post("/events/<int:event_id>/hours")
@needs(P.PEOPLE_WRITE)
def write_hours(event_id: int) -> ResponseReturnValue:
    typed = forms.typed_hours(request.form)
    try:
        return _done(event_id, services.write_hours(event_id, typed))
    except Invalid as error:
        return _page(event_id, typed, error), 422


def _done(event_id: int, count: int) -> ResponseReturnValue:
    words = _n("The hours of %(num)d person are confirmed.", "The hours of %(num)d people are confirmed.", count)
    flash(words if count else _("Nothing was changed."), "good" if count else "info")
    return redirect(url_for(".hours", event_id=event_id), 303)


@bp.post("/events/<int:event_id>/hours/as-planned")
@needs(P.PEOPLE_WRITE)
def as_planned(event_id: int) -> ResponseReturnValue:
    return _done(event_id, services.as_planned(event_id))


@bp.post("/events/<int:event_id>/hours/by-check-in")
@needs(P.PEOPLE_WRITE)
def by_check_in(event_id: int) -> ResponseReturnValue:
    return _done(event_id, services.by_check_in(event_id))


def _kind() -> FileKind:
    kind = request.form.get("kind", "")
    return FileKind(kind) if kind in set(FileKind) else FileKind.XLSX


@bp.post("/events/<int:event_id>/hours/export")
@needs(P.SHEETS_PRINT)
def export(event_id: int) -> ResponseReturnValue:
    event, lines, kind = event_row(event_id), queries.hours_of_event(event_id), _kind()
    services.note_taken_out(event.region_id, event.stop_id, "hours", event_id, len(lines))
    content = sheets.event_file(lines, event_line(event).text(), clock.campaign_now(), kind)
    return attachment(content, f"hours-{event_id}.{kind.value}", MIMETYPES[kind])


@bp.get("/stops/<int:stop_id>/hours")
@needs(P.PEOPLE_READ)
def stop_hours(stop_id: int) -> ResponseReturnValue:
    stop = stop_row(stop_id)
    may_export = can_print(current_actor(), stop.region_id, stop.id)
    lines = queries.hours_of_stop(stop_id)
    return render_template("people/staff/hours/stop.html", stop=stop, lines=lines, may_export=may_export)


@bp.post("/stops/<int:stop_id>/hours/export")
@needs(P.SHEETS_PRINT)
def export_stop(stop_id: int) -> ResponseReturnValue:
    stop, lines, kind = stop_row(stop_id), queries.hours_of_stop(stop_id), _kind()
    services.note_taken_out(stop.region_id, stop.id, "stop_hours", stop_id, len(lines))
    content = sheets.stop_file(lines, stop.name.text(), clock.campaign_now(), kind)
    return attachment(content, f"hours-stop-{stop_id}.{kind.value}", MIMETYPES[kind])
