"""Figures in the database for tests of their doubts."""

from datetime import date, timedelta

from sqlalchemy import select

from campaign.core import clock
from campaign.core.db import db, unit_of_work
from campaign.events.figures.amounts import Qualifier
from campaign.events.figures.models import Figure, Measure
from campaign.events.figures.plausibility import services as plausibility
from campaign.events.figures.plausibility.queries import warnings_of_event
from campaign.events.figures.plausibility.schemas import Check
from campaign.events.figures.schemas import Source, Stage
from campaign.events.figures.shipping import load_shipped
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.relay.models import Stop
from tests.factories import NOON, a_stop, an_event, kept


def ship() -> None:
    """The measures and the rules, as an upgrade leaves them."""
    with unit_of_work() as session:
        load_shipped(session)
        plausibility.load_shipped(session)


def a_held_event(stop: Stop | None = None) -> Event:
    """The day before yesterday by the campaign's clock, and inside its stay."""
    stop = stop or a_stop(arrives=date(2018, 4, 1))
    return an_event(stop, state=EventState.HELD, starts=NOON - timedelta(days=3))


def a_figure(
    event: Event, code: str, value: int, *, source: Source = Source.TOLD, stage: Stage = Stage.FACT,
    qualifier: Qualifier = Qualifier.EXACT,
) -> Figure:  # fmt: skip
    measure_id = db.session.scalars(select(Measure.id).where(Measure.code == code)).one()
    return kept(
        Figure(
            event_id=event.id, stop_id=event.stop_id, region_id=event.region_id, measure_id=measure_id, stage=stage,
            value=value, qualifier=qualifier, source=source, made_at=clock.now(), changed_at=clock.now(),
        )
    )  # fmt: skip


def a_doubt(event_id: int) -> dict[str, int | str]:
    """A run of 2400 kilometres at the event: for the matrix of addresses."""
    a_figure(db.session.get_one(Event, event_id), "distance_km", 24_000)
    warned = next(one for one in warnings_of_event(event_id) if one.doubt.check is Check.DISTANCE)
    return {"doubt_mark": warned.mark, "figure_rule_id": warned.doubt.rule.id, "figure_check": Check.DISTANCE.value}
