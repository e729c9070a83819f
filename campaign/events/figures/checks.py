"""What `adalzhol check` recounts of figures: each stands where its event does, and those of audiences have one."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.events.figures.models import EventAudience, Figure, Measure
from campaign.events.models import Event


@check("figures")
def figures(session: Session) -> Finding:
    """Five statements, whatever the number of figures."""
    looked_at = len(session.scalars(select(Figure.id)).all())
    wrong = [*_elsewhere(session), *_of_nobody(session), *_of_no_people(session)]
    return Finding(looked_at, tuple(wrong)[:MOST_NAMED])


def _elsewhere(session: Session) -> list[Wrong]:
    asked = select(Figure.id).join(Event, Event.id == Figure.event_id)
    moved = asked.where(or_(Figure.stop_id != Event.stop_id, Figure.region_id != Event.region_id)).order_by(Figure.id)
    return [Wrong("figure", number, "stands at another stop than its event") for number in session.scalars(moved)]


def _of_nobody(session: Session) -> list[Wrong]:
    """Audiences that no event has any more: their number stands in no total."""
    asked = select(Event.stop_id, Event.day, EventAudience.label).outerjoin(EventAudience, EventAudience.event_id == Event.id)
    there = {(stop_id, label or day.isoformat()) for stop_id, day, label in session.execute(asked)}
    whole = select(Figure.id, Figure.stop_id, Figure.audience).where(Figure.event_id.is_(None)).order_by(Figure.id)
    return [
        Wrong("figure", number, f"is of the people of {audience!r}, whom no event of the stop has")
        for number, stop_id, audience in session.execute(whole)
        if (stop_id, audience) not in there
    ]


def _of_no_people(session: Session) -> list[Wrong]:
    asked = select(Figure.id).join(Measure, Measure.id == Figure.measure_id)
    strange = asked.where(Measure.unit != "people", or_(Figure.event_id.is_(None), Figure.counts != "people"))
    return [Wrong("figure", number, "counts participations of what is no people") for number in session.scalars(strange)]
