"""What coordinators change: a registration's facts, leaving and coming back, organisations, the texts that ship."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import current_actor
from campaign.core.audit import AuditEntry
from campaign.core.db import unit_of_work
from campaign.core.errors import Closed, Full, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.text import fold
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow, EventState
from campaign.events.services import free_place, take_place
from campaign.people import consent
from campaign.people.duplicates.aliases import survivors_of
from campaign.people.judged import event_to_write
from campaign.people.minors.schemas import Born
from campaign.people.minors.standing import admit_of_age, ensure_link, keep_born, state_on_return
from campaign.people.models import Consent, ConsentText, Organisation, Person, Registration
from campaign.people.policies import ensure_can_write_organisations
from campaign.people.queries import consent_words, person_card
from campaign.people.schemas import PersonEdit, RegistrationState
from campaign.people.services.giving import tell
from campaign.people.services.held import held_to_change
from campaign.people.services.places import Held, group_of, group_to_return_to, hold, leave, note, promote, take_again
from campaign.people.services.registering import NOT_YET, keep_consent
from campaign.people.services.rows import organisation_for, person_of, person_with, rename_person
from campaign.people.wishes import problems_with


def edit_person(registration_id: int, wish: PersonEdit, seen: int | None = None) -> None:
    """Correct somebody's facts; the name, phone, year and organisation are the person's, in every event of the region.

    `seen` is the version of the facts that the asker has read, where the asker says it. Raises NotFound, Refused, Stale,
    Invalid (also when the new role is full, or somebody else has this phone and name).
    """
    with unit_of_work() as session:
        held, registration = held_to_change(session, registration_id)
        event = event_row(registration.event_id)
        person = person_of(session, registration)
        if seen is not None and person_card(registration.id).version != seen:
            raise Stale(_l("Somebody has changed this meanwhile. Look at it again; nothing was saved."))
        _judge_edit(session, event, person, wish)
        changed = _changed(person, registration, wish)
        if person.birth_year != wish.birth_year:
            keep_born(session, person, Born(wish.birth_year, person.birth_date))
        rename_person(session, person, wish.full_name)
        if person.phone != wish.phone:
            person.phone = wish.phone
        person.organisation_id = organisation_for(session, person.region_id, wish.organisation)
        registration.note = wish.note
        change_role(session, held, event, registration, wish.role_id)
        session.flush()
        after = {"event": registration.event_id, "changed": changed}
        audit.note(session, "people.edited", "registration", registration.id, region_id=registration.region_id, after=after)


def _judge_edit(session: Session, event: EventRow, person: Person, wish: PersonEdit) -> None:
    today = clock.campaign_today(event.time_zone)
    problems = [*problems_with(wish.full_name, wish.birth_year, today)]
    other = person_with(session, person.region_id, wish.phone, wish.full_name)
    if other is not None and other.id != person.id:
        words = _("Somebody with this phone and this name is in the lists of the region already.")
        problems.append(Problem("full_name", "taken", words))
    if problems:
        raise Invalid(NOT_YET, problems)


def _changed(person: Person, registration: Registration, wish: PersonEdit) -> list[str]:
    """Which facts change, by name only: the trail holds nothing personal."""
    pairs: dict[str, tuple[Any, Any]] = {
        "full_name": (person.full_name, wish.full_name),
        "phone": (person.phone, wish.phone),
        "birth_year": (person.birth_year, wish.birth_year),
        "role": (registration.role_id, wish.role_id),
        "note": (registration.note, wish.note),
    }
    return [name for name, (old, new) in pairs.items() if old != new]


def change_role(session: Session, held: Held, event: EventRow, registration: Registration, role_id: int | None) -> None:
    """Give somebody another role; whoever has a place takes it there, guarded. Raises Invalid for one that is full."""
    if registration.role_id == role_id:
        return
    if role_id is not None and role_id not in {role.id for role in event.roles}:
        words = _("There is no such role at this event. Choose one of the list.")
        raise Invalid(NOT_YET, [Problem("role", "unknown", words)])
    old, registration.role_id = registration.role_id, role_id
    if registration.state is RegistrationState.CONFIRMED:
        free_place(session, held.id, old, registration.places)
        if not take_place(session, held.id, role_id, registration.places):
            words = _("No place is left in this role. Please choose another one.")
            raise Invalid(NOT_YET, [Problem("role", "role_full", words)])
    session.flush()
    if registration.state is RegistrationState.WAITING and (group := group_of(session, registration)) is not None:
        tell(session, "groups.changed", group)
    if held.is_to_come:
        promote(session, held.id)


def cancel(registration_id: int) -> None:
    """Take somebody off the list; whoever waits first gets the place. Done twice it is done once. Raises NotFound, Refused."""
    with unit_of_work() as session:
        held, registration = held_to_change(session, registration_id)
        leave(session, held, registration)


def restore(registration_id: int) -> RegistrationState:
    """Undo a cancelling: the old place in the line for whoever waited, a place for whoever had one, if there is one left.

    Raises NotFound, Refused, Full when the place has gone to somebody else, Closed for a cancelled event.
    """
    with unit_of_work() as session:
        held, registration = held_to_change(session, registration_id)
        return come_back(session, held, registration)


def come_back(session: Session, held: Held, registration: Registration) -> RegistrationState:
    """The same for whoever may do so, in their unit of work. Done twice it is done once. Raises Full, Closed."""
    if registration.state is not RegistrationState.CANCELLED:
        return registration.state
    _ensure_may_return(session, held, registration)
    group = group_to_return_to(session, registration)
    state = state_on_return(session, registration, person_of(session, registration)) or _state_before(session, registration)
    if state is RegistrationState.CONFIRMED and not take_again(session, held, registration, group):
        raise Full(_l("The place has gone to somebody else meanwhile. Add the person anew to put them on the waiting list."))
    if state is RegistrationState.WAITING and group is not None and group.short:
        group.short -= 1
    registration.state, registration.cancelled_at = state, None
    session.flush()
    note(session, "people.restored", registration, before=RegistrationState.CANCELLED)
    if state is RegistrationState.PENDING:
        ensure_link(registration)
        admit_of_age(session, held)
    if group is not None:
        tell(session, "groups.named", group)
    if held.is_to_come:
        promote(session, held.id)
    return registration.state


def _ensure_may_return(session: Session, held: Held, registration: Registration) -> None:
    """Raises Closed."""
    if survivors_of(session, [registration.id]):
        raise Closed(_l("This person stands on the list by another registration: two were put together."))
    if held.state is EventState.CANCELLED:
        raise Closed(_l("This event was cancelled."))


def _state_before(session: Session, registration: Registration) -> RegistrationState:
    """What the trail says somebody was before they were cancelled last."""
    last = session.scalar(
        select(AuditEntry.before)
        .where(
            AuditEntry.act == "people.cancelled",
            AuditEntry.thing == "registration",
            AuditEntry.thing_id == registration.id,
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    return RegistrationState(last["state"]) if last else RegistrationState.CONFIRMED


def give_free_places(event_id: int) -> int:
    """Give what has become free (a larger hall, a larger role) to those who wait, and say to how many.

    Raises NotFound, Refused.
    """
    with unit_of_work() as session:
        event_to_write(event_id)
        held = hold(session, event_id)
        return promote(session, event_id) if held.is_to_come else 0


def consent_on_paper(registration_id: int, language: str) -> None:
    """Keep that the person signed the present consent text on paper. Done twice it is done once. Raises NotFound, Refused."""
    with unit_of_work() as session:
        _event, registration = held_to_change(session, registration_id)
        given = select(Consent.id).where(Consent.registration_id == registration_id, Consent.withdrawn_at.is_(None))
        if session.scalar(given.limit(1)) is not None:
            return
        keep_consent(session, registration, consent_words(language).id)
        note(session, "people.consented", registration)


def rename_organisation(organisation_id: int, name: str) -> None:
    """Raises NotFound, Refused, Invalid when the region has one of that name."""
    with unit_of_work() as session:
        organisation = session.scalars(select(Organisation).where(Organisation.id == organisation_id)).one_or_none()
        if organisation is None:
            raise NotFound(_l("There is no such organisation."))
        ensure_can_write_organisations(current_actor(), organisation.region_id)
        if not fold(name):
            words = _("Please write the name in letters or figures.")
            raise Invalid(words, [Problem("name", "no_name", words)])
        same = select(Organisation.id).where(
            Organisation.region_id == organisation.region_id,
            Organisation.name_key == fold(name)[:400],
            Organisation.id != organisation.id,
        )
        if session.scalar(same) is not None:
            words = _("The region has an organisation of this name already.")
            raise Invalid(words, [Problem("name", "taken", words)])
        organisation.rename(name)
        session.flush()
        audit.note(session, "organisation.renamed", "organisation", organisation.id, region_id=organisation.region_id)


def load_shipped(session: Session) -> None:
    """Put in the consent texts that ship; one that is there is never touched."""
    there = set(session.execute(select(ConsentText.version, ConsentText.language)))
    for language, words in consent.TEXTS.items():
        if (consent.VERSION, language) not in there:
            session.add(ConsentText(version=consent.VERSION, language=language, text=words, valid_from=consent.VALID_FROM))
