"""The letters of people: numbers in, a letter out, written at the moment it is sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from campaign.accounts.links import address_of
from campaign.core import clock
from campaign.core.db import db
from campaign.core.i18n import _, language
from campaign.core.mail import Letter, letter
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.people.models import Person, Registration
from campaign.people.queries import place_line
from campaign.people.schemas import RegistrationState


@dataclass(frozen=True)
class Reader:
    """Whom a letter goes to, and about what."""

    email: str
    name: str
    state: RegistrationState
    ticket: str
    event: EventRow


def _reader(facts: dict[str, Any]) -> Reader | None:
    """None when the registration has gone, or nobody knows an address any more."""
    row = db.session.execute(
        select(Registration, Person)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.id == facts["registration_id"])
    ).one_or_none()
    if row is None:
        return None
    registration, person = row
    email = registration.email or person.email
    if not email:
        return None
    event = event_row(registration.event_id)
    return Reader(email, person.full_name, registration.state, address_of("people.ticket", token=registration.token), event)


def _when(event: EventRow) -> str:
    starts: datetime = event.starts_on_wall
    return f"{starts:%d.%m.%Y}, {starts:%H:%M}"


def _about(event: EventRow) -> str:
    return "\n".join((event.title.text(), _when(event), place_line(event, language())))


def _letter(reader: Reader, subject: str, *words: str) -> Letter:
    hello = _("Hello, %(name)s!", name=reader.name)
    return Letter(reader.email, subject, "\n\n".join((hello, *words)) + "\n")


@letter("people.link")
def link(facts: dict[str, Any]) -> Letter | None:
    """The way to one's own ticket; nobody once the registration was cancelled."""
    reader = _reader(facts)
    if reader is None or reader.state is RegistrationState.CANCELLED:
        return None
    return _letter(
        reader,
        _("Your ticket: %(event)s", event=reader.event.title.text()),
        _("You are registered for:"),
        _about(reader.event),
        _("Here is your ticket. Keep the link to yourself: whoever has it can cancel for you."),
        reader.ticket,
        _("If you did not register, open the link and press “I cannot come”."),
    )


@letter("people.promoted")
def promoted(facts: dict[str, Any]) -> Letter | None:
    """To somebody from the waiting list who has a place now, while that is news."""
    reader = _reader(facts)
    if reader is None or reader.state is not RegistrationState.CONFIRMED or reader.event.ends_at <= clock.campaign_now():
        return None
    return _letter(
        reader,
        _("There is a place for you: %(event)s", event=reader.event.title.text()),
        _("A place has become free, and you are next on the waiting list. You are registered for:"),
        _about(reader.event),
        _("If you cannot come after all, open your ticket and say so; the next person gets the place."),
        reader.ticket,
    )


@letter("people.event_cancelled")
def event_cancelled(facts: dict[str, Any]) -> Letter | None:
    """To everybody who would have come."""
    reader = _reader(facts)
    if reader is None or reader.state is RegistrationState.CANCELLED:
        return None
    words = [_("This event will not take place:"), _about(reader.event)]
    if reader.event.reason:
        words.append(_("Reason: %(reason)s", reason=reader.event.reason))
    return _letter(reader, _("Cancelled: %(event)s", event=reader.event.title.text()), *words)
