"""Work page: the shifts of an event by day, what they lack, what clashes; and making them in bulk."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _, _n
from campaign.events.queries import event_row
from campaign.people.judged import event_to_write
from campaign.people.policies import can_write_people
from campaign.people.shifts import queries, services
from campaign.people.shifts.timeline import days
from campaign.people.shifts.views.desk import bp
from campaign.people.shifts.watching import standing_in
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_none


@bp.get("/events/<int:event_id>/shifts")
@needs(P.PEOPLE_READ)
def shifts(event_id: int) -> ResponseReturnValue:
    event, rows = event_row(event_id), queries.shifts_of(event_id)
    return render_template(
        "people/staff/shifts/shifts.html", event=event, shifts=rows, days=days(rows, _address),
        titles={row.id: row.title for row in rows}, against=standing_in(event_id),
        copies=queries.events_to_copy_from(event.stop_id, event_id),
        roles_left=[role for role in event.roles if role.id not in {row.role_id for row in rows}],
        may_write=can_write_people(current_actor(), event.region_id, event.stop_id),
    )  # fmt: skip


def _address(shift_id: int) -> str:
    return url_for(".shift", shift_id=shift_id)


def _made(event_id: int, count: int) -> ResponseReturnValue:
    if count:
        flash(_n("%(num)d shift was added.", "%(num)d shifts were added.", count), "good")
    else:
        flash(_("They were there already; nothing was added."), "info")
    return redirect(url_for(".shifts", event_id=event_id), 303)


@bp.post("/events/<int:event_id>/shifts/of-roles")
@needs(P.PEOPLE_WRITE)
def of_roles(event_id: int) -> ResponseReturnValue:
    return _made(event_id, services.shifts_of_roles(event_id))


@bp.post("/events/<int:event_id>/shifts/copy")
@needs(P.PEOPLE_WRITE)
def copy(event_id: int) -> ResponseReturnValue:
    event_to_write(event_id)
    from_id = whole_or_none(request.form.get("from"))
    if from_id is None:
        flash(_("Choose the event whose shifts are to be copied."), "warn")
        return redirect(url_for(".shifts", event_id=event_id), 303)
    try:
        return _made(event_id, services.copy_shifts(event_id, from_id))
    except Invalid as error:
        flash(str(error), "bad")
        return redirect(url_for(".shifts", event_id=event_id), 303)
