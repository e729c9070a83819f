"""People with and without an address, and letters about them."""

from sqlalchemy import func, select

from campaign.core import mail
from campaign.core.actor import NOBODY, acting_as
from campaign.core.db import db, unit_of_work
from campaign.people import services
from campaign.people.schemas import Contact
from tests.people.conftest import a_wish


def registered(event_id: int, name: str, *, email: str = "", language: str = "kk", phone: str = "+77015550123") -> str:
    """Somebody on the list of the event; the token of the ticket."""
    with acting_as(NOBODY):
        token = services.register(event_id, a_wish(name, phone=phone, language=language), f"{event_id} {name}").ticket
        if email:
            services.keep_contact(token, Contact(email, language))
    return token


def number_of(token: str) -> int:
    db.session.rollback()
    return services.ticket_with(token).registration_id


def a_letter(registration_id: int) -> int:
    """A letter about this registration, in the queue; its number."""
    with unit_of_work() as session:
        mail.queue(session, "people.link", "kk", registration_id=registration_id)
        session.flush()
        return session.scalars(select(func.max(mail.Message.id))).one()
