"""The waiting list of an event: who stands where in the line."""

from collections.abc import Iterable
from itertools import accumulate

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from campaign.core.db import db
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState


def waiting_places(event_id: int, registration_ids: Iterable[int]) -> dict[int, int]:
    """Which place on the event's waiting list these registrations have, from 1. One statement, none without ids.

    The index is walked once up to the last of them, however many stand in line: each counts from the one before.
    """
    ids = list(registration_ids)
    if not ids:
        return {}
    waits = (Registration.event_id == event_id, Registration.state == RegistrationState.WAITING)
    before = func.lag(Registration.queue_number, 1, 0).over(order_by=Registration.queue_number)
    asked = (
        select(Registration.id, Registration.queue_number.label("upto"), before.label("after"))
        .where(*waits, Registration.id.in_(ids))
        .subquery()
    )
    other = aliased(Registration)
    between = select(func.count()).where(
        other.event_id == event_id,
        other.state == RegistrationState.WAITING,
        other.queue_number > asked.c.after,
        other.queue_number <= asked.c.upto,
    )
    steps = db.session.execute(select(asked.c.id, between.scalar_subquery()).order_by(asked.c.upto)).all()
    return dict(zip((row.id for row in steps), accumulate(step for _id, step in steps), strict=True))
