"""Asking on one's own ticket that everything be erased, taking that back, and closing such a wish without fulfilling it."""

from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit, calendar, clock, mail
from campaign.core.actor import current_actor, widened
from campaign.core.db import insert_into, unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem
from campaign.core.i18n import _l
from campaign.people.models import Person, Registration
from campaign.people.privacy.models import ErasureRequest
from campaign.people.privacy.policies import ensure_can_erase
from campaign.people.privacy.schemas import ClosedWhy, Closing
from campaign.people.services.tickets import held_by_token

WITHIN: Final = 3  # working days
CLOSED: Final = "people.wish_closed"
NO_WISH: Final = _l("There is no such wish.")


def ask(token: str) -> None:
    """The holder of the ticket wants to be erased; asked twice it is asked once. Raises NotFound."""
    with unit_of_work() as session:
        _held, registration = held_by_token(session, token)
        with widened():
            if _add(session, registration):
                _note(session, "people.erasure_asked", registration)


def _add(session: Session, registration: Registration) -> bool:
    """Whether it did not wait already; two at once are settled by the index."""
    values = {
        "person_id": registration.person_id, "registration_id": registration.id, "region_id": registration.region_id,
        "stop_id": registration.stop_id, "asked_at": clock.campaign_now(),
        "due_on": calendar.working_days_after(clock.campaign_today(), WITHIN),
    }  # fmt: skip
    added = insert_into(ErasureRequest, session).values(values).on_conflict_do_nothing().returning(ErasureRequest.id)
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


def close(request_id: int, closing: Closing) -> bool:
    """Answer a wish without erasing anybody; whether a letter to the person was queued.

    Raises NotFound, Refused, Invalid for another reason without words, Conflict when it waits no more.
    """
    with unit_of_work() as session:
        wish = session.scalars(select(ErasureRequest).where(ErasureRequest.id == request_id).with_for_update()).one_or_none()
        if wish is None:
            raise NotFound(NO_WISH)
        ensure_can_erase(current_actor(), wish.region_id)
        if closing.why is ClosedWhy.OTHER and not closing.words:
            problem = Problem("words", "missing", _l("Say to the person why nothing is erased."))
            raise Invalid(_l("The wish waits still."), [problem])
        if wish.done_at is not None:
            raise Conflict(_l("This wish was answered meanwhile."))
        wish.done_at, wish.done_by = clock.campaign_now(), current_actor().user_id
        wish.closed_why, wish.closed_words = closing.why, closing.words
        registration = session.get_one(Registration, wish.registration_id)
        after = {"why": closing.why.value}
        act = "people.erasure_closed"
        audit.note(session, act, "registration", registration.id, region_id=wish.region_id, after=after)
        told = _has_address(session, registration)
        if told:
            mail.queue(session, CLOSED, registration.language, registration_id=registration.id, request_id=wish.id)
        return told


def _has_address(session: Session, registration: Registration) -> bool:
    return bool(registration.email_sealed or session.get_one(Person, registration.person_id).email_sealed)


def _note(session: Session, act: str, registration: Registration) -> None:
    audit.note(session, act, "registration", registration.id, region_id=registration.region_id)
