"""The letters of people: numbers in, a letter out, written at the moment it is sent."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from campaign.accounts.links import address_of
from campaign.core import clock, phones
from campaign.core.db import db
from campaign.core.i18n import _, language
from campaign.core.mail import Fact, Facts, Letter, Part, Way, Words, letter
from campaign.events.briefing.queries import version_of
from campaign.events.briefing.schemas import Briefing, Contact
from campaign.events.queries import event_row
from campaign.events.schemas import ANNOUNCED, EventRow, EventState, Whereabouts
from campaign.people.models import Person, Registration
from campaign.people.queries import place_line
from campaign.people.schemas import RegistrationState
from campaign.web.templating import NBSP, day, weekday

_BECOMES_A_LINK = re.compile(r"\w\.\w\w|://")


@dataclass(frozen=True)
class OfRegistration:
    """A letter about somebody's place at an event."""

    registration_id: int


@dataclass(frozen=True)
class OfChange:
    """The same, and when and where the event was going to be when its people were told last (`Whereabouts.as_facts`)."""

    registration_id: int
    event_id: int
    was: dict[str, Any]


@dataclass(frozen=True)
class OfBriefing:
    """A letter about the briefing of an event, in the version that was sent."""

    registration_id: int
    version_id: int


@dataclass(frozen=True)
class Reader:
    """Whom a letter goes to, and about what."""

    email: str
    name: str
    state: RegistrationState
    ticket: str
    code: str
    event: EventRow
    has_phone: bool
    confirm_by: datetime | None

    @property
    def comes(self) -> bool:
        return self.state is not RegistrationState.CANCELLED

    @property
    def is_ahead(self) -> bool:
        """Whether the event will take place, as far as anybody outside knows."""
        return self.event.state in ANNOUNCED and self.event.ends_at > clock.campaign_now()


def reader_of(registration_id: int) -> Reader | None:
    """None when the registration has gone, or nobody knows an address any more."""
    row = db.session.execute(
        select(Registration, Person).join(Person, Person.id == Registration.person_id).where(Registration.id == registration_id)
    ).one_or_none()
    if row is None:
        return None
    registration, person = row
    email = registration.email or person.email
    if not email:
        return None
    ticket, event = address_of("people.ticket", token=registration.token), event_row(registration.event_id)
    return Reader(
        email,
        person.full_name,
        registration.state,
        ticket,
        registration.code,
        event,
        bool(person.phone_tail),
        registration.confirm_by,
    )


def _when(event: EventRow) -> str:
    starts, ends = event.starts_on_wall, event.ends_on_wall
    return f"{weekday(starts.date())}, {day(starts.date())}, {starts:%H:%M}–{ends:%H:%M}"


def _where(event: EventRow) -> str:
    return place_line(event, language())


def about(event: EventRow, before: EventRow | None = None) -> Part:
    """What, when and where; beside what has changed, what it was."""
    then = before or event
    when, where = Fact(_("When"), _when(event)), Fact(_("Where"), _where(event))
    if _when(then) != when.value:
        when = replace(when, before=_when(then))
    if _where(then) != where.value:
        where = replace(where, before=_where(then))
    return Facts((Fact(_("Event"), event.title.text()), when, where))


def _hello(name: str) -> Part:
    """A name that mail programs turn into a link stays out: anybody may register under it and give a stranger's address."""
    return Words(_("Hello!") if _BECOMES_A_LINK.search(name) else _("Hello, %(name)s!", name=name))


def letter_to(reader: Reader, subject: str, *parts: Part) -> Letter:
    """A letter that begins with a greeting."""
    return Letter(reader.email, subject, (_hello(reader.name), *parts))


def way_to_ticket(reader: Reader) -> Part:
    """The button that opens the ticket."""
    return Way(_("Open the ticket"), reader.ticket)


def _by_code(reader: Reader) -> tuple[Part, ...]:
    """The way to the ticket without this letter; whoever gave no phone has none."""
    if not reader.has_phone:
        return ()
    words = _(
        "Your short code is %(code)s. With it and the last four digits of your phone you open the ticket without this letter: "
        "%(address)s",
        code=reader.code, address=address_of("people.find_ticket"),
    )  # fmt: skip
    return (Words(words),)


def _first_words(reader: Reader) -> str:
    if reader.state is RegistrationState.PENDING:
        return _("A parent has to agree first; the link for them is on your ticket. You would like to come to:")
    return _("You are registered for:")


@letter("people.link", OfRegistration)
def link(facts: OfRegistration) -> Letter | None:
    """The way to one's own ticket; nobody once the registration was cancelled."""
    reader = reader_of(facts.registration_id)
    if reader is None or not reader.comes:
        return None
    waits = reader.state is RegistrationState.WAITING
    return letter_to(
        reader,
        _("Your ticket: %(event)s", event=reader.event.title.text()),
        Words(_("You are on the waiting list for:") if waits else _first_words(reader)),
        about(reader.event),
        Words(_("Here is your ticket. Keep the link to yourself: whoever has it can cancel for you.")),
        way_to_ticket(reader),
        *_by_code(reader),
        Words(_("If you did not register, open the link and press “I cannot come”.")),
    )


def _term(reader: Reader) -> tuple[Part, ...]:
    """Until when to confirm, where the organizer set a term."""
    if reader.confirm_by is None:
        return ()
    until = reader.confirm_by.astimezone(ZoneInfo(reader.event.time_zone))
    when = f"{day(until.date())}, {until:%H:%M}"
    words = _(
        "Please confirm on your ticket until %(when)s. Without your word the place goes to the next who waits.", when=when
    )
    return (Words(words),)


@letter("people.promoted", OfRegistration)
def promoted(facts: OfRegistration) -> Letter | None:
    """To somebody from the waiting list who has a place now, while that is news."""
    reader = reader_of(facts.registration_id)
    if reader is None or reader.state is not RegistrationState.CONFIRMED or not reader.is_ahead:
        return None
    return letter_to(
        reader,
        _("There is a place for you: %(event)s", event=reader.event.title.text()),
        Words(_("A place has become free, and you are next on the waiting list. You are registered for:")),
        about(reader.event),
        *_term(reader),
        Words(_("If you cannot come after all, open your ticket and say so; the next person gets the place.")),
        way_to_ticket(reader),
    )


@letter("people.event_cancelled", OfRegistration)
def event_cancelled(facts: OfRegistration) -> Letter | None:
    """To everybody who would have come; nobody when the event takes place after all."""
    reader = reader_of(facts.registration_id)
    if reader is None or not reader.comes or reader.event.state is not EventState.CANCELLED:
        return None
    reason = reader.event.reason
    parts = (
        Words(_("This event will not take place:")),
        about(reader.event),
        *((Words(_("Reason: %(reason)s", reason=reason)),) if reason else ()),
    )
    return letter_to(reader, _("Cancelled: %(event)s", event=reader.event.title.text()), *parts)


@letter("people.event_restored", OfRegistration)
def event_restored(facts: OfRegistration) -> Letter | None:
    """To everybody who was told that the event is cancelled; nobody when it is cancelled again or over."""
    reader = reader_of(facts.registration_id)
    if reader is None or not reader.comes or not reader.is_ahead:
        return None
    return letter_to(
        reader,
        _("It takes place after all: %(event)s", event=reader.event.title.text()),
        Words(_("You were told that this event is cancelled. It takes place after all:")),
        about(reader.event),
        Words(_("Your ticket stays good. If you cannot come now, open it and press “I cannot come”.")),
        way_to_ticket(reader),
    )


@letter("people.event_changed", OfChange)
def event_changed(facts: OfChange) -> Letter | None:
    """To everybody who comes or waits: another time or place. Nobody when all is again as they know it."""
    reader = reader_of(facts.registration_id)
    if reader is None or not reader.comes or not reader.is_ahead:
        return None
    event, was = reader.event, Whereabouts.of_facts(facts.was)
    before = replace(
        event, starts_at=was.starts_at, ends_at=was.ends_at, place_name=was.place_name, place_address=was.place_address,
        place_note=was.place_note,
    )  # fmt: skip
    moved_in_time, moved_in_space = _when(before) != _when(event), _where(before) != _where(event)
    if not moved_in_time and not moved_in_space:
        return None
    return letter_to(
        reader,
        _news(event.title.text(), moved_in_time, moved_in_space),
        Words(_("The organizers have changed the event for which you are registered. Please note what is new:")),
        about(event, before),
        Words(_("Your ticket stays good. If you cannot come now, open it and press “I cannot come”.")),
        way_to_ticket(reader),
    )


def _news(title: str, in_time: bool, in_space: bool) -> str:
    if in_time and in_space:
        return _("New time and place: %(event)s", event=title)
    return _("New time: %(event)s", event=title) if in_time else _("New place: %(event)s", event=title)


@letter("people.briefing", OfBriefing)
def briefing(facts: OfBriefing) -> Letter | None:
    """To everybody who comes or waits: why we are there, what to say, how to behave, whom to turn to."""
    reader, page = reader_of(facts.registration_id), version_of(facts.version_id)
    if reader is None or page is None or not reader.comes or not reader.is_ahead:
        return None
    code = language()
    parts: list[Part] = [Words(page.why.text(code)), about(reader.event), *_to_know(page, code), *_to_do(page, code)]
    return letter_to(
        reader,
        _("Before you come: %(event)s", event=reader.event.title.text()),
        *parts,
        Words(_("Taking part is voluntary. You can cancel at any time.")),
        way_to_ticket(reader),
    )


def _to_know(page: Briefing, code: str) -> list[Part]:
    facts = [f"{fact.line(code)} ({fact.source}, {fact.year})" for fact in page.facts]
    return [
        *listed(_("What we say"), page.points_in(code)),
        *listed(_("Facts with sources"), facts),
        *listed(_("How we behave"), page.rules_in(code)),
    ]


def _to_do(page: Briefing, code: str) -> list[Part]:
    known = known_contacts(page, code)
    day_and_things = (*listed(_("Order of the day"), page.day_in(code)), *listed(_("What to bring"), page.bring_in(code)))
    return [*day_and_things, *((Facts(known),) if known else ())]


def known_contacts(page: Briefing, code: str) -> tuple[Fact, ...]:
    """Meeting point and whom to turn to, as far as a briefing names them."""
    named = (
        (_("Meeting point"), page.meeting.text(code)), (_("Leader"), _contact(page.leader)), (_("Medic"), _contact(page.medic)),
        (_("Lost children"), _contact(page.lost)), (_("Hotline"), page.hotline),
    )  # fmt: skip
    return tuple(Fact(label, value) for label, value in named if value)


def _contact(contact: Contact) -> str:
    phone = phones.shown(contact.phone).replace(" ", NBSP) if contact.phone else ""  # a number is read on one line
    return ", ".join(part for part in (contact.name, phone) if part)


def listed(head: str, lines: list[str]) -> list[Part]:
    return [Words("\n".join([f"{head}:", *(f"– {line}" for line in lines)]))] if lines else []
