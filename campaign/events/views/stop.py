"""The page of a stop: its days, what is held on them, and acts on several events at once."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _, _n
from campaign.events import bookings, queries, services
from campaign.events.checklists.views.lists import tasks_panel
from campaign.events.deadlines import queries as deadlines
from campaign.events.kits import queries as kits
from campaign.events.kits.views.differences import differences_at
from campaign.events.policies import can_write_event
from campaign.events.press.views.panel import press_panel
from campaign.events.schemas import EventRow, EventState
from campaign.events.states import STATE_WORDS
from campaign.events.stop_panels import further_panels
from campaign.events.timeline import days
from campaign.events.views.desk import bp, exists
from campaign.papers import queries as papers
from campaign.relay import queries as relay
from campaign.relay.custody import queries as custody
from campaign.relay.custody.words import STATES
from campaign.relay.nested import panel_of
from campaign.relay.policies import can_plan
from campaign.relay.schedule.queries import stop_as_subject
from campaign.relay.schemas import RelayRow, StopRow
from campaign.web.answers import done
from campaign.web.guards import needs
from campaign.web.numbers import wholes_in

PRINT_ROSTER = "people_paper.print_roster"
PLANNED = (EventState.DRAFT, EventState.APPROVED)


@bp.get("/stops/<int:stop_id>")
@needs(P.EVENTS_READ)
def stop(stop_id: int) -> ResponseReturnValue:
    return stop_page(stop_id)


@dataclass(frozen=True)
class Chain:
    """Where a stop stands: who gives it the baton, who takes it, how many stops there are."""

    giver: StopRow | None
    taker: StopRow | None
    length: int


def chain_around(row: StopRow) -> Chain:
    chain = relay.chain_of(row.relay_id)
    if row.left_out:
        return Chain(None, None, len(chain))
    beside = {other.position: other for other in chain}
    return Chain(beside.get(row.position - 1), beside.get(row.position + 1), len(chain))


def address_of(row: StopRow | None) -> str | None:
    """The page of a neighbour, where the asker may see it."""
    if row is None or not current_actor().may_at(P.EVENTS_READ, row.region_id, row.id):
        return None
    return url_for(".stop", stop_id=row.id)


def stop_page(stop_id: int, complaint: str = "") -> str:
    """The stop's page; `complaint` says what could not be done."""
    row = relay.stop_row(stop_id)
    around = relay.relay_row(row.relay_id)
    return render_template(
        "events/staff/stop.html",
        stop=row,
        relay=around,
        chain=chain_around(row),
        address_of=address_of,
        coordinators=queries.coordinators_of(stop_id),
        handovers=custody.handovers_at(stop_id),
        handover_states=STATES,
        may_hand_over=not row.left_out and current_actor().may_at(P.CUSTODY_WRITE, row.region_id, row.id),
        kits=kits.kits(),
        complaint=complaint,
        **panels_of(row, around),
        **held_at(row),
        **allowed_at(row),
    )


def panels_of(row: StopRow, around: RelayRow) -> dict[str, Any]:
    """What the panels of other rooms show on the page of a stop, each by a function of its own."""
    own = {"nested": panel_of(row, around), "kit_differences": differences_at(row.id), "further_panels": further_panels(row)}
    return {**own, **tasks_panel(row), **press_panel(row)}


def event_address(event_id: int) -> str:
    return url_for(".event", event_id=event_id)


def edit_address(event_id: int) -> str:
    return url_for(".edit_event", event_id=event_id)


def held_at(row: StopRow) -> dict[str, Any]:
    """The stop's events: by day, all, and those that wait to be opened."""
    events, clashes = queries.events_of_stop(row.id), bookings.clashes_of_stop(row.id)
    today = clock.campaign_today(row.time_zone)
    mend = edit_address if can_write_event(current_actor(), row.region_id, row.id) else event_address
    return {
        "today": today,
        "events": events,
        "deadlines": deadlines.deadlines_of_stop(row.id),
        "days": days(events, today, event_address, clashes, mend),
        "planned": [event for event in events if event.state in PLANNED and not event.is_closed_again],
        "states": STATE_WORDS,
    }


def print_address(event: EventRow) -> str:
    """Where a click sends the wish for the event's roster on paper."""
    return url_for(PRINT_ROSTER, event_id=event.id)


def allowed_at(row: StopRow) -> dict[str, Any]:
    """What the asker may do and print at the stop, and which pages of other features there are."""
    actor = current_actor()
    return {
        "papers": papers.panel_of(stop_as_subject(row), request.args.get("paper")),
        "may_write": can_write_event(actor, row.region_id, row.id),
        "print_address": print_address if exists(PRINT_ROSTER) and actor.may(P.SHEETS_PRINT) else None,
        "relay_url": url_for("relay_staff.relay", relay_id=row.relay_id) if exists("relay_staff.relay") else None,
        "may_move": not row.left_out and can_plan(actor, row.region_id),
    }


@bp.post("/stops/<int:stop_id>/events")
@needs(P.EVENTS_WRITE)
def move_events(stop_id: int) -> ResponseReturnValue:
    wished = EventState.OPEN if request.form.get("state") == EventState.OPEN else EventState.APPROVED
    chosen = wholes_in(request.form.getlist("event"))
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
