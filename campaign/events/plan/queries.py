"""Reading the plan of events of a stop, and events as papers know them."""

from collections.abc import Iterable

from sqlalchemy import select

from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events import queries as events
from campaign.events.models import Event
from campaign.events.plan.models import EventPlanLine
from campaign.events.plan.schemas import PlanLine, PlanRow, StopPlan
from campaign.events.schemas import EventRow, EventState
from campaign.papers.schemas import Days, Signatory, Signers, Subject, SubjectKind, SubjectPort
from campaign.relay import queries as relays
from campaign.relay.schedule.queries import duty_of


def event_subject(event_id: int) -> Subject:
    """Raises NotFound outside the asker's scope. Two statements."""
    return event_as_subject(events.event_row(event_id))


def event_as_subject(row: EventRow) -> Subject:
    """The same for an event that was read already."""
    return Subject(SubjectKind.EVENT, row.id, row.region_id, row.stop_id, row.relay_id, row.title, row.time_zone, row.kind)


def event_days(event_id: int) -> Days:
    """Raises NotFound outside the asker's scope. Two statements."""
    row = events.event_row(event_id)
    return Days(row.day, row.ends_on_wall.date(), row.state is EventState.CANCELLED)


def _titles(ids: Iterable[int]) -> dict[int, Translated]:
    """One statement."""
    asked = select(Event.id, Event.title).where(Event.id.in_(list(ids)))
    return {number: title for number, title in db.session.execute(asked)}


EVENTS = SubjectPort(SubjectKind.EVENT, event_subject, "events_staff.event", "event_id", event_days, _titles)


def _line(row: EventPlanLine) -> PlanLine:
    return PlanLine(row.completion, row.reach, row.financing, row.note)


def plan_of(stop_id: int) -> StopPlan:
    """The plan of a stop without what was cancelled. Raises NotFound. Six statements, however many events."""
    stop, (duty, _version) = relays.stop_row(stop_id), duty_of(stop_id)
    campaign = relays.campaign_of(stop.relay_id)
    asked = select(EventPlanLine).where(EventPlanLine.stop_id == stop_id)
    lines = {row.event_id: _line(row) for row in db.session.scalars(asked)}
    rows = tuple(
        PlanRow(event, lines.get(event.id, PlanLine()))
        for event in events.events_of_stop(stop_id)
        if event.state is not EventState.CANCELLED
    )
    return StopPlan(stop.id, campaign.name, stop.name, stop.arrives_on, stop.departs_on, duty.coordination, rows)


def line_of(event_id: int) -> tuple[PlanLine, int]:
    """What the plan says of an event, and its version; empty with version 0. One statement."""
    row = db.session.scalar(select(EventPlanLine).where(EventPlanLine.event_id == event_id))
    return (_line(row), row.version) if row else (PlanLine(), 0)


def signed_at(stop_id: int) -> Signers:
    """Who approves and agrees where nobody is named: the akim's deputy of the place, with the department."""
    name = relays.stop_row(stop_id).name
    akim = Translated(
        kk=f"Әкімнің орынбасары, {name.text('kk')}", ru=f"Заместитель акима, {name.text('ru')}",
        en=f"Deputy akim, {name.text('en')}",
    )  # fmt: skip
    return Signers(approves=Signatory(akim))
