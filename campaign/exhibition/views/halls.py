"""Exhibitions: the list, one with its panels, opening and changing it, its log."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import _
from campaign.events import queries as events
from campaign.exhibition import gate, policies, queries, services
from campaign.exhibition.forms import HallForm, hall_form
from campaign.exhibition.schemas import PanelKind
from campaign.exhibition.views.desk import WORDS, bp, hall_address, rights_at, sign_of
from campaign.relay import queries as relay
from campaign.web.answers import done, told
from campaign.web.guards import needs


@bp.get("/exhibitions")
@needs(P.EXHIBITION_READ)
def exhibitions() -> ResponseReturnValue:
    stops = events.stops_to_choose(P.EXHIBITION_WRITE)
    return render_template(
        "exhibition/staff/exhibitions.html", rows=queries.exhibitions(), waiting=queries.hanging(), stops=stops,
        today=clock.campaign_today(), campaigns=relay.campaigns(), **WORDS,
    )  # fmt: skip


@bp.route("/stops/<int:stop_id>/exhibitions/new", methods=["GET", "POST"])
@needs(P.EXHIBITION_WRITE)
def new_exhibition(stop_id: int) -> ResponseReturnValue:
    stop = relay.stop_row(stop_id)
    policies.ensure_can_write(current_actor(), stop.region_id, stop_id)
    form = HallForm(opens_on=stop.arrives_on, closes_on=stop.departs_on)
    if form.is_sent_and_valid():
        try:
            made = services.add_exhibition(stop_id, form.command(), form.key())
            return done(hall_address(made), _("The exhibition is there. Now put panels into it."))
        except Invalid as error:
            form.show(error)
    form.offer(queries.events_without_exhibition(stop_id))
    return render_template("exhibition/staff/hall_form.html", stop=stop, row=None, form=form), form.status()


@bp.get("/exhibitions/<int:exhibition_id>")
@needs(P.EXHIBITION_READ)
def exhibition(exhibition_id: int) -> ResponseReturnValue:
    row = queries.exhibition_row(exhibition_id)
    today = clock.campaign_today(row.time_zone)
    panels = [(panel, gate.refusals(panel, today)) for panel in queries.panels_of(exhibition_id)]
    return render_template(
        "exhibition/staff/exhibition.html", row=row, panels=panels, today=today, new_kinds=tuple(PanelKind), sign_of=sign_of,
        waiting=queries.hanging(exhibition_id), switch=queries.switch_of(row.campaign_id), **rights_at(row), **WORDS,
    )  # fmt: skip


@bp.get("/events/<int:event_id>/exhibition")
@needs(P.EXHIBITION_READ)
def of_event(event_id: int) -> ResponseReturnValue:
    """The tab of an event: its exhibition, or how to begin one."""
    event = events.event_row(event_id)
    known = queries.exhibition_of_event(event_id)
    if known is not None:
        return redirect(hall_address(known), 303)
    may_write = policies.can_write(current_actor(), event.region_id, event.stop_id)
    return render_template("exhibition/staff/of_event.html", event=event, may_write=may_write)


@bp.route("/exhibitions/<int:exhibition_id>/edit", methods=["GET", "POST"])
@needs(P.EXHIBITION_WRITE)
def edit_exhibition(exhibition_id: int) -> ResponseReturnValue:
    row = queries.exhibition_row(exhibition_id)
    policies.ensure_can_write(current_actor(), row.region_id, row.stop_id)
    form = hall_form(row)
    if form.is_sent_and_valid():
        try:
            services.change_exhibition(exhibition_id, form.command(), form.seen())
            return done(hall_address(exhibition_id), _("The changes are saved."))
        except (Invalid, Stale) as error:
            told(form, error)
    own = [(row.event_id, events.event_row(row.event_id).title)] if row.event_id else []
    form.offer((*own, *queries.events_without_exhibition(row.stop_id)))
    return render_template(
        "exhibition/staff/hall_form.html", stop=relay.stop_row(row.stop_id), row=row, form=form
    ), form.status()


@bp.post("/exhibitions/<int:exhibition_id>/remove")
@needs(P.EXHIBITION_WRITE)
def remove_exhibition(exhibition_id: int) -> ResponseReturnValue:
    try:
        services.remove_exhibition(exhibition_id)
    except Conflict as error:
        return done(hall_address(exhibition_id), error.message, "bad")
    return done(url_for(".exhibitions"), _("The exhibition was removed."))


@bp.get("/exhibitions/<int:exhibition_id>/log")
@needs(P.EXHIBITION_READ)
def log(exhibition_id: int) -> ResponseReturnValue:
    """Every sheet that was printed, and all that came off the wall."""
    row = queries.exhibition_row(exhibition_id)
    return render_template(
        "exhibition/staff/log.html", row=row, prints=queries.prints_of(exhibition_id), waiting=queries.hanging(exhibition_id),
        taken=queries.hanging(exhibition_id, done=True), today=clock.campaign_today(row.time_zone), **WORDS,
    )  # fmt: skip
