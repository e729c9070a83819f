"""What coordinators do: the signed paper, taking a consent back with a note, a new link for the parent, a date of birth."""

from datetime import date

from campaign.core import clock
from campaign.core.actor import widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, Problem
from campaign.core.i18n import _, _l
from campaign.events.queries import event_row
from campaign.people.duplicates.aliases import that_gave_way_to
from campaign.people.minors.guardians import standing
from campaign.people.minors.schemas import Agreement, Born, SignedPaper
from campaign.people.minors.services.consenting import NOT_KEPT, accept, end, other_year
from campaign.people.minors.standing import keep_born
from campaign.people.schemas import RegistrationState
from campaign.people.services.claiming import claim
from campaign.people.services.held import held_to_change
from campaign.people.services.places import note
from campaign.people.services.rows import person_of


def record_paper(registration_id: int, wish: Agreement, paper: SignedPaper) -> RegistrationState:
    """Keep that a guardian signed on paper, and where it lies; what the child is then.

    Raises NotFound, Refused, Conflict when a consent stands already or the child has cancelled, Invalid.
    """
    with unit_of_work() as session:
        held, registration = held_to_change(session, registration_id)
        if registration.state is RegistrationState.CANCELLED:
            raise Conflict(_l("This person has cancelled. Put them on the list again first."))
        if standing(session, registration.id) is not None:
            raise Conflict(_l("A consent of a guardian stands already. Withdraw it first."))
        today = clock.campaign_today(event_row(held.id).time_zone)
        if not today.replace(year=today.year - 1, day=min(today.day, 28)) <= paper.signed_on <= today:
            words = _("The paper was signed within the last year, and not after today.")
            raise Invalid(NOT_KEPT, [Problem("signed_on", "out_of_range", words)])
        with widened():
            claim(session, registration)
            accept(session, held, registration, wish, paper.signed_on, paper.kept_where)
        return registration.state


def withdraw_for(registration_id: int, reason: str) -> None:
    """A guardian took it back by word or on paper. Raises NotFound, Refused, Invalid, Conflict if none stands."""
    with unit_of_work() as session:
        held, registration = held_to_change(session, registration_id)
        if not reason:
            words = _("Please write who withdrew it and how: the note stays with the consent.")
            raise Invalid(words, [Problem("reason", "missing", words)])
        with widened():
            if not end(session, held, registration, reason):
                raise Conflict(_l("No consent of a guardian stands. Nothing was changed."))


def renew_guardian_link(registration_id: int) -> str:
    """Withdraw the parent's link and make a new one, which is returned. Raises NotFound, Refused."""
    with unit_of_work() as session:
        _held_event, registration = held_to_change(session, registration_id)
        registration.issue_to_guardian(registration.guardian_generation + 1)
        for one in that_gave_way_to(session, registration):
            one.issue_to_guardian(one.guardian_generation + 1)
        session.flush()
        note(session, "people.guardian_link_renewed", registration)
        return registration.guardian_token


def correct_birth_date(registration_id: int, day: date | None) -> RegistrationState:
    """Write, correct or forget a date of birth; what the person is then. Raises NotFound, Refused, Invalid."""
    with unit_of_work() as session:
        _held_event, registration = held_to_change(session, registration_id)
        person = person_of(session, registration)
        year = person.birth_year
        if day is not None and year is not None and day.year != year:
            words = other_year(year)
            raise Invalid(words, [Problem("birth_date", "other_year", words)])
        with widened():
            keep_born(session, person, Born(year if year is not None or day is None else day.year, day))
            note(session, "people.birth_date_said", registration)
        return registration.state
