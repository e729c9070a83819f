"""Work pages of the door: the live count, links for phones, the coordinator's desk, what waits to be looked at."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.devices import queries as devices
from campaign.accounts.devices import services as device_services
from campaign.accounts.devices.giving import LinkForm, link_of, renewed, row_for
from campaign.accounts.devices.schemas import DevicePurpose, DeviceRow
from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _
from campaign.core.text import clean_line
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.people.checkin import queries, services
from campaign.people.checkin.forms import ReasonForm
from campaign.people.checkin.schemas import LATE_AFTER
from campaign.people.checkin.words import LOOK
from campaign.people.policies import can_write_people
from campaign.people.queries import person_card
from campaign.people.schemas import LONGEST_SEARCH
from campaign.web.guards import needs
from campaign.web.qr import square

bp = Blueprint("people_door", __name__, url_prefix="/staff")


def _state(event: EventRow) -> dict[str, Any]:
    """What the live part of the page shows. Seven statements."""
    links = devices.devices_of(DevicePurpose.CHECK_IN, event.id)
    return {
        "event": event, "door": queries.door_figures(event), "last": queries.last_in(event.id), "links": links,
        "now": clock.campaign_now(), "may_write": can_write_people(current_actor(), event.region_id, event.stop_id),
    }  # fmt: skip


@bp.get("/events/<int:event_id>/door")
@needs(P.PEOPLE_READ)
def door(event_id: int) -> ResponseReturnValue:
    event = event_row(event_id)
    return _door(event, _offered(event), clean_line(request.args.get("q", ""))[:LONGEST_SEARCH])


def _offered(event: EventRow) -> LinkForm:
    form = LinkForm()
    form.offer(max(event.ends_at, clock.campaign_now()) + LATE_AFTER, event.time_zone)
    return form


def _door(event: EventRow, form: LinkForm, text: str) -> ResponseReturnValue:
    found = queries.candidates(event.id, text)
    page = render_template("people/staff/door/door.html", form=form, text=text, found=found, **_state(event))
    return page, form.status()


@bp.get("/events/<int:event_id>/door/live")
@needs(P.PEOPLE_READ)
def live(event_id: int) -> ResponseReturnValue:
    return render_template("people/staff/door/_live.html", **_state(event_row(event_id)))


@bp.post("/events/<int:event_id>/door/devices")
@needs(P.DEVICES_WRITE)
def give(event_id: int) -> ResponseReturnValue:
    event, form = event_row(event_id), LinkForm()
    if form.is_sent_and_valid():
        try:
            wish = form.wish(DevicePurpose.CHECK_IN, event.region_id, event.stop_id, event.id, event.time_zone)
            number = device_services.give(wish, form.key())
            return redirect(url_for(".device", device_id=number), 303)
        except Invalid as error:
            form.show(error)
    return _door(event, form, "")


@bp.get("/devices/<int:device_id>")
@needs(P.DEVICES_WRITE)
def device(device_id: int) -> ResponseReturnValue:
    row = row_for(DevicePurpose.CHECK_IN, device_id)
    event = event_row(row.subject_id)
    return _device(row, event, _offered(event))


def _device(row: DeviceRow, event: EventRow, form: LinkForm) -> ResponseReturnValue:
    link = link_of(row, "checkin_field.shell")
    words = _("Check-in, %(event)s: %(address)s", event=event.title, address=link.address)
    code = square(link.address) if link.address else None
    page = render_template("people/staff/door/device.html", link=link, event=event, form=form, sms=link.sms(words), code=code)
    return page, form.status()


@bp.post("/devices/<int:device_id>/renew")
@needs(P.DEVICES_WRITE)
def renew(device_id: int) -> ResponseReturnValue:
    row = row_for(DevicePurpose.CHECK_IN, device_id)
    event, form = event_row(row.subject_id), LinkForm(label=row.label)
    if renewed(row, form, event.time_zone):
        return redirect(url_for(".device", device_id=device_id), 303)
    return _device(row, event, form)


@bp.post("/devices/<int:device_id>/withdraw")
@needs(P.DEVICES_WRITE)
def withdraw(device_id: int) -> ResponseReturnValue:
    row = device_services.withdraw(row_for(DevicePurpose.CHECK_IN, device_id).id)
    flash(_("The link of “%(label)s” does not work any more.", label=row.label), "good")
    return redirect(url_for(".door", event_id=row.subject_id), 303)


@bp.post("/registrations/<int:registration_id>/in")
@needs(P.PEOPLE_WRITE)
def let_in(registration_id: int) -> ResponseReturnValue:
    card = person_card(registration_id)
    try:
        is_new = services.let_in(registration_id)
    except Conflict as error:
        flash(str(error), "bad")
    else:
        words = (
            _("%(name)s is checked in.", name=card.full_name)
            if is_new
            else _("%(name)s was checked in before.", name=card.full_name)
        )
        flash(words, "good" if is_new else "warn")
    return redirect(url_for(".door", event_id=card.event_id), 303)


@bp.post("/check-ins/<int:check_in_id>/undo")
@needs(P.PEOPLE_WRITE)
def undo(check_in_id: int) -> ResponseReturnValue:
    registration_id, form = queries.registration_of(check_in_id), ReasonForm()
    try:
        services.undo(check_in_id, form.reason.data or "")
        flash(_("%(name)s is not counted any more.", name=person_card(registration_id).full_name), "good")
    except Invalid as error:
        flash(str(error), "bad")
    return redirect(url_for("people_staff.person", registration_id=registration_id), 303)


@bp.get("/events/<int:event_id>/door/review")
@needs(P.PEOPLE_READ)
def review(event_id: int) -> ResponseReturnValue:
    event = event_row(event_id)
    return render_template(
        "people/staff/door/review.html",
        event=event, items=queries.review_items(event_id), why=LOOK,
        may_write=can_write_people(current_actor(), event.region_id, event.stop_id),
    )  # fmt: skip


@bp.post("/door-items/<int:scan_id>/accept")
@needs(P.PEOPLE_WRITE)
def accept(scan_id: int) -> ResponseReturnValue:
    event_id = queries.event_of_item(scan_id)
    try:
        is_new = services.accept(scan_id)
        flash(_("Counted as come.") if is_new else _("They were counted already."), "good")
    except Conflict as error:
        flash(str(error), "bad")
    return redirect(url_for(".review", event_id=event_id), 303)


@bp.post("/door-items/<int:scan_id>/dismiss")
@needs(P.PEOPLE_WRITE)
def dismiss(scan_id: int) -> ResponseReturnValue:
    event_id, form = queries.event_of_item(scan_id), ReasonForm()
    try:
        services.dismiss(scan_id, form.reason.data or "")
        flash(_("Dismissed."), "good")
    except (Conflict, Invalid) as error:
        flash(str(error), "bad")
    return redirect(url_for(".review", event_id=event_id), 303)
