"""What everybody may see: a relay's route with where the baton is, its programme, and single events."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import NOBODY, acting_as
from campaign.events import queries
from campaign.events.briefing.queries import sent_briefing
from campaign.events.contingency.queries import announced_for
from campaign.events.schemas import EventRow, EventState
from campaign.events.states import why_closed
from campaign.relay import queries as relay_queries
from campaign.relay.custody import queries as custody
from campaign.relay.schemas import BatonNow, CampaignRow, RelayRow, StopRow, StopState
from campaign.territory.maps import MapStop, region_map
from campaign.territory.mapsheet import StopSign
from campaign.web.guards import open_to_all

bp = Blueprint("events", __name__)
COMING = 8  # events that the relay's page tells of


@dataclass(frozen=True)
class Course:
    """A relay as everybody sees it: its chain, where the baton is, the relays inside its stops and the one around it."""

    row: RelayRow
    campaign: CampaignRow
    chain: tuple[StopRow, ...]
    baton: BatonNow | None
    inside: tuple[RelayRow, ...] = ()
    around: RelayRow | None = None


def course_of(relay_id: int) -> Course:
    """The relay as everybody sees it, whoever asks. Raises NotFound for a cancelled one."""
    with acting_as(NOBODY):
        row, chain = relay_queries.relay_row(relay_id), relay_queries.chain_of(relay_id)
        inside = relay_queries.public_inside([stop.id for stop in chain])
        return Course(
            row, relay_queries.campaign_of(relay_id), chain, custody.baton_now(relay_id, chain), inside,
            relay_queries.relay_around(row),
        )  # fmt: skip


def stations(course: Course) -> list[MapStop]:
    """The chain as the map draws it: at most one place holds the baton."""
    here = course.baton.here if course.baton else None
    signs = {StopState.DONE: StopSign.DONE, StopState.COMING: StopSign.COMING, StopState.NOW: StopSign.COMING}
    return [
        MapStop(
            stop.unit_code,
            (stop.centre or stop.name).text(),
            stop.lat,
            stop.lon,
            StopSign.NOW if stop == here else signs[stop.state],
        )
        for stop in course.chain
    ]


def can_register() -> bool:
    """Whether the registration form is there."""
    return "people.register" in current_app.view_functions


def open_ids(events: tuple[EventRow, ...]) -> frozenset[int]:
    """The events for which anybody may register now."""
    now = clock.campaign_now()
    return frozenset(event.id for event in events if can_register() and not why_closed(event, now))


@bp.get("/relays/<int:relay_id>")
@open_to_all
def relay(relay_id: int) -> ResponseReturnValue:
    course = course_of(relay_id)
    shown = stations(course)
    coming = queries.coming_events(relay_id, clock.campaign_now(), COMING)
    code, as_of = course.row.map_code, course.row.starts_on
    return render_template(
        "events/public/relay.html",
        course=course,
        coming=coming,
        open_ids=open_ids(coming),
        desk_map=region_map(code, as_of, shown),
        phone_map=region_map(code, as_of, shown, phone=True),
    )


@bp.get("/relays/<int:relay_id>/programme")
@open_to_all
def programme(relay_id: int) -> ResponseReturnValue:
    course = course_of(relay_id)
    events = queries.programme_of(relay_id)
    by_stop: dict[int, list[tuple[date, list[EventRow]]]] = {}
    for stop in course.chain:
        held = [event for event in events if event.stop_id == stop.id]
        by_stop[stop.id] = [(day, list(rows)) for day, rows in groupby(held, lambda event: event.day)]
    return render_template(
        "events/public/programme.html", course=course, by_stop=by_stop, open_ids=open_ids(events), count=len(events)
    )


@bp.get("/events/<int:event_id>")
@open_to_all
def event(event_id: int) -> ResponseReturnValue:
    row = queries.public_event(event_id)
    closed = why_closed(row, clock.campaign_now())
    briefing = sent_briefing(row.id)
    return render_template(
        "events/public/event.html",
        event=row,
        briefing=briefing.without_phones() if briefing else None,
        course=course_of(row.relay_id),
        closed=closed,
        contingency=announced_for(event_id),
        is_cancelled=row.state is EventState.CANCELLED,
        can_register=can_register() and not closed,
    )
