"""What `adalzhol check` recounts of minors: nobody too young has a place or waits for one without a guardian's consent."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.events.models import Event
from campaign.people.minors.ages import OLDEST_MINOR, may_be_under
from campaign.people.minors.models import AgeRule
from campaign.people.minors.queries import ages_of, stands
from campaign.people.minors.schemas import Born
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState

ON_A_LIST = (RegistrationState.CONFIRMED, RegistrationState.WAITING)


@check("minors")
def minors(session: Session) -> Finding:
    """Reckoned here anew, not by the triggers that guard it. Two statements and a count; some 5 µs a young person."""
    looked_at = session.scalar(select(func.count(Registration.id))) or 0
    rules = session.scalars(select(AgeRule)).all()
    young = (
        select(
            Registration.id, Registration.state, Registration.photo_consent, Registration.guardian_hash, Person.birth_year,
            Person.birth_date, Event.day, stands(),
        )
        .join(Person, Person.id == Registration.person_id)
        .join(Event, Event.id == Registration.event_id)
        .where(
            (Person.birth_year >= extract("year", Event.day) - OLDEST_MINOR - 1)
            | Person.birth_date.is_not(None)
            | (Registration.state == RegistrationState.PENDING)
        )
        .order_by(Registration.id)
    )  # fmt: skip
    wrong: list[Wrong] = []
    for row in session.execute(young):
        wrong += _wrong(row, rules)
        if len(wrong) >= MOST_NAMED:
            break
    return Finding(looked_at, tuple(wrong))


def _wrong(row: Any, rules: Any) -> Iterator[Wrong]:
    number, state, photo, link, year, born, day, has_consent = row
    ages, known = ages_of(rules, day), Born(year, born)
    needs = may_be_under(known, day, ages.consent_below) and not has_consent
    if needs and state in ON_A_LIST:
        yield Wrong("registration", number, f"is {state.value}, may be under {ages.consent_below}, and no guardian agreed")
    if not needs and state is RegistrationState.PENDING:
        yield Wrong("registration", number, "waits for a guardian, but need not")
    if state is RegistrationState.PENDING and link is None:
        yield Wrong("registration", number, "waits for a guardian, but has no link for one")
    if photo and may_be_under(known, day, ages.photo_below) and not has_consent:
        yield Wrong("registration", number, f"may be photographed under {ages.photo_below}, but no guardian said so")
