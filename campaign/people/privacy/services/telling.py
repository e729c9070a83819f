"""Telling somebody what is known of them: everything, at the organizer's, or what belongs to one ticket, to its holder."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import ensure_fresh, widened
from campaign.core.db import unit_of_work
from campaign.people.models import Person, Registration
from campaign.people.privacy import finding, telling, words
from campaign.people.privacy.schemas import Known
from campaign.people.privacy.services.erasing import family_here
from campaign.people.services.rows import person_of
from campaign.people.services.tickets import held_by_token


def tell(person_id: int) -> Known:
    """Everything of one person in the region; that it was taken out is on the trail. Raises NotFound, Refused, NotFresh."""
    ensure_fresh()
    with unit_of_work() as session:
        people = family_here(session, person_id)
        with widened():
            who = finding.who(session, people)
            mentioned = words.scrub(session, who.region_id, words.sought([who]), dry=True)
            known = _known(session, people, who.registration_ids, mentioned)
            _note(session, people[0])
    return known


def tell_holder(token: str) -> Known:
    """What belongs to one ticket. Raises NotFound.

    Whoever types a stranger's name and phone gets a ticket of theirs: nothing sealed and nothing of other events is in it.
    """
    with unit_of_work() as session:
        _held, registration = held_by_token(session, token)
        with widened():
            known = _known(session, [person_of(session, registration)], [registration.id], None, registration)
            _note(session, person_of(session, registration))
    return known


def _known(
    session: Session, people: Sequence[Person], numbers: Sequence[int], mentioned: dict[str, int] | None,
    ticket: Registration | None = None,
) -> Known:  # fmt: skip
    whole, ids = ticket is None, [person.id for person in people]
    return Known(
        language=ticket.language if ticket else people[0].language, made_at=clock.campaign_now(), whole=whole,
        person=telling.rows_of(session, "people", "id", ids, sealed=True) if whole else [_short(people[0])],
        registrations=telling.rows_of(session, "registrations", "id", numbers, sealed=whole),
        places=telling.places_of(session, numbers), consents=telling.consents_of(session, numbers),
        rooms=telling.rooms_of(session, ids if whole else [], numbers, sealed=whole), mentioned=mentioned or {},
    )  # fmt: skip


def _short(person: Person) -> dict[str, Any]:
    return {"full_name": person.full_name, "birth_year": person.birth_year, "language": person.language}


def _note(session: Session, person: Person) -> None:
    audit.note(session, "people.told", "person", person.id, region_id=person.region_id)
