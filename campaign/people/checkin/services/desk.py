"""The coordinator's desk: letting somebody in by hand, and taking a check-in back with a reason."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import current_actor
from campaign.core.bulk import insert_new
from campaign.core.db import unit_of_work
from campaign.core.errors import Closed, Conflict, Invalid, NotFound, Problem
from campaign.core.i18n import _, _l
from campaign.people.checkin.judging import time_of_door
from campaign.people.checkin.models import CheckIn
from campaign.people.checkin.schemas import MOST_REASON, DoorEvent, Why
from campaign.people.checkin.services.reading import by_number
from campaign.people.checkin.words import WHY
from campaign.people.models import Registration
from campaign.people.policies import ensure_can_write_people
from campaign.people.schemas import RegistrationState
from campaign.people.services.rows import registration_here

BY_HAND = ("event_id", "registration_id", "device_id", "user_id", "at", "claimed_at")
_NOT_YET = {
    RegistrationState.WAITING: Why.WAITING,
    RegistrationState.PENDING: Why.PENDING,
    RegistrationState.CANCELLED: Why.CANCELLED,
}


def let_in(registration_id: int) -> bool:
    """Mark somebody as come; False when they were in already. Also after the event, from a list on paper.

    Raises NotFound, Refused, Conflict for somebody without a place, Closed before the day of the event.
    """
    with unit_of_work() as session:
        registration = registration_here(session, registration_id)
        ensure_can_write_people(current_actor(), registration.region_id, registration.stop_id)
        event, _people = by_number(session, registration.event_id, [])
        ensure_open(event)
        return put_in(session, registration, clock.campaign_now(), None, None)


def put_in(
    session: Session, registration: Registration, at: datetime, claimed_at: datetime | None, device_id: int | None
) -> bool:
    """Count somebody who has a place, once; False when they are counted already. Raises Conflict without a place."""
    if (why := not_yet(registration.state)) is not None:
        raise Conflict(WHY[why])
    row = (registration.event_id, registration.id, device_id, current_actor().user_id, at, claimed_at)
    return bool(insert_new(session, CheckIn, BY_HAND, [row], "id"))


def not_yet(state: RegistrationState) -> Why | None:
    """Why somebody of this state has no place that they could take; None when they have one."""
    return _NOT_YET.get(state)


def put_in_together(session: Session, registrations: Iterable[Registration]) -> list[int]:
    """Count these, who all have places, now; the numbers of the check-ins of those who were not counted yet. One statement."""
    at, who = clock.campaign_now(), current_actor().user_id
    rows = [(one.event_id, one.id, None, who, at, None) for one in sorted(registrations, key=lambda one: one.id)]
    return insert_new(session, CheckIn, BY_HAND, rows, "id")


def ensure_open(event: DoorEvent) -> None:
    """Raises Closed before the day of the event, and for one that was cancelled."""
    if (door := time_of_door(event, clock.campaign_now())) in {Why.EARLY, Why.OFF}:
        raise Closed(_l("This event is not today.") if door is Why.EARLY else _l("This event was cancelled."))


def undo(check_in_id: int, reason: str) -> None:
    """Take a check-in back: the row stays, with who did it and why.

    Done twice it is done once. Raises NotFound, Refused, Invalid without a reason.
    """
    with unit_of_work() as session:
        there = session.scalars(select(CheckIn).where(CheckIn.id == check_in_id).with_for_update()).one_or_none()
        if there is None:
            raise NotFound(_l("There is no such check-in."))
        registration = registration_here(session, there.registration_id)
        ensure_can_write_people(current_actor(), registration.region_id, registration.stop_id)
        if there.undone_at is None:
            take_out(session, there, needed(reason), registration.region_id)


def take_out(session: Session, there: CheckIn, reason: str, region_id: int) -> None:
    """The same for a check-in that stands and is held."""
    there.undo_reason = reason
    there.undone_at, there.undone_by = clock.campaign_now(), current_actor().user_id
    session.flush()
    after = {"event": there.event_id, "registration": there.registration_id}
    audit.note(
        session, "people.check_in_undone", "check_in", there.id, region_id=region_id, after=after, reason=there.undo_reason
    )


def needed(reason: str) -> str:
    """The reason, when there is one. Raises Invalid."""
    if not reason:
        words = _("Please write why.")
        raise Invalid(words, [Problem("reason", "missing", words)])
    return reason[:MOST_REASON]
