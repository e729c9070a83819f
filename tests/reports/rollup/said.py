"""A relay whose events have figures, for tests of what is put together from them."""

from datetime import date, timedelta

from sqlalchemy import select

from campaign.core import clock
from campaign.core.db import db, unit_of_work
from campaign.events.figures.amounts import Qualifier
from campaign.events.figures.models import Figure, Measure
from campaign.events.figures.schemas import Counts, Source, Stage
from campaign.events.figures.shipping import load_shipped
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.relay.models import Relay, Stop
from tests.factories import NOON, a_region, a_relay, a_stop, a_unit, an_event, kept

FIRST = date(2018, 4, 6)


def the_measures() -> None:
    """The shipped catalogue, once."""
    if db.session.scalar(select(Measure.id).limit(1)) is None:
        with unit_of_work() as session:
            load_shipped(session)


def a_said_figure(
    event: Event, value: int, code: str = "participants", *, qualifier: Qualifier = Qualifier.EXACT,
    source: Source = Source.COUNTED, method: str = "", stage: Stage = Stage.FACT,
) -> Figure:  # fmt: skip
    the_measures()
    measure_id = db.session.scalars(select(Measure.id).where(Measure.code == code)).one()
    return kept(
        Figure(
            event_id=event.id, stop_id=event.stop_id, region_id=event.region_id, measure_id=measure_id, stage=stage,
            value=value, qualifier=qualifier, source=source, counts=Counts.PEOPLE, method=method,
            by_whom="штаб" if source is Source.ESTIMATED else "", made_at=clock.now(), changed_at=clock.now(),
        )
    )  # fmt: skip


def a_held_relay(stops: int = 2, *, silent: int = 0) -> tuple[Relay, list[Stop], list[Event]]:
    """Stops of five days with one held event each; the last `silent` of them have said nothing."""
    region = a_region()
    relay = a_relay(region)
    the_measures()
    chain, events = [], []
    for number in range(stops):
        begin = FIRST + timedelta(days=5 * number)
        stop = a_stop(relay, a_unit(region, f"Город {number + 1}", f"Қала {number + 1}"), begin, begin + timedelta(days=5))
        event = an_event(stop, state=EventState.HELD, starts=NOON + timedelta(days=5 * number))
        if number < stops - silent:
            a_said_figure(event, 100 + number)
        chain.append(stop)
        events.append(event)
    return relay, chain, events
