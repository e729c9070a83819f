"""Taking down: writing down that it was done; the campaign's switch."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import _, _n
from campaign.exhibition import policies, queries, services
from campaign.exhibition.forms import DownForm, SwitchForm
from campaign.exhibition.views.desk import WORDS, bp, hall_address, rights_at
from campaign.relay import queries as relay
from campaign.web.answers import done, told
from campaign.web.guards import needs


@bp.route("/takedowns/<int:takedown_id>", methods=["GET", "POST"])
@needs(P.EXHIBITION_READ)
def takedown(takedown_id: int) -> ResponseReturnValue:
    task, exhibition_id = queries.takedown_row(takedown_id)
    form = DownForm()
    if form.is_sent_and_valid():
        try:
            services.finish_takedown(takedown_id, form.note.data or "")
            return done(hall_address(exhibition_id), _("Written down: it was taken off the wall."))
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            return done(hall_address(exhibition_id), error.message, "bad")
    hall, row = queries.exhibition_row(exhibition_id), queries.panel_row(task.panel_id)
    today = clock.campaign_today(hall.time_zone)
    page = render_template(
        "exhibition/staff/takedown.html", task=task, hall=hall, row=row, today=today, form=form, **rights_at(hall), **WORDS
    )
    return page, form.status()


@bp.route("/campaigns/<int:campaign_id>/panels-about-persons", methods=["GET", "POST"])
@needs(P.EXHIBITION_READ)
def switch(campaign_id: int) -> ResponseReturnValue:
    campaign, row = relay.campaign_row(campaign_id), queries.switch_of(campaign_id)
    form = SwitchForm(version=row.version, is_on=row.is_on)
    if form.is_sent_and_valid():
        try:
            is_on = bool(form.is_on.data)
            blocked = services.turn(campaign_id, is_on, form.reason.data or "", form.seen())
            return done(url_for(".switch", campaign_id=campaign_id), _switched(is_on, blocked))
        except (Invalid, Stale) as error:
            told(form, error)
    page = render_template(
        "exhibition/staff/switch.html", campaign=campaign, row=row, form=form, zone=clock.HOME,
        may_switch=policies.can_switch(current_actor()),
    )  # fmt: skip
    return page, form.status()


def _switched(is_on: bool, blocked: int) -> str:
    if is_on:
        return _("Panels about persons are on in this campaign.")
    said = _("Panels about persons are off in this campaign.")
    if blocked:
        said += " " + _n("%(num)d panel is to be taken down.", "%(num)d panels are to be taken down.", blocked)
    return said
