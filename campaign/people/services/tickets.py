"""The personal page: who holds the link sees and changes their own registration, and nothing else."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from campaign.core import audit, clock, mail
from campaign.core.actor import current_actor, widened
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Closed, Full, Invalid, NotFound, Problem
from campaign.core.i18n import _, _l
from campaign.events.queries import event_row
from campaign.events.schemas import EventState
from campaign.people.duplicates.aliases import registration_with, that_gave_way_to
from campaign.people.models import Person, Registration
from campaign.people.policies import ensure_can_write_people
from campaign.people.queries import person_card
from campaign.people.schemas import Contact, RegistrationState, Ticket
from campaign.people.services.claiming import claim
from campaign.people.services.held import held_to_change
from campaign.people.services.keeping import change_role, come_back
from campaign.people.services.letters import LINK, send_link
from campaign.people.services.places import Held, hold, leave, note
from campaign.people.services.rows import person_of, person_with, registration_here


class NoSuchTicket(NotFound):
    """The link of a ticket is wrong, cut off, or was withdrawn for a newer one; which of them it is nobody is told."""


def _by_token(session: Session, token: str) -> Registration:
    """Whose link it is. Raises NoSuchTicket for a wrong, withdrawn or mangled one."""
    if (found := registration_with(session, Registration.token_hash, token)) is not None:
        return found
    raise NoSuchTicket(
        _l("This link does not work. Perhaps a newer one was given out: ask the coordinator of the event for your link.")
    )


def held_by_token(session: Session, token: str) -> tuple[Held, Registration]:
    """The same with its event held, read after that: whoever held it before may have changed or removed it. Raises NotFound."""
    held = hold(session, _by_token(session, token).event_id)
    return held, _by_token(session, token)


def ticket_with(token: str) -> Ticket:
    """What the holder of the link sees. Raises NotFound. Seven statements at most."""
    registration = _by_token(db.session(), token)
    with widened():
        card = person_card(registration.id)
        event = event_row(card.event_id)
    return Ticket(
        registration_id=card.registration_id,
        full_name=card.full_name,
        role_id=card.role_id,
        role=card.role,
        state=card.state,
        waiting_place=card.waiting_place,
        code=card.code,
        language=card.language,
        has_email=bool(card.email),
        has_phone=bool(card.phone),
        consent=card.consent,
        event=event,
    )


def cancel_ticket(token: str) -> None:
    """The holder cannot come: the place is free at once. Done twice it is done once. Raises NotFound, Closed afterwards."""
    with unit_of_work() as session:
        held, registration = held_by_token(session, token)
        if held.ends_at <= clock.campaign_now():
            raise Closed(_l("This event is over."))
        with widened():
            claim(session, registration)
            leave(session, held, registration)


def uncancel_ticket(token: str) -> RegistrationState:
    """The holder can come after all: the same place, as long as nobody else has it. Raises NotFound, Closed, Full."""
    with unit_of_work() as session:
        held, registration = held_by_token(session, token)
        _ensure_to_come(held)
        with widened():
            try:
                return come_back(session, held, registration)
            except Full as why:
                raise Full(
                    _l("Your place has gone to somebody else meanwhile. Register again: you come onto the waiting list.")
                ) from why


def choose_role(token: str, role_id: int) -> None:
    """The holder would rather do something else at the event. Raises NotFound, Closed, Invalid for a role without a place."""
    with unit_of_work() as session:
        held, registration = held_by_token(session, token)
        _ensure_to_come(held)
        if registration.state is RegistrationState.CANCELLED or registration.role_id == role_id:
            return
        with widened():
            claim(session, registration)
            change_role(session, held, event_row(held.id), registration, role_id)
            note(session, "people.role_chosen", registration)


def _ensure_to_come(held: Held) -> None:
    if not held.is_to_come:
        raise Closed(_l("This event was cancelled.") if held.state is EventState.CANCELLED else _l("This event is over."))


def keep_contact(token: str, wish: Contact) -> None:
    """Where and in which language messages go from now on; a new address gets the link. Raises NotFound.

    An empty address leaves the one that is known: the page never shows it, so nobody could keep it by leaving it there.
    """
    with unit_of_work() as session:
        _held, registration = held_by_token(session, token)
        claim(session, registration)
        registration.language = wish.language
        if wish.email:
            registration.email = wish.email
            session.flush()
            send_link(session, registration, person_of(session, registration))
        note(session, "people.contact", registration)


def renew_link(registration_id: int, phone: str | None = None) -> None:
    """Withdraw the ticket's link and its code's old digits, and make a new link, in one step for whoever lost a phone.

    `phone` is the new number (E.164) when that changed too. The link goes to the address that is known; where there is none it
    stands among what has to be told by phone. Raises NotFound, Refused, Invalid when another person has this phone and name.
    """
    with unit_of_work() as session:
        _event, registration = held_to_change(session, registration_id)
        person = person_of(session, registration)
        if phone and phone != person.phone:
            _change_phone(session, registration, person, phone)
        for one in (registration, *that_gave_way_to(session, registration)):
            one.issue(one.generation + 1)
        session.flush()
        note(session, "people.link_renewed", registration)
        if registration.email_sealed or person.email_sealed:
            send_link(session, registration, person)
        else:
            mail.keep_unaddressed(session, LINK, [(registration.language, {mail.SUBJECT: registration.id})])


def _change_phone(session: Session, registration: Registration, person: Person, phone: str) -> None:
    other = person_with(session, person.region_id, phone, person.full_name)
    if other is not None and other.id != person.id:
        words = _("Somebody with this phone and this name is in the lists of the region already.")
        raise Invalid(words, [Problem("new_phone", "taken", words)])
    person.phone = phone
    session.flush()
    joined = update(Person).where(Person.merged_into_id == person.id)  # their old digits open nothing any more either
    with widened():
        session.execute(joined.values(phone_tail=None), execution_options={"synchronize_session": False})
    after = {"event": registration.event_id, "changed": ["phone"]}
    audit.note(session, "people.edited", "registration", registration.id, region_id=registration.region_id, after=after)


def link_token(registration_id: int) -> str:
    """The secret of the present link, for the coordinator who has just renewed it. Raises NotFound, Refused."""
    registration = registration_here(db.session(), registration_id)
    ensure_can_write_people(current_actor(), registration.region_id, registration.stop_id)
    return registration.token
