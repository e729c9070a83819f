"""The waiting list of an event: who stands where in the line."""

from collections.abc import Iterable
from itertools import accumulate

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from campaign.core.db import db
from campaign.people.groups.models import Group
from campaign.people.line import BEFORE_ALL, WAITING
from campaign.people.models import Registration


def waiting_places(event_id: int, registration_ids: Iterable[int]) -> dict[int, int]:
    """Which place on the event's waiting list these registrations have, from 1; those of one group have the group's.

    One statement, none without ids. The indexes are walked once up to the last of them, however many stand in line: each
    counts from the one before.
    """
    ids = list(registration_ids)
    if not ids:
        return {}
    number = func.coalesce(Group.queue_number, Registration.queue_number)
    asked = (
        select(Registration.id, number.label("upto"), func.lag(number, 1, BEFORE_ALL).over(order_by=number).label("after"))
        .outerjoin(Group, Group.id == Registration.group_id)
        .where(Registration.event_id == event_id, Registration.state == WAITING, Registration.id.in_(ids))
        .subquery()
    )
    other, party, member = aliased(Registration), aliased(Group), aliased(Registration)
    people = select(func.count()).where(
        other.event_id == event_id, other.state == WAITING, other.group_id.is_(None),
        other.queue_number > asked.c.after, other.queue_number <= asked.c.upto,
    )  # fmt: skip
    waits = or_(party.short > 0, exists().where(member.group_id == party.id, member.state == WAITING).correlate(party))
    groups = select(func.count()).where(
        party.event_id == event_id, waits, party.queue_number > asked.c.after, party.queue_number <= asked.c.upto
    )
    counted = people.scalar_subquery() + groups.scalar_subquery()
    steps = db.session.execute(select(asked.c.id, counted).order_by(asked.c.upto, counted.desc())).all()
    return dict(zip((row.id for row in steps), accumulate(step for _id, step in steps), strict=True))
