"""Asking on one's own ticket that everything be erased, and taking that back."""

from typing import Final

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from campaign.core import audit, calendar, clock
from campaign.core.actor import widened
from campaign.core.db import unit_of_work
from campaign.people.models import Registration
from campaign.people.privacy.models import ErasureRequest
from campaign.people.services.tickets import held_by_token

WITHIN: Final = 3  # working days


def ask(token: str) -> None:
    """The holder of the ticket wants to be erased; asked twice it is asked once. Raises NotFound."""
    with unit_of_work() as session:
        _held, registration = held_by_token(session, token)
        with widened():
            if _add(session, registration):
                _note(session, "people.erasure_asked", registration)


def _add(session: Session, registration: Registration) -> bool:
    """Whether it did not wait already; two at once are settled by the index."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {
        "person_id": registration.person_id, "registration_id": registration.id, "region_id": registration.region_id,
        "stop_id": registration.stop_id, "asked_at": clock.campaign_now(),
        "due_on": calendar.working_days_after(clock.campaign_today(), WITHIN),
    }  # fmt: skip
    added = insert(ErasureRequest).values(values).on_conflict_do_nothing().returning(ErasureRequest.id)
    return session.execute(added).first() is not None


def take_back(token: str) -> None:
    """The holder has thought better of it. Raises NotFound."""
    with unit_of_work() as session:
        _held, registration = held_by_token(session, token)
        with widened():
            waits = delete(ErasureRequest).where(
                ErasureRequest.person_id == registration.person_id, ErasureRequest.done_at.is_(None)
            )
            gone = session.execute(waits.returning(ErasureRequest.id), execution_options={"synchronize_session": False})
            if gone.first() is not None:
                _note(session, "people.erasure_taken_back", registration)


def _note(session: Session, act: str, registration: Registration) -> None:
    audit.note(session, act, "registration", registration.id, region_id=registration.region_id)
