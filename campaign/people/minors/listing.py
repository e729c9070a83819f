"""Reading the minors of an event, and what the age of one means for their registration."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, func, or_, select

from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l, language
from campaign.events.models import Event
from campaign.events.schemas import EventRow
from campaign.people.minors.ages import is_date_wanted, may_be_under, under
from campaign.people.minors.models import GuardianConsent
from campaign.people.minors.queries import ages_on
from campaign.people.minors.schemas import Ages, Born, MinorFacts, MinorFigures, MinorLine, Standing
from campaign.people.models import Organisation, Person, Registration
from campaign.people.queries import sort_column
from campaign.people.schemas import PAGE_SIZE, RegistrationState
from campaign.web.paging import Page, keyset, page_of, word_cursor

_THEIRS = and_(GuardianConsent.registration_id == Registration.id, GuardianConsent.withdrawn_at.is_(None))


def minor_facts(registration_id: int) -> MinorFacts:
    """What the age of somebody means. Raises NotFound outside the asker's scope. Two statements."""
    row = db.session.execute(
        select(Registration, Person.birth_year, Person.birth_date, Event.day, GuardianConsent)
        .join(Person, Person.id == Registration.person_id)
        .join(Event, Event.id == Registration.event_id)
        .outerjoin(GuardianConsent, _THEIRS)
        .where(Registration.id == registration_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFound(_l("There is no such registration."))
    registration, year, birth_date, day, consent = row
    ages, born = ages_on(day), Born(year, birth_date)
    return MinorFacts(
        registration_id=registration.id, state=registration.state, born=born, consent_below=ages.consent_below,
        photo_below=ages.photo_below, must_agree=may_be_under(born, day, ages.consent_below),
        is_minor=may_be_under(born, day, ages.oldest),
        asks_date=is_date_wanted(born, day, ages.consent_below), photo=registration.photo_consent,
        link=registration.guardian_token if registration.guardian_hash else "",
        asked_by_letter=registration.guardian_email_sealed is not None, consent=_standing(consent),
    )  # fmt: skip


def _standing(row: GuardianConsent | None) -> Standing | None:
    if row is None:
        return None
    return Standing(
        row.name, row.relation, row.phone, row.way, row.photo, row.given_at, row.signed_on, row.kept_where
    )  # fmt: skip


def _minors(event: EventRow, ages: Ages) -> list[Any]:
    """Which registrations of an event are of minors; to be used beside a join of the people."""
    is_minor = under(event.day, ages.oldest)
    return [Registration.event_id == event.id, Registration.state != RegistrationState.CANCELLED, is_minor]


def minors_of_event(
    event: EventRow, token: str | None = None, only_pending: bool = False, size: int = PAGE_SIZE
) -> Page[MinorLine]:
    """One page of an event's minors in the reader's alphabet. Two statements, whatever the number of rows."""
    cursor, sort, ages = word_cursor(token), sort_column(language()), ages_on(event.day)
    wanted: Any = (
        select(Registration, Person, Organisation.name, GuardianConsent, sort)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(GuardianConsent, _THEIRS)
        .where(*_minors(event, ages), *([Registration.state == RegistrationState.PENDING] if only_pending else []))
    )
    rows = db.session.execute(keyset(wanted, (sort, Registration.id), cursor, size)).all()
    lines = [_line(row, event, ages) for row in rows]
    return page_of(lines, cursor, size, lambda line: (line.sort_key, line.registration_id))


def _line(row: Any, event: EventRow, ages: Ages) -> MinorLine:
    registration, person, organisation, consent, key = row
    standing = _standing(consent)
    born = Born(person.birth_year, person.birth_date)
    return MinorLine(
        registration.id, person.full_name, person.birth_year, organisation or "", registration.state,
        may_be_under(born, event.day, ages.consent_below), registration.photo_consent, standing,
        standing is not None and bool(standing.phone) and standing.phone == person.phone, key,
    )  # fmt: skip


def waiting_for_parents(event_ids: Iterable[int]) -> dict[int, int]:
    """How many wait for a parent, by the event; an event with nobody is left out. One statement."""
    counted = (
        select(Registration.event_id, func.count())
        .where(Registration.event_id.in_(event_ids), Registration.state == RegistrationState.PENDING)
        .group_by(Registration.event_id)
    )
    return {event_id: count for event_id, count in db.session.execute(counted)}


def minor_figures(event: EventRow) -> MinorFigures:
    """How many minors an event has. Two statements."""
    ages = ages_on(event.day)
    pending = Registration.state == RegistrationState.PENDING
    row = db.session.execute(
        select(
            func.count(),
            func.count().filter(pending),
            func.count().filter(or_(Registration.photo_consent.is_(None), pending)),
        )
        .select_from(Registration)
        .join(Person, Person.id == Registration.person_id)
        .where(*_minors(event, ages))
    ).one()
    return MinorFigures(*row)
