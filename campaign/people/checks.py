"""What `adalzhol check` recounts of people: the places that are taken."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.events.models import Event, EventRole
from campaign.people.groups.models import Group
from campaign.people.groups.schemas import GroupState
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState


@check("places")
def places(session: Session) -> Finding:
    """`taken` of every event and role is the sum of its confirmed places and of those held for confirmed groups, never
    negative, never over the capacity. Five statements, two of which walk through all registrations: some seconds for a million.
    """
    looked_at = (session.scalar(select(func.count(Event.id))) or 0) + (session.scalar(select(func.count(EventRole.id))) or 0)
    wrong = [
        *_miscounted(session, "event", Event, Registration.event_id, Group.event_id),
        *_miscounted(session, "role", EventRole, Registration.role_id, Group.role_id),
        *_in_foreign_roles(session),
    ]
    return Finding(looked_at, tuple(wrong))


def _miscounted(
    session: Session, thing: str, table: type[Event] | type[EventRole], named: Any, unnamed: Any
) -> Iterator[Wrong]:
    """`named` and `unnamed` are the columns by which registrations and groups belong to the thing."""
    confirmed = (
        select(named.label("id"), func.sum(Registration.places).label("places"))
        .where(Registration.state == RegistrationState.CONFIRMED)
        .group_by(named)
        .subquery()
    )
    held = (
        select(unnamed.label("id"), func.sum(Group.held).label("places"))
        .where(Group.state == GroupState.CONFIRMED)
        .group_by(unnamed)
        .subquery()
    )
    counted = func.coalesce(confirmed.c.places, 0) + func.coalesce(held.c.places, 0)
    statement = (
        select(table.id, table.taken, table.capacity, counted.label("counted"))
        .outerjoin(confirmed, confirmed.c.id == table.id)
        .outerjoin(held, held.c.id == table.id)
        .where(or_(table.taken != counted, table.taken < 0, counted > table.capacity))
        .order_by(table.id)
        .limit(MOST_NAMED)
    )
    for row in session.execute(statement):
        room = "without a limit" if row.capacity is None else f"of {row.capacity}"
        yield Wrong(thing, row.id, f"says that {row.taken} places {room} are taken, but {row.counted} are confirmed")


def _in_foreign_roles(session: Session) -> Iterator[Wrong]:
    statement = (
        select(Registration.id, Registration.event_id, EventRole.id.label("role_id"), EventRole.event_id.label("other_id"))
        .join(EventRole, EventRole.id == Registration.role_id)
        .where(EventRole.event_id != Registration.event_id)
        .order_by(Registration.id)
        .limit(MOST_NAMED)
    )
    for row in session.execute(statement):
        words = f"is at event {row.event_id}, but has role {row.role_id} of event {row.other_id}"
        yield Wrong("registration", row.id, words)
