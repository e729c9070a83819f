"""The page of a stop: its days, what is held on them, and acts on several events at once."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _, _n
from campaign.events import queries, services
from campaign.events.forms import whole_or_none
from campaign.events.policies import can_write_event
from campaign.events.schemas import EventState
from campaign.events.states import STATE_TAGS, STATE_WORDS
from campaign.events.timeline import days
from campaign.events.views.desk import bp, done, exists
from campaign.relay import queries as relay
from campaign.relay.schemas import StopRow
from campaign.web.guards import needs

PLANNED = (EventState.DRAFT, EventState.APPROVED)


@bp.get("/stops/<int:stop_id>")
@needs(P.EVENTS_READ)
def stop(stop_id: int) -> ResponseReturnValue:
    return stop_page(stop_id)


def neighbours(row: StopRow) -> tuple[StopRow | None, StopRow | None, int]:
    """Who gives the baton to this stop, who takes it, and how many stops the chain has (as far as the asker sees)."""
    chain = relay.chain_of(row.relay_id)
    giver = next((other for other in chain if other.position == row.position - 1), None)
    taker = next((other for other in chain if other.position == row.position + 1), None)
    return giver, taker, len(chain)


def address_of(row: StopRow | None) -> str | None:
    """The page of a neighbour, where the asker may see it."""
    if row is None or not current_actor().may_at(P.EVENTS_READ, row.region_id, row.id):
        return None
    return url_for(".stop", stop_id=row.id)


def stop_page(stop_id: int, complaint: str = "") -> str:
    """The stop's page; `complaint` says what could not be done."""
    row = relay.stop_row(stop_id)
    giver, taker, count = neighbours(row)
    events = queries.events_of_stop(stop_id)
    today = clock.campaign_today(row.time_zone)
    actor = current_actor()
    return render_template(
        "events/staff/stop.html",
        stop=row,
        relay=relay.relay_row(row.relay_id),
        relay_url=url_for("relay_staff.relay", relay_id=row.relay_id) if exists("relay_staff.relay") else None,
        giver=giver,
        giver_url=address_of(giver),
        taker=taker,
        taker_url=address_of(taker),
        stops=count,
        coordinators=queries.coordinators_of(stop_id),
        days=days(events, today, lambda event: url_for(".event", event_id=event.id)),
        events=events,
        planned=[event for event in events if event.state in PLANNED],
        kits=queries.kits(),
        today=today,
        may_write=can_write_event(actor, row.region_id, row.id),
        may_print=exists("people_staff.print_roster") and actor.may(P.SHEETS_PRINT),
        states=STATE_WORDS,
        tags=STATE_TAGS,
        complaint=complaint,
    )


@bp.post("/stops/<int:stop_id>/events")
@needs(P.EVENTS_WRITE)
def move_events(stop_id: int) -> ResponseReturnValue:
    wished = EventState.OPEN if request.form.get("state") == EventState.OPEN else EventState.APPROVED
    chosen = [event_id for raw in request.form.getlist("event") if (event_id := whole_or_none(raw)) is not None]
    own = {event.id for event in queries.events_of_stop(relay.stop_row(stop_id).id)}
    try:
        moved = services.move_events([event_id for event_id in chosen if event_id in own], wished)
    except Invalid as error:
        return stop_page(stop_id, str(error)), 422
    if wished is EventState.OPEN:
        words = _n("Registration is open for %(num)d event.", "Registration is open for %(num)d events.", moved.moved)
    else:
        words = _n("%(num)d event is approved.", "%(num)d events are approved.", moved.moved)
    return done(url_for(".stop", stop_id=stop_id), words)


@bp.post("/stops/<int:stop_id>/kit")
@needs(P.EVENTS_WRITE)
def apply_kit(stop_id: int) -> ResponseReturnValue:
    count = services.apply_kit(stop_id, request.form.get("kit", "")[:40])
    if count:
        words = _n("%(num)d event was added, as a draft.", "%(num)d events were added, as drafts.", count)
    else:
        words = _("This stop has every event of the kit already; nothing was added.")
    return done(url_for(".stop", stop_id=stop_id), words)
