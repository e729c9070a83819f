"""The plain facts below a dashboard: which stops the asker reports on, their events, and how far the chains have come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, case, cast, func, literal, select

from campaign.core import clock
from campaign.core.actor import Actor, P
from campaign.core.db import db
from campaign.events.models import Event, EventKind
from campaign.events.schemas import EventState
from campaign.relay.custody.models import Handover
from campaign.relay.custody.schemas import HandoverState
from campaign.relay.models import Relay, Stop
from campaign.relay.schemas import RelayRow, RelayState
from campaign.reports.dashboard.schemas import EventCount, Level, Step, StopFact, Wish
from campaign.reports.rollup.schemas import Period
from campaign.territory.models import Unit
from campaign.territory.queries import regions_of_units


@dataclass(frozen=True)
class Stops:
    """The stops in the order of their chains; `moved`: today's borders put one of them into another region."""

    stops: tuple[StopFact, ...]
    moved: bool


def stops_for(actor: Actor, wish: Wish) -> Stops:
    """The stops that the asker reports on of what is wished. Two statements.

    One that left its chain counts all the same: what was held there was held.
    """
    rows = [row for row in db.session.execute(_asked(wish)) if actor.may_at(P.REPORTS_READ, row.region_id, row.id)]
    newest = regions_of_units({row.unit_id for row in rows}, clock.now().date())
    moved = any(newest.get(row.unit_id, row.region_id) != row.region_id for row in rows)
    there = {row.id for row in rows}
    stops = tuple(
        StopFact(
            row.id, row.parent_stop_id if row.parent_stop_id in there else row.id, row.relay_id,
            newest.get(row.unit_id, row.region_id) if wish.today else row.region_id, row.name, row.arrives_on, row.departs_on,
            row.left_out,
        )
        for row in rows
    )  # fmt: skip
    if wish.level is Level.REGION:
        stops = tuple(stop for stop in stops if stop.region_id == wish.id)
    return Stops(stops, moved)


def _asked(wish: Wish) -> Any:
    asked = (
        select(
            Stop.id, Stop.relay_id, Stop.region_id, Stop.unit_id, Unit.name, Stop.arrives_on, Stop.departs_on, Stop.left_out,
            Relay.parent_stop_id,
        )
        .join(Unit, Unit.id == Stop.unit_id)
        .join(Relay, Relay.id == Stop.relay_id)
        .where(Relay.state == RelayState.PLANNED)
        .order_by(Relay.parent_stop_id.is_not(None), Relay.starts_on, Relay.id, Stop.left_out, Stop.position)
    )  # fmt: skip
    match wish.level:
        case Level.COUNTRY:
            return asked
        case Level.REGION:
            return asked if wish.today else asked.where(Stop.region_id == wish.id)
        case Level.RELAY:
            around = select(Stop.id).where(Stop.relay_id == wish.id)
            return asked.where((Stop.relay_id == wish.id) | Relay.parent_stop_id.in_(around))
        case Level.STOP:
            return asked.where((Stop.id == wish.id) | (Relay.parent_stop_id == wish.id))


def events_at(stop_ids: Sequence[int], period: Period) -> tuple[EventCount, ...]:
    """The events of these stops by kind and state, called off ones left out. One statement."""
    inside: Any = literal(1)
    if not period.is_whole:
        bounds = [Event.day >= period.first] if period.first else []
        bounds += [Event.day <= period.last] if period.last else []
        inside = case(*[(~bound, 0) for bound in bounds], else_=1)
    asked = (
        select(
            Event.stop_id, EventKind.code, Event.state, func.count(Event.id), cast(func.sum(inside), Integer),
            func.min(Event.day), func.max(Event.day),
        )
        .join(EventKind, EventKind.id == Event.kind_id)
        .where(Event.stop_id.in_(stop_ids), Event.state != EventState.CANCELLED)
        .group_by(Event.stop_id, EventKind.code, Event.state)
    )  # fmt: skip
    return tuple(EventCount(*row) for row in db.session.execute(asked))


def steps_of(stops: Iterable[StopFact], around: Iterable[RelayRow]) -> tuple[Step, ...]:
    """By which day each stop of these relays was to hand on, and on which it did, the soonest first. One statement.

    Only of relays inside of no stop: the chain that is looked at is the one the baton goes along.
    """
    chain = {row.id for row in around}
    rows = [stop for stop in stops if stop.relay_id in chain and not stop.left_out]
    asked = select(Handover.giver_stop_id, Handover.received_at, Handover.time_zone).where(
        Handover.relay_id.in_(chain), Handover.state == HandoverState.CONFIRMED, Handover.giver_stop_id.is_not(None)
    )
    done = {giver: clock.on_the_wall(at, zone).date() for giver, at, zone in db.session.execute(asked) if at is not None}
    steps = [Step(stop.id, stop.name, stop.relay_id, stop.departs_on, done.get(stop.id)) for stop in rows]
    return tuple(sorted(steps, key=lambda step: (step.planned, step.stop_id)))
