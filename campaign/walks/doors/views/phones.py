"""Links for the phones of a team: given, renewed, withdrawn."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.devices import queries as devices
from campaign.accounts.devices import services as device_services
from campaign.accounts.devices.giving import LinkForm, link_of, renewed, row_for
from campaign.accounts.devices.policies import can_give_devices
from campaign.accounts.devices.schemas import DevicePurpose, DeviceRow
from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.walks.doors.schemas import LINK_AFTER
from campaign.walks.doors.views.progress import bp
from campaign.walks.queries import team_of
from campaign.walks.schemas import Team
from campaign.web.guards import needs
from campaign.web.qr import square


@bp.get("/walk-teams/<int:team_id>/phones")
@needs(P.WALKS_READ)
def team_phones(team_id: int) -> ResponseReturnValue:
    team = team_of(team_id)
    event = event_row(team.event_id)
    return _team_phones(team, event, _offered(event))


def _offered(event: EventRow) -> LinkForm:
    form = LinkForm()
    form.offer(max(event.ends_at, clock.campaign_now()) + LINK_AFTER, event.time_zone)
    return form


@bp.post("/walk-teams/<int:team_id>/phones")
@needs(P.DEVICES_WRITE)
def give(team_id: int) -> ResponseReturnValue:
    team, form = team_of(team_id), LinkForm()
    event = event_row(team.event_id)
    if form.is_sent_and_valid():
        try:
            wish = form.wish(DevicePurpose.WALK, event.region_id, event.stop_id, team.id, event.time_zone)
            number = device_services.give(wish, form.key())
            return redirect(url_for(".phone", walk_phone_id=number), 303)
        except Invalid as error:
            form.show(error)
    return _team_phones(team, event, form)


def _team_phones(team: Team, event: EventRow, form: LinkForm) -> ResponseReturnValue:
    page = render_template(
        "walks/staff/doors/phones.html",
        event=event, team=team, form=form, links=devices.devices_of(DevicePurpose.WALK, team.id), now=clock.campaign_now(),
        may_write=can_give_devices(current_actor(), team.region_id, team.stop_id),
    )  # fmt: skip
    return page, form.status()


@bp.get("/walk-phones/<int:walk_phone_id>")
@needs(P.DEVICES_WRITE)
def phone(walk_phone_id: int) -> ResponseReturnValue:
    row = row_for(DevicePurpose.WALK, walk_phone_id)
    team = team_of(row.subject_id)
    event = event_row(team.event_id)
    return _phone(row, team, event, _offered(event))


def _phone(row: DeviceRow, team: Team, event: EventRow, form: LinkForm) -> ResponseReturnValue:
    link = link_of(row, "doors_field.shell")
    words = _("Doors, team %(number)s, %(event)s: %(address)s", number=team.number, event=event.title, address=link.address)
    page = render_template(
        "walks/staff/doors/phone.html",
        link=link, event=event, team=team, form=form, sms=link.sms(words), code=square(link.address) if link.address else None,
    )  # fmt: skip
    return page, form.status()


@bp.post("/walk-phones/<int:walk_phone_id>/renew")
@needs(P.DEVICES_WRITE)
def renew(walk_phone_id: int) -> ResponseReturnValue:
    row = row_for(DevicePurpose.WALK, walk_phone_id)
    team, form = team_of(row.subject_id), LinkForm(label=row.label)
    event = event_row(team.event_id)
    if renewed(row, form, event.time_zone):
        return redirect(url_for(".phone", walk_phone_id=walk_phone_id), 303)
    return _phone(row, team, event, form)


@bp.post("/walk-phones/<int:walk_phone_id>/withdraw")
@needs(P.DEVICES_WRITE)
def withdraw(walk_phone_id: int) -> ResponseReturnValue:
    row_for(DevicePurpose.WALK, walk_phone_id)
    row = device_services.withdraw(walk_phone_id)
    flash(_("The link of “%(label)s” does not work any more.", label=row.label), "good")
    return redirect(url_for(".team_phones", team_id=row.subject_id), 303)
