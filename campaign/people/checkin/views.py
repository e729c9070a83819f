"""Work pages of the door: the live count, links for phones, the coordinator's desk, what waits to be looked at."""

from typing import Any
from urllib.parse import quote

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.devices import queries as devices
from campaign.accounts.devices import services as device_services
from campaign.accounts.devices.policies import can_give_devices
from campaign.accounts.devices.schemas import DevicePurpose, DeviceRow
from campaign.accounts.links import address_of
from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _
from campaign.core.text import clean_line
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.people.checkin import queries, services
from campaign.people.checkin.forms import DeviceForm, ReasonForm
from campaign.people.checkin.words import LOOK
from campaign.people.policies import can_write_people
from campaign.people.qr import square
from campaign.people.queries import person_card
from campaign.people.schemas import LONGEST_SEARCH
from campaign.web.guards import needs

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
    form, text = DeviceForm(), clean_line(request.args.get("q", ""))[:LONGEST_SEARCH]
    form.offer(event)
    return _door(event, form, text)


def _door(event: EventRow, form: DeviceForm, text: str) -> ResponseReturnValue:
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
    event, form = event_row(event_id), DeviceForm()
    if form.is_sent_and_valid():
        try:
            number = device_services.give(form.command(event), form.key())
            return redirect(url_for(".device", device_id=number), 303)
        except Invalid as error:
            form.show(error)
    return _door(event, form, "")


@bp.get("/devices/<int:device_id>")
@needs(P.DEVICES_WRITE)
def device(device_id: int) -> ResponseReturnValue:
    row = devices.device_row(device_id)
    event, form = event_row(row.subject_id), DeviceForm()
    form.offer(event)
    return _device(row, event, form)


def _device(row: DeviceRow, event: EventRow, form: DeviceForm) -> ResponseReturnValue:
    is_good = row.is_good(clock.campaign_now())
    may_write = can_give_devices(current_actor(), row.region_id, row.stop_id)
    address = address_of("checkin_field.shell", token=devices.token_of(row)) if is_good and may_write else ""
    words = _("Check-in, %(event)s: %(address)s", event=event.title, address=address)
    page = render_template(
        "people/staff/door/device.html",
        row=row, event=event, form=form, is_good=is_good, may_write=may_write, address=address, words=words,
        sms=f"sms:?&body={quote(words)}", code=square(address) if address else None,
    )  # fmt: skip
    return page, form.status()


@bp.post("/devices/<int:device_id>/renew")
@needs(P.DEVICES_WRITE)
def renew(device_id: int) -> ResponseReturnValue:
    row = devices.device_row(device_id)
    event, form = event_row(row.subject_id), DeviceForm(label=row.label)
    if form.is_sent_and_valid():
        try:
            device_services.renew(device_id, form.until(event))
        except Invalid as error:
            form.show(error)
        else:
            flash(_("The link is new. The one before does not work any more."), "good")
            return redirect(url_for(".device", device_id=device_id), 303)
    return _device(row, event, form)


@bp.post("/devices/<int:device_id>/withdraw")
@needs(P.DEVICES_WRITE)
def withdraw(device_id: int) -> ResponseReturnValue:
    row = device_services.withdraw(device_id)
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
