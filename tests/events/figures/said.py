"""Measures and events that were held, for tests of figures."""

from datetime import datetime

from sqlalchemy import select

from campaign.core.db import db
from campaign.events.figures.amounts import Qualifier
from campaign.events.figures.models import Figure
from campaign.events.figures.schemas import Entry, Source, Stage, Statement
from campaign.events.figures.services import say
from campaign.events.figures.shipping import load_shipped
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.relay.models import Stop
from tests.factories import an_event

HELD_ON = datetime.fromisoformat("2018-04-04T10:00+06:00")  # the day before the clock of the tests


def measured() -> None:
    """The shipped measures are there."""
    load_shipped(db.session())
    db.session.commit()


def a_held_event(stop: Stop | None = None, title: str = "Митинг на площади", starts: datetime = HELD_ON) -> Event:
    return an_event(stop, title=title, state=EventState.HELD, starts=starts)


def said(
    value: int,
    code: str = "participants",
    qualifier: Qualifier = Qualifier.EXACT,
    source: Source = Source.COUNTED,
    **more: object,
) -> Statement:
    """What somebody says; an estimate is by rows and by a coordinator."""
    if source is Source.ESTIMATED:
        more = {"method": "по рядам", "by_whom": "Бекова А."} | more
    return Statement(code, value, qualifier, **{"stage": Stage.FACT, "source": source, **more})  # type: ignore[arg-type]


def a_figure(event: Event, value: int, code: str = "participants", **more: object) -> int:
    """Say it of the event; how many were news."""
    a_figure.count = getattr(a_figure, "count", 0) + 1  # type: ignore[attr-defined]
    return say(event.id, [Entry(said(value, code, **more), name=code)], f"figure {a_figure.count}")  # type: ignore[attr-defined,arg-type]


def a_said_figure(event_id: int, word: str) -> dict[str, int | str]:
    """For the matrix: a plan of the event with a note."""
    measured()
    event = db.session.get_one(Event, event_id)
    a_figure(event, 300, stage=Stage.PLAN, note=word)
    figure = db.session.scalars(select(Figure).where(Figure.event_id == event_id, Figure.note == word)).one()
    return {"figure_id": figure.id, "measure_id": figure.measure_id, "measure_code": "participants"}
