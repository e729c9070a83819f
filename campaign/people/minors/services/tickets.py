"""What the holder of a ticket says for themselves: where the parent's link goes, a date of birth, photographs."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from campaign.accounts.services.limits import Limit, ensure_claimed
from campaign.core import clock, mail
from campaign.core.actor import widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Closed, Invalid, Problem
from campaign.core.i18n import _l
from campaign.events.queries import event_row
from campaign.people.minors.ages import is_date_wanted, may_be_under, of_person
from campaign.people.minors.listing import minor_facts
from campaign.people.minors.queries import ages_on
from campaign.people.minors.schemas import Born, MinorFacts
from campaign.people.minors.services.consenting import other_year
from campaign.people.minors.standing import ensure_link, keep_born
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services.claiming import claim
from campaign.people.services.places import Held, note
from campaign.people.services.rows import person_of
from campaign.people.services.tickets import held_by_token

TO_PARENTS: Final = Limit("parent's link by letter", 3, timedelta(hours=1))
LINK: Final = "minors.link"
NO_USE = _l("The event is over or your registration was cancelled; nothing can be changed here any more.")


def _mine(session: Session, token: str) -> tuple[Held, Registration]:
    held, registration = held_by_token(session, token)
    if registration.state is RegistrationState.CANCELLED or held.ends_at <= clock.campaign_now():
        raise Closed(NO_USE)
    return held, registration


def age_facts(registration_id: int) -> MinorFacts:
    """What the age of a ticket's holder means; whose ticket it is was asked before. Two statements."""
    with widened():
        return minor_facts(registration_id)


def send_to_parent(token: str, email: str) -> None:
    """Queue the parent's link to that address, and keep it for this one purpose. Raises NotFound, Closed, TooMany."""
    with unit_of_work() as session:
        _held, registration = _mine(session, token)
        ensure_claimed(session, TO_PARENTS, str(registration.id))
        with widened():
            claim(session, registration)
            ensure_link(registration)
            registration.guardian_email = email
            session.flush()
            mail.queue(session, LINK, registration.language, registration_id=registration.id)
            note(session, "people.guardian_asked", registration)


def say_photo(token: str, allowed: bool) -> None:
    """Somebody of age says whether they may be photographed. Raises NotFound, Closed for whoever needs a parent for that."""
    with unit_of_work() as session:
        held, registration = _mine(session, token)
        with widened():
            event = event_row(held.id)
            if may_be_under(of_person(person_of(session, registration)), event.day, ages_on(event.day).photo_below):
                raise Closed(_l("A parent says whether you may be photographed: give them the link on your ticket."))
            claim(session, registration)
            registration.photo_consent = allowed
            session.flush()
            note(session, "people.photo_said", registration)


def say_birth_date(token: str, day: date) -> RegistrationState:
    """The date where the year does not tell whether a parent has to agree; what somebody is then.

    Asked once: a date that is known is the coordinator's to correct. Raises NotFound, Closed, Invalid for another year's.
    """
    with unit_of_work() as session:
        held, registration = _mine(session, token)
        with widened():
            event, person = event_row(held.id), person_of(session, registration)
            if not is_date_wanted(of_person(person), event.day, ages_on(event.day).consent_below):
                raise Closed(_l("Your date of birth is not needed."))
            if day.year != person.birth_year:
                words = other_year(person.birth_year or day.year)
                raise Invalid(words, [Problem("birth_date", "other_year", words)])
            claim(session, registration)
            keep_born(session, person, Born(person.birth_year, day))
            note(session, "people.birth_date_said", registration)
        return registration.state
