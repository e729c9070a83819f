"""Who wishes to be erased and until when."""

from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select

from campaign.core import clock
from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l
from campaign.events.models import Event
from campaign.people.models import Person, Registration
from campaign.people.privacy.models import ErasureRequest
from campaign.people.privacy.schemas import Answer, RequestRow
from campaign.relay.models import Stop
from campaign.territory.models import Unit

MOST: Final = 200


def waiting_requests() -> tuple[RequestRow, ...]:
    """Those that wait, the first due first. One statement."""
    return _waiting()


def waiting_request(request_id: int) -> RequestRow:
    """One that waits. Raises NotFound. One statement."""
    for row in _waiting(ErasureRequest.id == request_id):
        return row
    raise NotFound(_l("There is no such wish, or it was answered already."))


def _waiting(*which: ColumnElement[bool]) -> tuple[RequestRow, ...]:
    address = or_(Person.email_sealed.is_not(None), Registration.email_sealed.is_not(None))
    asked = (
        select(ErasureRequest, Person.full_name, Event.title, Event.time_zone, address)
        .join(Person, Person.id == ErasureRequest.person_id)
        .join(Registration, Registration.id == ErasureRequest.registration_id)
        .join(Event, Event.id == Registration.event_id)
        .where(ErasureRequest.done_at.is_(None), *which)
        .order_by(ErasureRequest.due_on, ErasureRequest.id)
        .limit(MOST)
    )
    today = clock.campaign_today()
    return tuple(
        RequestRow(
            row.id, row.person_id, row.registration_id, name, title.text(), row.region_id, row.asked_at, row.due_on,
            row.due_on < today, zone, known,
        )
        for row, name, title, zone, known in db.session.execute(asked)
    )  # fmt: skip


def how_many_done() -> int:
    """Wishes that were fulfilled. One statement."""
    done = (ErasureRequest.done_at.is_not(None), ErasureRequest.closed_why.is_(None))
    return db.session.scalar(select(func.count(ErasureRequest.id)).where(*done)) or 0


def how_many_closed() -> int:
    """Wishes that were answered without erasing anybody. One statement."""
    return db.session.scalar(select(func.count(ErasureRequest.id)).where(ErasureRequest.closed_why.is_not(None))) or 0


def due_by_stop() -> list[tuple[int, Translated, date, int]]:
    """By stop: its name, the first day that is due, how many wait. One statement, two where any do."""
    waits = (
        select(ErasureRequest.stop_id, Stop.unit_id, func.min(ErasureRequest.due_on), func.count(ErasureRequest.id))
        .join(Stop, Stop.id == ErasureRequest.stop_id)
        .where(ErasureRequest.done_at.is_(None))
        .group_by(ErasureRequest.stop_id, Stop.unit_id)
        .order_by(ErasureRequest.stop_id)
    )
    found = db.session.execute(waits).all()
    if not found:
        return []
    units = db.session.execute(select(Unit.id, Unit.name).where(Unit.id.in_([row[1] for row in found])))
    names = {unit_id: name for unit_id, name in units}
    return [(stop_id, names[unit_id], day, count) for stop_id, unit_id, day, count in found]


def own_request(registration_id: int) -> date | None:
    """Until when the wish of the ticket's holder is fulfilled; None where nothing waits. One statement."""
    asked = (
        select(ErasureRequest.due_on)
        .join(Registration, Registration.person_id == ErasureRequest.person_id)
        .where(Registration.id == registration_id, ErasureRequest.done_at.is_(None))
    )
    with widened():
        return db.session.scalar(asked)


def own_answer(registration_id: int) -> Answer | None:
    """What the organizer answered last to the wish of the ticket's holder without erasing them. One statement."""
    asked = (
        select(ErasureRequest.closed_why, ErasureRequest.closed_words, ErasureRequest.done_at)
        .join(Registration, Registration.person_id == ErasureRequest.person_id)
        .where(Registration.id == registration_id, ErasureRequest.closed_why.is_not(None))
        .order_by(ErasureRequest.id.desc())
        .limit(1)
    )
    with widened():
        found = db.session.execute(asked).first()
    if found is None or found[0] is None or found[2] is None:
        return None
    return Answer(found[0], found[1], clock.on_the_wall(found[2], clock.HOME).date())
