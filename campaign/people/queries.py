"""Reading the people of an event, organisations, and the roster. Rows outside the asker's scope do not exist here."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Label, and_, bindparam, false, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from campaign.core import clock, moments, phones
from campaign.core.db import db, kept
from campaign.core.errors import NotFound
from campaign.core.i18n import LANGUAGES, Translated, _l, language, own, use_language
from campaign.core.mail import Message, MessageState
from campaign.core.text import clean_line, fold
from campaign.events.models import Event, EventRole
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.people.groups.models import Group
from campaign.people.meant import by_name, by_phone, short_code
from campaign.people.models import (
    Consent,
    ConsentText,
    Organisation,
    Person,
    Registration,
    opened_phone,
)
from campaign.people.rides import rides_of
from campaign.people.schemas import (
    LONGEST_SEARCH,
    PAGE_SIZE,
    ConsentWords,
    FoundPerson,
    OrganisationRow,
    PeopleFigures,
    PersonCard,
    PersonFilter,
    PersonLine,
    RegistrationState,
    Roster,
    RosterLine,
)
from campaign.people.waiting import waiting_places
from campaign.relay.queries import campaign_of
from campaign.web.paging import Page, keyset, page_of, word_cursor

EVERYBODY = PersonFilter()
# the letters without which somebody comes in vain, or stays away
NEWS = ("people.event_cancelled", "people.event_changed", "people.event_restored")


def sort_column(code: str) -> InstrumentedAttribute[str]:
    """The column whose byte order is the alphabet of a reader of `code`."""
    return Registration.sort_kk if code == "kk" else Registration.sort_ru


def _search(text: str) -> Any:
    """Whom the words mean: parts of a name in any spelling and order, a phone or its last four digits, a short code."""
    typed = clean_line(text)[:LONGEST_SEARCH]
    ways: list[Any] = []
    if any(char.isalpha() for char in typed):
        ways += [and_(*named)] if (named := by_name(typed)) else []
    elif (known := by_phone(typed)) is not None:
        ways.append(Registration.person_id.in_(select(Person.id).where(known)))  # few: found first, not at the end of a walk
    if (code := short_code(typed)) is not None:
        ways.append(Registration.code == code)
    return or_(*ways) if ways else false()


def filter_rules(event_id: int, wish: PersonFilter) -> list[Any]:
    """Which registrations of an event a filter means; to be used beside a join of the people."""
    rules = [Registration.event_id == event_id]
    if wish.state is None:
        rules.append(Registration.state != RegistrationState.CANCELLED)
    else:
        rules.append(Registration.state == wish.state)
    if wish.role_id is not None:
        rules.append(Registration.role_id == wish.role_id)
    if wish.organisation_id is not None:
        rules.append(Person.organisation_id == wish.organisation_id)
    if wish.unreached:
        rules.append(_out_of_reach())
    if wish.text:
        rules.append(_search(wish.text))
    return rules


def _out_of_reach() -> ColumnElement[bool]:
    """Who has no address, or whose mailbox did not take the news of the event."""
    refused = select(Message.facts["registration_id"].as_integer()).where(
        Message.kind.in_(NEWS), Message.state == MessageState.FAILED
    )
    return and_(Registration.email_sealed.is_(None), Person.email_sealed.is_(None)) | Registration.id.in_(refused)


def unreached(event_id: int) -> int:
    """How many come or wait whom no letter about the event reaches. One statement."""
    people = select(func.count()).select_from(Registration).join(Person, Person.id == Registration.person_id)
    return db.session.scalar(people.where(*filter_rules(event_id, PersonFilter(unreached=True)))) or 0


def _lines(sort: InstrumentedAttribute[str]) -> Any:
    consented = select(literal(1)).where(Consent.registration_id == Registration.id, Consent.withdrawn_at.is_(None))
    return (
        select(
            Registration.id,
            Registration.person_id,
            Person.full_name,
            Person.uid,
            Person.phone_sealed,
            Person.birth_year,
            Organisation.name,
            EventRole.name.label("role"),
            Registration.state,
            consented.correlate(Registration).exists(),
            Group.name.label("group"),
            Registration.note,
            Registration.made_at,
            sort,
        )
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .outerjoin(Group, Group.id == Registration.group_id)
    )


def _line(row: Any, waiting: dict[int, int]) -> PersonLine:
    registration_id, person_id, name, uid, sealed, year, organisation, role, state, consented, group, note, made_at, key = row
    return PersonLine(
        registration_id, person_id, name, opened_phone(sealed, uid), year, organisation or "", role, state,
        waiting.get(registration_id), consented, group or "", note, made_at, key,
    )  # fmt: skip


def people_of_event(
    event_id: int,
    wish: PersonFilter = EVERYBODY,
    token: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[PersonLine]:
    """One page of an event's people who fit, in the alphabet of the reader's language.

    At most two statements, whatever the number of rows; page 2,000 costs what page 1 costs. Ask for the event itself first:
    it is what says NotFound to whoever may not see it.
    """
    cursor = word_cursor(token)
    sort = sort_column(language())
    statement = keyset(_lines(sort).where(*filter_rules(event_id, wish)), (sort, Registration.id), cursor, size)
    rows = db.session.execute(statement).all()
    waiting = waiting_places(event_id, (row.id for row in rows if row.state is RegistrationState.WAITING))
    lines = [_line(row, waiting) for row in rows]
    return page_of(lines, cursor, size, lambda line: (line.sort_key, line.registration_id))


def figures(event: EventRow) -> PeopleFigures:
    """How many registrations the event has in each state; the confirmed ones are its taken places. One statement."""
    statement = select(Registration.state, func.count()).where(
        Registration.event_id == event.id, Registration.state != RegistrationState.CONFIRMED
    )
    counted = dict(db.session.execute(statement.group_by(Registration.state)).all())
    of_roles = [role.capacity for role in event.roles]
    total = sum(capacity for capacity in of_roles if capacity is not None)
    needed = event.capacity if event.capacity is not None else total if of_roles and None not in of_roles else None
    return PeopleFigures(
        confirmed=event.taken,
        waiting=counted.get(RegistrationState.WAITING, 0),
        pending=counted.get(RegistrationState.PENDING, 0),
        cancelled=counted.get(RegistrationState.CANCELLED, 0),
        needed=needed,
    )


def organisations_of_event(event: EventRow, most: int = 200) -> tuple[tuple[int, str], ...]:
    """Where the event's people come from, in the reader's alphabet: ids and names. One statement.

    Each organisation of the region is asked for one of its people at the event, so thousands from one school cost nothing.
    """
    sort = Organisation.sort_kk if language() == "kk" else Organisation.sort_ru
    is_there = select(literal(1)).where(Registration.person_id == Person.id, Registration.event_id == event.id)
    theirs = Person.organisation_id == Organisation.id  # two steps, so that no database walks the event's people for each
    comes = select(literal(1)).where(theirs, is_there.correlate(Person).exists()).correlate(Organisation).exists()
    statement = select(Organisation.id, Organisation.name).where(Organisation.region_id == event.region_id, comes)
    return tuple(db.session.execute(statement.order_by(sort).limit(most)).all())


def _card() -> Any:
    return (
        select(Registration, Person, Organisation.name, EventRole.name.label("role"), Group.name.label("group"))
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .outerjoin(Group, Group.id == Registration.group_id)
        .execution_options(populate_existing=True)
    )


_CARD = kept(_card().where(Registration.id == bindparam("number")))
_AGREED = kept(
    select(ConsentText.id, ConsentText.version, ConsentText.language, ConsentText.text, Consent.given_at)
    .join(Consent, Consent.text_id == ConsentText.id)
    .where(Consent.registration_id == bindparam("number"), Consent.withdrawn_at.is_(None))
    .order_by(Consent.id.desc())
    .limit(1)
)


def person_card(registration_id: int) -> PersonCard:
    """Everything about one registration. Raises NotFound outside the asker's scope. At most three statements."""
    row = db.session.execute(_CARD, {"number": registration_id}).one_or_none()
    if row is None:
        raise NotFound(_l("There is no such registration."))
    registration, person, organisation, role, group = row
    consent, given_at = _consent_of(registration_id)
    waiting = [registration.id] if registration.state is RegistrationState.WAITING else []
    return PersonCard(
        registration_id=registration.id,
        person_id=person.id,
        event_id=registration.event_id,
        region_id=registration.region_id,
        stop_id=registration.stop_id,
        full_name=person.full_name,
        phone=person.phone,
        email=registration.email or person.email,
        birth_year=person.birth_year,
        organisation=organisation or "",
        role_id=registration.role_id,
        role=role,
        state=registration.state,
        waiting_place=waiting_places(registration.event_id, waiting).get(registration.id),
        group_id=registration.group_id,
        group=group or "",
        confirm_by=registration.confirm_by,
        source=registration.source,
        code=registration.code,
        generation=registration.generation,
        language=registration.language,
        note=registration.note,
        consent=consent,
        consented_at=given_at,
        made_at=registration.made_at,
        cancelled_at=registration.cancelled_at,
    )


def _consent_of(registration_id: int) -> tuple[ConsentWords | None, Any]:
    row = db.session.execute(_AGREED, {"number": registration_id}).one_or_none()
    return (None, None) if row is None else (ConsentWords(*row[:4]), row[4])


_NEWEST_CONSENT = kept(
    select(ConsentText.id, ConsentText.version, ConsentText.language, ConsentText.text)
    .where(ConsentText.language == bindparam("code"), ConsentText.valid_from <= bindparam("now"))
    .order_by(ConsentText.version.desc())
    .limit(1)
)


def consent_words(code: str) -> ConsentWords:
    """The newest consent text in a language, or the nearest of kk, ru and en, a moment ago.

    Raises NotFound on a database to which nothing was shipped. Texts are only ever added, and each consent
    names its own. One statement in a moment.
    """
    return moments.lately(("consent", code), lambda: _consent_words(own(code)))


def _consent_words(code: str) -> ConsentWords:
    row = db.session.execute(_NEWEST_CONSENT, {"code": code, "now": clock.campaign_now()}).one_or_none()
    if row is None:
        raise NotFound(_l("There is no consent text yet. Run: adalzhol database upgrade."))
    return ConsentWords(*row)


def find_people(text: str, token: str | None = None, size: int = PAGE_SIZE) -> Page[FoundPerson]:
    """Registrations of whomever the words mean, across all events the asker may see. One statement, none without words."""
    if not clean_line(text):
        return Page(())
    cursor = word_cursor(token)
    sort = sort_column(language())
    found: Any = (
        select(
            Registration.id, Person.full_name, Person.uid, Person.phone_sealed, Organisation.name, Registration.state,
            Event.id, Event.title, Event.starts_at, Event.time_zone, sort,
        )
        .join(Person, Person.id == Registration.person_id)
        .join(Event, Event.id == Registration.event_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(_search(text))
    )  # fmt: skip
    rows = db.session.execute(keyset(found, (sort, Registration.id), cursor, size)).all()
    people = [
        FoundPerson(row[0], row[1], opened_phone(row[3], row[2]), row[4] or "", row[5], row[6], row[7], row[8], row[9], row[10])
        for row in rows
    ]
    return page_of(people, cursor, size, lambda person: (person.sort_key, person.registration_id))


def find_organisations(text: str = "", token: str | None = None, size: int = PAGE_SIZE) -> Page[OrganisationRow]:
    """One page of the organisations whose name fits, in the reader's alphabet. One statement."""
    cursor = word_cursor(token)
    sort = Organisation.sort_kk if language() == "kk" else Organisation.sort_ru
    words = [Organisation.name_key.contains(word, autoescape=True) for word in fold(text[:LONGEST_SEARCH]).split()]
    statement = keyset(_organisations(sort).where(*words), (sort, Organisation.id), cursor, size)
    rows = [OrganisationRow(*row) for row in db.session.execute(statement)]
    return page_of(rows, cursor, size, lambda row: (row.sort_key, row.id))


def _organisations(sort: InstrumentedAttribute[str]) -> Any:
    people: Label[int] = (
        select(func.count())
        .where(Person.organisation_id == Organisation.id)
        .correlate(Organisation)
        .scalar_subquery()
        .label("people")
    )
    return select(Organisation.id, Organisation.region_id, Organisation.name, people, sort)


def organisation_row(organisation_id: int) -> OrganisationRow:
    """Raises NotFound outside the asker's scope. One statement."""
    statement = _organisations(Organisation.sort_ru).where(Organisation.id == organisation_id)
    row = db.session.execute(statement).one_or_none()
    if row is None:
        raise NotFound(_l("There is no such organisation."))
    return OrganisationRow(*row)


def _roster_lines(event_id: int, code: str, most: int | None) -> Iterator[RosterLine]:
    rows = db.session.execute(
        select(Person.full_name, Organisation.name, EventRole.name.label("role"), Person.phone_sealed, Person.uid)
        .add_columns(Registration.note, Group.name.label("group"), Registration.id)
        .select_from(Registration)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .outerjoin(Group, Group.id == Registration.group_id)
        .where(Registration.event_id == event_id, Registration.state == RegistrationState.CONFIRMED)
        .order_by(sort_column(code), Registration.id)
        .limit(most)
    )
    with use_language(code):
        cars = rides_of(event_id)
    for name, organisation, role, sealed, uid, note, group, number in rows:
        phone, said = phones.shown(opened_phone(sealed, uid)), role.text(code) if role else ""
        yield RosterLine(name, organisation or "", said, phone, group or "", cars.get(number, ""), note, number)


def roster_for(event_id: int, code: str, most: int | None = None) -> Roster:
    """Everybody confirmed for the event (the first `most` of them), in the language `code` and its alphabet; numbers in full.

    Raises NotFound when the event is not the asker's to see. Six statements whatever the number of rows; some 15 µs a row.
    """
    event = event_row(event_id)
    lines = tuple(_roster_lines(event_id, code, most))
    with use_language(code):
        return Roster(
            event_id=event_id,
            language=code,
            campaign=campaign_of(event.relay_id).name.text(code),
            event=event.title.text(code),
            place=place_line(event, code),
            day=event.day,
            starts=f"{event.starts_on_wall:%H:%M}",
            lines=lines,
            responsible=event.responsible,
        )


def event_line(event: EventRow) -> Translated:
    """Which event it is, in each language: title, city, day; for whoever reads it far from the event's page."""
    lines = {code: (event.title.text(code), event.unit_name.text(code), f"{event.day:%d.%m.%Y}") for code in LANGUAGES}
    return Translated.of({code: ", ".join(filter(None, line)) for code, line in lines.items()})


def place_line(event: EventRow, code: str) -> str:
    """Where the event is: city, place, address, and what was noted about it."""
    parts = (event.unit_name.text(code), event.place_name.text(code), event.place_address, event.place_note)
    return ", ".join(dict.fromkeys(part for part in parts if part))
