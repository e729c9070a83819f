"""Who waits for a parent and who does not: off the list without a consent, back to the old place in the line with one.

All of it happens under `hold` of the event and before the database could refuse: first those leave who have to, then what was
to be changed is written, then those come who may.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session

from campaign.core import mail
from campaign.core.actor import widened
from campaign.core.i18n import _l
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.events.services import take_place
from campaign.people.minors.ages import may_be_under, of_person, under
from campaign.people.minors.models import AgeRule
from campaign.people.minors.queries import ages_of, ages_on, stands
from campaign.people.minors.schemas import Ages, Born
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services import places
from campaign.people.services.places import Held, hold, note, unseat

CANCELLED, CONFIRMED, PENDING = RegistrationState.CANCELLED, RegistrationState.CONFIRMED, RegistrationState.PENDING
WAITING = RegistrationState.WAITING
FRESH = {"populate_existing": True}
NO_CONSENT = _l(
    "Somebody on this list may be under age, and no parent's consent is recorded for them. Nothing was saved: record the "
    "consent first, on the page Minors of the event."
)
MISSING, AGREED = "minors.missing", "minors.agreed"


def pend(session: Session, held: Held, registration: Registration) -> None:
    """Let a registration wait for a parent: its place is free at once, its number in the line stays, the person hears of it."""
    if registration.state in (PENDING, CANCELLED):
        return
    ensure_link(registration)
    unseat(session, held, registration)
    mail.queue(session, MISSING, registration.language, registration_id=registration.id)


def ensure_link(registration: Registration) -> None:
    """Let there be a link for the parent."""
    if registration.guardian_hash is None:
        registration.issue_to_guardian(registration.guardian_generation)


def admit(session: Session, held: Held, registration: Registration) -> None:
    """Nobody need be waited for any more: a place if one is free and nobody waits before them, else the old number in line.

    Of an event that is over nobody moves up; whoever came with a paper that is typed later gets their place, if it is there.
    """
    if registration.state is not PENDING:
        return
    state = places.admit(session, held, registration)
    may_take = not held.is_to_come and held.state is not EventState.CANCELLED and not _somebody_waits(session, registration)
    if state is WAITING and may_take and take_place(session, held.id, registration.role_id, registration.places):
        registration.state = CONFIRMED
        session.flush()
        note(session, "people.promoted", registration, before=WAITING)
    mail.queue(session, AGREED, registration.language, registration_id=registration.id)


def _somebody_waits(session: Session, registration: Registration) -> bool:
    others = select(Registration.id).where(
        Registration.event_id == registration.event_id, Registration.state == WAITING, Registration.id != registration.id
    )
    with widened():
        return session.scalar(others.limit(1)) is not None


def keep_born(session: Session, person: Person, born: Born) -> None:
    """Write when somebody was born, and let each of their registrations follow: some wait for a parent then, some no more.

    A date of another year than the new one is forgotten. Three statements, and a few for each registration that changes. The
    events of somebody grown up are not held: whoever registers holds one already, and two in any order may wait for each other.
    """
    if born.day is not None and born.day.year != born.year:
        born = Born(born.year)
    found = [] if _is_grown_up(session, person, born) else list(_of_person(session, person.id))
    for registration, held, ages, day, has_consent in found:
        if may_be_under(born, day, ages.consent_below) and not has_consent:
            pend(session, held, registration)
    person.birth_year, person.birth_date = born.year, born.day
    session.flush()
    for registration, held, ages, day, has_consent in found:
        if not may_be_under(born, day, ages.consent_below):
            admit(session, held, registration)
        _keep_photo(session, registration, may_be_under(born, day, ages.photo_below), has_consent)


def _is_grown_up(session: Session, person: Person, born: Born) -> bool:
    """Whether no registration hangs on it: before and after of age at the first of their events, by every rule there is."""
    with widened():
        days = select(func.min(Event.day)).join(Registration, Registration.event_id == Event.id)
        first = session.scalar(days.where(Registration.person_id == person.id))
        highest = session.execute(select(func.max(AgeRule.consent_below), func.max(AgeRule.photo_below))).one()
    age = max(number or 0 for number in highest)
    return first is None or not any(may_be_under(known, first, age) for known in (of_person(person), born))


def _keep_photo(session: Session, registration: Registration, is_minor: bool, has_consent: bool) -> None:
    """What somebody said of photographs themselves counts for nothing once they may be under age."""
    if is_minor and not has_consent and registration.photo_consent is not None:
        registration.photo_consent = None
        session.flush()


def _of_person(session: Session, person_id: int) -> Iterator[tuple[Registration, Held, Ages, date, bool]]:
    """Every registration of somebody, its event held."""
    with widened():
        events = session.scalars(select(Registration.event_id).where(Registration.person_id == person_id)).all()
        if not events:
            return
        held = {event_id: hold(session, event_id) for event_id in sorted(events)}
        rules = session.scalars(select(AgeRule)).all()
        for registration, day, has_consent in _rows(session, Registration.person_id == person_id):
            yield registration, held[registration.event_id], ages_of(rules, day), day, has_consent


def _rows(session: Session, *which: ColumnElement[bool]) -> Sequence[Row[Registration, date, bool]]:
    statement = select(Registration, Event.day, stands()).join(Event, Event.id == Registration.event_id)
    return session.execute(statement.where(*which).order_by(Registration.queue_number), execution_options=FRESH).all()


def judge_for_day(session: Session, held: Held, day: date, ages: Ages | None = None) -> int:
    """Before the event is on that day, or that rule counts: let whoever would be too young wait for a parent; how many do.

    Those on the waiting list first, so that no place that becomes free goes to one of them. Two statements when nobody is.
    """
    ages = ages or ages_on(day)
    which = (
        Registration.event_id == held.id,
        Registration.state.in_((CONFIRMED, WAITING)),
        Person.id == Registration.person_id,
        under(day, ages.consent_below),
        ~stands(),
    )
    with widened():
        young = session.scalars(select(Registration).where(*which).order_by(Registration.queue_number)).all()
    for registration in sorted(young, key=lambda row: row.state is CONFIRMED):
        pend(session, held, registration)
    return len(young)


def admit_of_age(session: Session, held: Held) -> int:
    """Let those come who need not wait for a parent on the day of the event as it is now; how many. One statement if nobody."""
    pending = (Registration.event_id == held.id, Registration.state == PENDING)
    with widened():
        waiting = session.execute(
            select(Registration, Person, Event.day, stands())
            .join(Person, Person.id == Registration.person_id)
            .join(Event, Event.id == Registration.event_id)
            .where(*pending)
            .order_by(Registration.queue_number),
            execution_options=FRESH,
        ).all()
    if not waiting:
        return 0
    ages = ages_on(waiting[0][2])
    free = [row for row, person, day, ok in waiting if ok or not may_be_under(of_person(person), day, ages.consent_below)]
    for registration in free:
        admit(session, held, registration)
    return len(free)


def state_on_return(session: Session, registration: Registration, person: Person) -> RegistrationState | None:
    """PENDING for whoever may not be put back on the list without a parent; None for everybody else."""
    with widened():
        day = session.scalars(select(Event.day).where(Event.id == registration.event_id)).one()
        if not may_be_under(of_person(person), day, ages_on(day).consent_below):
            return None
        wanted = select(func.count()).select_from(Registration).where(Registration.id == registration.id, stands())
        return None if session.scalar(wanted) else PENDING
