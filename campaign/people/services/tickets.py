"""The personal page: who holds the link sees and changes their own registration, and nothing else."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import clock, crypto
from campaign.core.actor import current_actor, widened
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Closed, NotFound
from campaign.core.i18n import _l
from campaign.events.queries import event_row
from campaign.people.duplicates.aliases import surviving
from campaign.people.models import Registration
from campaign.people.policies import ensure_can_write_people
from campaign.people.queries import person_card
from campaign.people.schemas import Contact, Ticket
from campaign.people.services.claiming import claim
from campaign.people.services.letters import send_link
from campaign.people.services.places import Held, hold, leave, note
from campaign.people.services.rows import FRESH, person_of, registration_here

LONGEST_TOKEN = 64


class NoSuchTicket(NotFound):
    """The link of a ticket is wrong, cut off, or was withdrawn for a newer one; which of them it is nobody is told."""


def _by_token(session: Session, token: str) -> Registration:
    """Whose link it is. Raises NoSuchTicket for a wrong, withdrawn or mangled one."""
    if len(token) <= LONGEST_TOKEN:
        wanted = select(Registration).where(Registration.token_hash == crypto.token_hash(token))
        with widened():
            found = session.scalars(wanted, execution_options=FRESH).one_or_none()
        if found is not None:
            return surviving(session, found)
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


def renew_link(registration_id: int) -> None:
    """Withdraw the ticket's link and make a new one; it goes to the address that is known. Raises NotFound, Refused."""
    with unit_of_work() as session:
        registration = registration_here(session, registration_id)
        ensure_can_write_people(current_actor(), registration.region_id, registration.stop_id)
        registration.issue(registration.generation + 1)
        session.flush()
        note(session, "people.link_renewed", registration)
        send_link(session, registration, person_of(session, registration))


def link_token(registration_id: int) -> str:
    """The secret of the present link, for the coordinator who has just renewed it. Raises NotFound, Refused."""
    registration = registration_here(db.session(), registration_id)
    ensure_can_write_people(current_actor(), registration.region_id, registration.stop_id)
    return registration.token
