"""The parent's own page: who holds its link agrees for the child, takes that back, and sees nothing else."""

from dataclasses import asdict
from datetime import date

from sqlalchemy.orm import Session

from campaign.core import clock, crypto, operations
from campaign.core.actor import widened
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Closed, Invalid, NotFound, Problem
from campaign.core.i18n import _, _l, language
from campaign.events.queries import event_row
from campaign.people.duplicates.aliases import registration_with
from campaign.people.minors.ages import is_date_wanted, may_be_under, of_person
from campaign.people.minors.guardians import keep_consent, last_ended, standing, take_back
from campaign.people.minors.models import GuardianConsent
from campaign.people.minors.queries import ages_on, guardian_words
from campaign.people.minors.schemas import Agreement, Born, GuardianPage, GuardianWords, Said
from campaign.people.minors.standing import admit, keep_born, pend
from campaign.people.models import Person, Registration
from campaign.people.queries import person_card
from campaign.people.schemas import RegistrationState
from campaign.people.services.claiming import claim
from campaign.people.services.places import Held, hold, note
from campaign.people.services.rows import person_of

NOT_KEPT = _l("The consent was not kept: something needs a correction.")
GIVE = "minors.agree"


def by_guardian_token(session: Session, token: str) -> Registration:
    """For whose parent the link is. Raises NotFound for a wrong, withdrawn or mangled one."""
    if (found := registration_with(session, Registration.guardian_hash, token)) is not None:
        return found
    raise NotFound(
        _l("This link for parents does not work any more. Ask the child or the coordinator of the event for a new one.")
    )


def _held(session: Session, token: str) -> tuple[Held, Registration]:
    """The same with its event held, and read after that."""
    held = hold(session, by_guardian_token(session, token).event_id)
    return held, by_guardian_token(session, token)


def guardian_page(token: str) -> GuardianPage:
    """What a parent sees: which event, which child by name, what was agreed to. Raises NotFound. Ten statements at most."""
    registration = by_guardian_token(db.session(), token)
    with widened():
        card, event = person_card(registration.id), event_row(registration.event_id)
        person = db.session.get_one(Person, card.person_id)
        consent, ages = standing(db.session(), registration.id), ages_on(event.day)
    born = of_person(person)
    return GuardianPage(
        child=card.full_name, role=card.role, state=card.state, waiting_place=card.waiting_place, event=event,
        words=guardian_words(language(), ages.consent_below),
        must_agree=may_be_under(born, event.day, ages.consent_below), photo_below=ages.photo_below,
        asks_date=is_date_wanted(born, event.day, ages.consent_below), birth_year=born.year, said=_said(consent),
        is_over=event.ends_at <= clock.campaign_now(), ended_at=None if consent else last_ended(db.session(), registration.id),
    )  # fmt: skip


def _said(consent: GuardianConsent | None) -> Said | None:
    if consent is None:
        return None
    return Said(consent.name, consent.relation, consent.way, consent.photo, consent.given_at)


def agree(token: str, wish: Agreement, key: str) -> None:
    """Keep that the parent agrees; the child gets a place, or its number on the waiting list. Sent twice it is kept once.

    Raises NotFound, Closed when the event is over or the child has cancelled, Invalid with everything that is wrong.
    """
    with unit_of_work() as session:
        if operations.begin(session, GIVE, key, {**asdict(wish), "token": crypto.token_hash(token)}) is not None:
            return
        held, registration = _held(session, token)
        if registration.state is RegistrationState.CANCELLED:
            raise Closed(_l("The child is not on the list any more, so there is nothing to agree to."))
        if held.ends_at <= clock.campaign_now():
            raise Closed(_l("This event is over."))
        with widened():
            claim(session, registration)
            accept(session, held, registration, wish)
        operations.finish(session, GIVE, key, {"registration": registration.id})


def accept(
    session: Session, held: Held, registration: Registration, wish: Agreement, signed_on: date | None = None, kept: str = ""
) -> None:
    """Keep a consent that was given, on the page or on paper, unless one stands; whoever waited for it comes."""
    if standing(session, registration.id) is not None:
        return
    event, person = event_row(held.id), person_of(session, registration)
    words = guardian_words(wish.language, ages_on(event.day).consent_below)
    _judge(wish, words, of_person(person), is_paper=signed_on is not None)
    if wish.birth_date is not None and person.birth_date is None:
        keep_born(session, person, Born(person.birth_year, wish.birth_date))
    keep_consent(session, registration, wish, words, signed_on, kept)
    note(session, "people.guardian_agreed", registration)
    admit(session, held, registration)


def _judge(wish: Agreement, words: GuardianWords, born: Born, is_paper: bool) -> None:
    """Raises Invalid with everything that is wrong, not only the first."""
    problems = []
    if not is_paper and wish.version != words.version:
        problems.append(Problem("agree", "changed", _("The words of the consent have changed. Please read them again.")))
    if wish.birth_date is not None and born.year is not None and wish.birth_date.year != born.year:
        problems.append(Problem("birth_date", "other_year", other_year(born.year)))
    if problems:
        raise Invalid(NOT_KEPT, problems)


def other_year(year: int) -> str:
    """What to say of a date that is not of the known year."""
    return _("The registration says %(year)s. If that year is wrong, the coordinator of the event corrects it.", year=year)


def withdraw(token: str) -> None:
    """The parent takes it back, at any time: whoever needs it is off the list at once. Done twice it is done once."""
    with unit_of_work() as session:
        held, registration = _held(session, token)
        with widened():
            end(session, held, registration, "")


def end(session: Session, held: Held, registration: Registration, reason: str) -> bool:
    """Let no consent stand any more; False when none did."""
    consent = standing(session, registration.id)
    if consent is None:
        return False
    event, person = event_row(held.id), person_of(session, registration)
    if may_be_under(of_person(person), event.day, ages_on(event.day).consent_below):
        pend(session, held, registration)
    take_back(session, registration, consent, reason)
    note(session, "people.guardian_withdrew", registration)
    return True


def say_photo(token: str, allowed: bool) -> None:
    """The parent changes their mind about photographs alone. Raises NotFound, Closed when nothing was agreed to yet."""
    with unit_of_work() as session:
        _held_event, registration = _held(session, token)
        consent = standing(session, registration.id)
        if consent is None:
            raise Closed(_l("There is no consent of yours yet, so there is nothing to change."))
        with widened():
            consent.photo = registration.photo_consent = allowed
            session.flush()
            note(session, "people.photo_said", registration)
