"""Work pages of the day of a column: how it stands, marking by hand, links for the phones of marshals."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.devices import queries as devices
from campaign.accounts.devices import services as device_services
from campaign.accounts.devices.giving import LinkForm, link_of, renewed, row_for
from campaign.accounts.devices.policies import can_give_devices
from campaign.accounts.devices.schemas import DevicePurpose, DeviceRow
from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _, _n
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.motorcades.policies import can_write_column, ensure_can_write_column
from campaign.motorcades.queries import cars_of
from campaign.motorcades.road import queries, services
from campaign.motorcades.road.forms import HandForm, key_typed
from campaign.motorcades.road.schemas import LINK_LIFE, next_states
from campaign.motorcades.road.words import DOING, WHY
from campaign.motorcades.schemas import CarState
from campaign.motorcades.words import STATES, car_name
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought
from campaign.web.qr import square

bp = Blueprint("road_staff", __name__, url_prefix="/staff")
SEATS = "seats_staff.seats"


def _state(event_id: int) -> dict[str, Any]:
    """What the live part of the page shows. Nine statements."""
    actor, day = current_actor(), queries.day_of(event_id)
    event = day.column.event
    return {
        "event": event, "day_": day, "links": devices.devices_of(DevicePurpose.COLUMN, event.id),
        "counts": queries.marks_by_phone(event.id), "now": clock.campaign_now(), "states": STATES, "doing": DOING, "why": WHY,
        "next_states": next_states, "car_name": car_name, "seats_page": SEATS if SEATS in current_app.view_functions else "",
        "may_write": can_write_column(actor, event.region_id, event.stop_id),
        "may_give": can_give_devices(actor, event.region_id, event.stop_id),
    }  # fmt: skip


@bp.get("/events/<int:event_id>/column/road")
@needs(P.COLUMNS_READ)
def road(event_id: int) -> ResponseReturnValue:
    return _road(event_id, None)


def _offered(event: EventRow) -> LinkForm:
    form = LinkForm()
    form.offer(max(event.ends_at, clock.campaign_now()) + LINK_LIFE, event.time_zone)
    return form


def _road(event_id: int, sent: LinkForm | None) -> ResponseReturnValue:
    state = _state(event_id)
    form = sent or _offered(state["event"])
    return render_template("motorcades/staff/road/road.html", form=form, **state), form.status()


@bp.get("/events/<int:event_id>/column/road/live")
@needs(P.COLUMNS_READ)
def live(event_id: int) -> ResponseReturnValue:
    return render_template("motorcades/staff/road/_live.html", **_state(event_id))


@bp.post("/events/<int:event_id>/column/road/devices")
@needs(P.DEVICES_WRITE)
def give(event_id: int) -> ResponseReturnValue:
    event, form = event_row(event_id), LinkForm()
    if form.is_sent_and_valid():
        try:
            wish = form.wish(DevicePurpose.COLUMN, event.region_id, event.stop_id, event.id, event.time_zone)
            return redirect(url_for(".device", column_device_id=device_services.give(wish, form.key())), 303)
        except Invalid as error:
            form.show(error)
    return _road(event_id, form)


@bp.get("/column-devices/<int:column_device_id>")
@needs(P.DEVICES_WRITE)
def device(column_device_id: int) -> ResponseReturnValue:
    row = row_for(DevicePurpose.COLUMN, column_device_id)
    event = event_row(row.subject_id)
    return _device(row, event, _offered(event))


def _device(row: DeviceRow, event: EventRow, form: LinkForm) -> ResponseReturnValue:
    link = link_of(row, "road_field.shell")
    words = _("Car column, %(event)s: %(address)s", event=event.title, address=link.address)
    code = square(link.address) if link.address else None
    page = render_template(
        "motorcades/staff/road/device.html", link=link, event=event, form=form, sms=link.sms(words), code=code
    )
    return page, form.status()


@bp.post("/column-devices/<int:column_device_id>/renew")
@needs(P.DEVICES_WRITE)
def renew(column_device_id: int) -> ResponseReturnValue:
    row = row_for(DevicePurpose.COLUMN, column_device_id)
    event, form = event_row(row.subject_id), LinkForm(label=row.label)
    if renewed(row, form, event.time_zone):
        return redirect(url_for(".device", column_device_id=row.id), 303)
    return _device(row, event, form)


@bp.post("/column-devices/<int:column_device_id>/withdraw")
@needs(P.DEVICES_WRITE)
def withdraw(column_device_id: int) -> ResponseReturnValue:
    row = device_services.withdraw(row_for(DevicePurpose.COLUMN, column_device_id).id)
    flash(_("The link of “%(label)s” does not work any more.", label=row.label), "good")
    return redirect(url_for(".road", event_id=row.subject_id), 303)


@bp.post("/events/<int:event_id>/column/road/mark")
@needs(P.COLUMNS_WRITE)
def mark(event_id: int) -> ResponseReturnValue:
    """One tap: this vehicle is in this state now. What is no state marks nothing."""
    event_row(event_id)
    state = request.form.get("state", "")
    if state in {one.value for one in DOING}:
        _tried(event_id, lambda key: services.mark(event_id, whole_or_nought(request.form.get("car")), CarState(state), key))
    return _back(event_id)


@bp.post("/events/<int:event_id>/column/road/depart")
@needs(P.COLUMNS_WRITE)
def depart(event_id: int) -> ResponseReturnValue:
    count = _tried(event_id, lambda key: services.depart_all(event_id, key))
    if count:
        flash(_n("%(num)d vehicle has set off.", "%(num)d vehicles have set off.", count), "good")
    elif count == 0:
        flash(_("No vehicle stands here that could set off."), "warn")
    return _back(event_id)


@bp.post("/events/<int:event_id>/column/road/undo")
@needs(P.COLUMNS_WRITE)
def undo(event_id: int) -> ResponseReturnValue:
    _tried(event_id, lambda key: services.take_back(event_id, whole_or_nought(request.form.get("mark")), key))
    return _back(event_id)


@bp.route("/events/<int:event_id>/column/road/hand", methods=["GET", "POST"])
@needs(P.COLUMNS_WRITE)
def hand(event_id: int) -> ResponseReturnValue:
    event = event_row(event_id)
    ensure_can_write_column(current_actor(), event.region_id, event.stop_id)
    form = HandForm.of(event, cars_of(event_id))
    if form.is_sent_and_valid():
        try:
            services.mark(event_id, form.car.data, form.marked(), key_typed(request.form), form.at(event))
            flash(_("Marked."), "good")
            return _back(event_id)
        except (Conflict, Invalid) as error:
            form.show(error if isinstance(error, Invalid) else Invalid(error.message))
    return render_template("motorcades/staff/road/hand.html", event=event, form=form), form.status()


def _tried(event_id: int, act: Any) -> Any:
    """What the act gave; a reason against it is said on the page."""
    try:
        return act(key_typed(request.form))
    except (Conflict, Invalid) as error:
        flash(str(error), "bad")
        return None


def _back(event_id: int) -> ResponseReturnValue:
    return redirect(url_for(".road", event_id=event_id) + "#live", 303)
