"""Rows that counters are reckoned from."""

from campaign.core import clock
from campaign.core.db import db
from campaign.events.figures.amounts import Qualifier
from campaign.events.figures.models import Figure, Measure
from campaign.events.figures.schemas import Source, Stage, Unit
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.relay.models import Stop
from tests.factories import an_event, an_event_kind, kept, words


def a_measure(code: str = "participants", unit: Unit = Unit.PEOPLE, kinds: tuple[str, ...] = ("rally",)) -> Measure:
    found = db.session.query(Measure).filter_by(code=code).one_or_none()
    return found or kept(Measure(code=code, name=words(code), unit=unit, kinds=list(kinds)))


def a_held(stop: Stop, kind: str = "rally") -> Event:
    event = an_event(stop, state=EventState.HELD)
    event.kind_id = an_event_kind(kind).id
    return kept(event)


def a_figure(
    event: Event,
    value: int,
    measure: Measure | None = None,
    stage: Stage = Stage.FACT,
    qualifier: Qualifier = Qualifier.EXACT,
    source: Source = Source.COUNTED,
) -> Figure:
    return kept(
        Figure(
            event_id=event.id, stop_id=event.stop_id, region_id=event.region_id, measure_id=(measure or a_measure()).id,
            stage=stage, value=value, qualifier=qualifier, source=source, made_at=clock.now(), changed_at=clock.now(),
        )
    )  # fmt: skip
