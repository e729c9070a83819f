"""Registering: a person's own wish, or a coordinator's entry for them; one unit of work, safe to send twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from campaign.core import audit, clock, crypto, operations
from campaign.core.actor import widened
from campaign.core.along import change_along, kept_back, put_along
from campaign.core.db import kept, unit_of_work
from campaign.core.errors import Invalid, Problem, Unavailable
from campaign.core.i18n import _, _l, language, own
from campaign.events.queries import event_row, open_event_held
from campaign.events.schemas import EventRow
from campaign.people.groups.models import Group
from campaign.people.judged import event_to_write
from campaign.people.line import ALONE, IN_LINE
from campaign.people.minors.ages import may_be_under, of_person
from campaign.people.minors.guardians import begin_with_guardian
from campaign.people.minors.schemas import Born
from campaign.people.minors.standing import keep_born
from campaign.people.models import TICKET, Consent, Person, Registration
from campaign.people.queries import consent_words
from campaign.people.schemas import ConsentWords, Receipt, Register, RegistrationState, Source
from campaign.people.services.claiming import claim
from campaign.people.services.letters import send_link
from campaign.people.services.places import ensure_role, hold, note, settle
from campaign.people.services.rows import Known, known_of, new_person, organisation_for, put
from campaign.people.wishes import problems_with

BY_FORM = "people.register"
BY_STAFF = "people.add"
MOST_CODES = 20
NOT_YET = _l("Not registered yet: something needs a correction.")
_BEFORE = kept(
    select(
        select(func.count())
        .where(Registration.event_id == bindparam("event_id"), ALONE, Registration.queue_number < bindparam("queue_number"))
        .scalar_subquery()
        + select(func.count())
        .where(Group.event_id == bindparam("event_id"), IN_LINE, Group.queue_number < bindparam("queue_number"))
        .scalar_subquery()
    )
)


@dataclass(frozen=True)
class Desk:
    """Where a form is judged and entered in one unit of work: the event, held, and the consent that is asked for."""

    event: EventRow
    consent: ConsentWords


@contextmanager
def open_desk(event_id: int) -> Iterator[Desk]:
    """Hold an open event for whatever is done in the block. Raises NotFound for a draft, Closed when it is not open."""
    with unit_of_work():
        yield Desk(open_event_held(event_id), consent_words(language()))


def register(event_id: int, wish: Register, key: str, desk: Desk | None = None) -> Receipt:
    """Give the person a place, or a place on the waiting list, and return the ticket.

    The form's key makes sending twice harmless (another body: KeyReused). A phone that is registered already under this
    name gets a neutral answer and its link by message, never the ticket itself; another name is another person, families
    share a phone. Raises NotFound for a draft, Closed when registration is not open, Invalid with all that is wrong.
    """
    with unit_of_work() as session:
        body = {"event": event_id, **asdict(replace(wish, language="", consent_version=None))}
        sent = operations.Sent.of(BY_FORM, key, body)
        event = desk.event if desk else open_event_held(event_id)
        known = known_of(session, event, wish, sent)
        answer = known.answer
        if answer is None:
            with widened(), kept_back(session):
                text_id = _judge(event, wish, desk.consent if desk else None, needs_all=True)
                answer = _enter(session, event, wish, Source.FORM, text_id, known)
                operations.keep(session, sent, answer)
                audit.write_down(session)
        return _receipt(answer)


def add_person(event_id: int, wish: Register, key: str) -> int:
    """Register somebody for a coordinator, whether registration is open or not, and return the registration's number.

    Raises NotFound, Refused, KeyReused, Invalid; Invalid also for somebody who is on the list already.
    """
    with unit_of_work() as session:
        answer = operations.begin(session, BY_STAFF, key, {"event": event_id, **asdict(wish)})
        if answer is None:
            event = event_to_write(event_id)
            hold(session, event_id)
            event = event_row(event_id)
            with widened():
                text_id = _judge(event, wish, None, needs_all=False)
                answer = _enter(session, event, wish, Source.STAFF, text_id, known_of(session, event, wish))
            if answer["repeat"]:
                words = _("This person is on the list of the event already.")
                raise Invalid(words, [Problem("full_name", "registered_already", words)])
            operations.finish(session, BY_STAFF, key, answer)
        return int(answer["registration"])


def enter_at_the_door(session: Session, event: EventRow, wish: Register) -> int:
    """Register somebody who stands at the door of a held event, or find them registered; the number of the registration.

    The consent is not given yet: it is a line on paper at the door. Under `hold` and widened. Raises Invalid.
    """
    text_id = _judge(event, wish, None, needs_all=False)
    return int(_enter(session, event, wish, Source.WALK_IN, text_id, known_of(session, event, wish))["registration"])


def _judge(event: EventRow, wish: Register, shown: ConsentWords | None, needs_all: bool) -> int | None:
    """The consent text that was agreed to. Raises Invalid with everything that is wrong with the wish, not only the first."""
    today = clock.campaign_today(event.time_zone)
    problems = [*problems_with(wish.full_name, wish.birth_year, today)]
    if needs_all:
        problems += _missing(wish)
    is_shown = shown is not None and shown.language == own(wish.language)
    agreed = None if wish.consent_version is None else shown if is_shown else consent_words(wish.language)
    if agreed is not None and wish.consent_version != agreed.version:
        problems.append(Problem("agree", "changed", _("The words of the consent have changed. Please read them again.")))
    if problems:
        raise Invalid(NOT_YET, problems)
    return agreed.id if agreed else None


def _missing(wish: Register) -> Iterator[Problem]:
    if not wish.phone:
        yield Problem("phone", "missing", _("Please fill this in."))
    if wish.birth_year is None:
        yield Problem("birth_year", "missing", _("Please fill this in."))
    if wish.consent_version is None:
        yield Problem("agree", "missing", _("Without your consent we may not keep your data, and so not register you."))


def _enter(
    session: Session, event: EventRow, wish: Register, source: Source, text_id: int | None, known: Known
) -> operations.Answer:
    """Find or make the person, take the place, keep the consent; the answer as the operation key keeps it."""
    person, there = known.person, known.registration
    if person is not None and there is not None and there.state is not RegistrationState.CANCELLED:
        if source is Source.FORM:
            claim(session, there)
            send_link(session, there, person)
        return {"repeat": True, "registration": there.id}
    person = _person(session, event, wish, known, source)
    state = state_of_entry(session, event, known, of_person(person), wish.role_id)
    has_guardian = may_be_under(of_person(person), event.day, known.ages.oldest)
    entry = _Entry(source, state, known.last_in_line + 1, has_guardian)
    if there is None:
        there = _new(session, event, person, wish, entry)
    else:
        _revive(session, there, wish, entry)
    if text_id is not None:
        keep_consent(session, there, text_id)
    note(session, "people.registered", there)
    send_link(session, there, person)
    return {
        "repeat": False,
        "registration": there.id,
        "uid": there.uid,
        "generation": there.generation,
        "state": state.value,
        "code": there.code,
        "ahead": _ahead(session, there),
    }


def state_of_entry(session: Session, event: EventRow, known: Known, born: Born, role_id: int | None) -> RegistrationState:
    """What somebody comes on the list as: waiting for a parent, else with a place or on the waiting list (`settle`).

    Raises Invalid when their role does not exist or is full while others have room.
    """
    if may_be_under(born, event.day, known.ages.consent_below):
        ensure_role(event, role_id)
        return RegistrationState.PENDING
    return settle(session, event, role_id, known.somebody_waits)


def _receipt(answer: operations.Answer) -> Receipt:
    if answer["repeat"]:
        return Receipt(RegistrationState.CONFIRMED, ticket="", code="")
    ticket = crypto.derived_token(TICKET, answer["uid"], answer["generation"])
    return Receipt(RegistrationState(answer["state"]), ticket, answer["code"], answer["ahead"])


def _person(session: Session, event: EventRow, wish: Register, there: Known, source: Source) -> Person:
    """The person of the wish. What the form says of somebody known only fills gaps: anybody may type a name and a phone."""
    known = there.person
    organisation_id = there.organisation_id or organisation_for(session, event.region_id, wish.organisation)
    if known is None:
        known = new_person(
            session, event.region_id, wish.phone, wish.full_name,
            birth_year=wish.birth_year, language=wish.language, organisation_id=organisation_id,
        )  # fmt: skip
    by_staff = source is Source.STAFF
    if wish.birth_year not in (None, known.birth_year) and (known.birth_year is None or by_staff):
        keep_born(session, known, Born(wish.birth_year, known.birth_date))
    if organisation_id is not None and (known.organisation_id is None or by_staff):
        change_along(session, Person, known.id, {"organisation_id": organisation_id})
        set_committed_value(known, "organisation_id", organisation_id)
    return known


@dataclass(frozen=True)
class _Entry:
    """As what somebody comes on the list: by which way, at which number of the line, and whether a parent gets a link."""

    source: Source
    state: RegistrationState
    queue_number: int
    has_guardian: bool


def _new(session: Session, event: EventRow, person: Person, wish: Register, entry: _Entry) -> Registration:
    fields: dict[str, Any] = {
        "event_id": event.id, "region_id": event.region_id, "stop_id": event.stop_id, "person_id": person.id,
        "role_id": wish.role_id, "places": 1, "state": entry.state, "source": entry.source,
        "language": wish.language, "note": wish.note, "queue_number": entry.queue_number, "made_at": clock.campaign_now(),
    }  # fmt: skip
    for _turn in range(MOST_CODES):  # a code that is taken already is one in millions
        registration = Registration(uid=crypto.new_uid(), code=crypto.new_code(), **fields)
        registration.issue(1)
        if entry.has_guardian:
            registration.issue_to_guardian(1)
        registration.sort_as(person.full_name)
        number = put(session, registration)
        if number is not None:
            registration.id = number
            return registration
    raise Unavailable(_l("No free code was found for the ticket. Please send the form again."))


def _revive(session: Session, there: Registration, wish: Register, entry: _Entry) -> None:
    """Somebody who cancelled comes again: at the end of the line, with new links, and nothing of what was said before."""
    claim(session, there)
    begin_with_guardian(session, there, entry.has_guardian)
    there.queue_number, there.group_id, there.confirm_by = entry.queue_number, None, None
    there.role_id, there.state, there.cancelled_at = wish.role_id, entry.state, None
    there.note, there.email, there.language, there.made_at = wish.note, "", wish.language, clock.campaign_now()
    there.issue(there.generation + 1)
    session.flush()


def keep_consent(session: Session, registration: Registration, text_id: int) -> None:
    """Keep that the person agreed to this text now."""
    facts = {"registration_id": registration.id, "text_id": text_id, "region_id": registration.region_id}
    put_along(session, Consent, {**facts, "given_at": clock.campaign_now()})


def _ahead(session: Session, registration: Registration) -> int | None:
    """How many wait before; None for whoever has a place."""
    if registration.state is not RegistrationState.WAITING:
        return None
    facts = {"event_id": registration.event_id, "queue_number": registration.queue_number}
    with widened():
        return session.scalar(_BEFORE, facts) or 0
