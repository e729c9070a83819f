"""Reading the outbox: letters of an event or a person, who has to be told by phone, whether the mail server is there."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, or_, select

from campaign.accounts.links import address_of
from campaign.core import clock
from campaign.core.db import db
from campaign.core.i18n import use_language
from campaign.core.mail import NOBODY_TO_WRITE_TO, Message, MessageState
from campaign.core.mail.outbox import NEVER, TROUBLED
from campaign.events.models import Event
from campaign.events.schemas import ANNOUNCED, EventRow, EventState, Whereabouts
from campaign.people.models import Person, Registration, opened_phone
from campaign.people.outbox.models import Telling
from campaign.people.outbox.schemas import (
    CANCELLED,
    CHANGED,
    LINK,
    NEWS,
    PROMOTED,
    REMINDER,
    RESTORED,
    Hearer,
    News,
    OutboxFilter,
    OutboxLine,
    Standing,
)
from campaign.people.outbox.texts import masked, parts_of, sms_address, spoken
from campaign.people.schemas import COMING, PAGE_SIZE, PersonCard, RegistrationState
from campaign.web.paging import Page, keyset, number_cursor, page_of

UNADDRESSED = and_(Message.state == MessageState.SENT, Message.trouble == NOBODY_TO_WRITE_TO)
_PEOPLE = Person.__table__.alias()
_HAS_ADDRESS = exists().where(_PEOPLE.c.id == Registration.person_id, _PEOPLE.c.email_sealed.is_not(None))
"""Asked only about those with such a letter: of a hundred thousand registrations that is a handful."""
NO_ADDRESS = and_(Registration.email_sealed.is_(None), ~_HAS_ADDRESS)
REACHED_NOBODY = and_(TROUBLED, or_(and_(UNADDRESSED, NO_ADDRESS), Message.state == MessageState.FAILED))
NOT_TAKEN = and_(Message.state == MessageState.WAITING, Message.next_at < NEVER, Message.attempts > 0)


def _letters() -> Any:
    return (
        select(
            Message, Registration.uid, Registration.email_sealed, Person.uid, Person.email_sealed, Person.full_name,
            Telling.way, Telling.told_at,
        )
        .join(Registration, Registration.id == Message.subject_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Telling, Telling.message_id == Message.id)
    )  # fmt: skip


def _line(row: Any) -> OutboxLine:
    message, uid, sealed, person_uid, person_sealed, name, way, told_at = row
    address = Registration.email.opened(sealed, uid) or Person.email.opened(person_sealed, person_uid)
    shift = clock.shift()
    return OutboxLine(
        id=message.id, kind=message.kind, registration_id=message.subject_id, full_name=name, address=masked(address),
        language=message.language, state=message.state, queued_at=message.queued_at + shift,
        sent_at=message.sent_at + shift if message.sent_at else None,
        next_at=message.next_at + shift if message.next_at < NEVER else None,
        attempts=message.attempts, trouble=message.trouble, way=way, told_at=told_at + shift if told_at else None,
    )  # fmt: skip


def _standing(standing: Standing) -> ColumnElement[bool]:
    """Which letters stand so; what the lines say of themselves (`OutboxLine.standing`)."""
    by_phone = and_(UNADDRESSED, NO_ADDRESS, Message.kind.in_(NEWS), Telling.message_id.is_(None))
    return {
        Standing.WAITING: Message.state.in_((MessageState.WAITING, MessageState.SENDING)),
        Standing.SENT: and_(Message.state == MessageState.SENT, Message.trouble == ""),
        Standing.FAILED: and_(Message.state == MessageState.FAILED, Telling.message_id.is_(None)),
        Standing.BY_PHONE: by_phone,
        Standing.TOLD: Telling.message_id.is_not(None),
        Standing.NOBODY: and_(UNADDRESSED, or_(Message.kind.not_in(NEWS), ~NO_ADDRESS), Telling.message_id.is_(None)),
    }[standing]


def letters_of_event(event: EventRow, wish: OutboxFilter, token: str | None, size: int = PAGE_SIZE) -> Page[OutboxLine]:
    """One page of the letters about places at the event, the newest first. One statement; the asker's own rows only."""
    cursor = number_cursor(token)
    statement = _letters().where(Registration.event_id == event.id)
    if wish.kind:
        statement = statement.where(Message.kind == wish.kind)
    if wish.standing is not None:
        statement = statement.where(_standing(wish.standing))
    rows = db.session.execute(keyset(statement, (-Message.id,), cursor, size)).all()
    return page_of([_line(row) for row in rows], cursor, size, lambda line: (-line.id,))


def letter_of_event(event_id: int, message_id: int) -> OutboxLine | None:
    """One letter; None when it is not of this event. One statement."""
    row = db.session.execute(_letters().where(Message.id == message_id, Registration.event_id == event_id)).one_or_none()
    return _line(row) if row else None


def letters_of(registration_id: int, most: int = 20) -> tuple[OutboxLine, ...]:
    """The last letters about one registration, the newest first. One statement."""
    statement = _letters().where(Registration.id == registration_id).order_by(Message.id.desc()).limit(most)
    return tuple(_line(row) for row in db.session.execute(statement))


def kinds_of_event(event_id: int) -> tuple[str, ...]:
    """Which kinds of letters the event has had. One statement."""
    statement = select(Message.kind).join(Registration, Registration.id == Message.subject_id)
    return tuple(sorted(db.session.scalars(statement.where(Registration.event_id == event_id).distinct())))


def server_away_since() -> datetime | None:
    """Since when (campaign time) the oldest letter waits that the mail server was asked to take in vain; None: all is well.

    One statement; it looks only at what is unsent. A server that puts off one letter (4xx) is there.
    """
    put_off = Message.trouble.like("4__%")
    away = or_(Message.trouble.like("421%"), ~put_off)
    since = db.session.scalar(select(func.min(Message.queued_at)).where(NOT_TAKEN, away))
    return since + clock.shift() if since else None


def how_many_failed(event_id: int) -> int:
    """How many letters of the event were refused and not told by phone since. One statement."""
    statement = (
        select(func.count())
        .select_from(Message)
        .join(Registration, Registration.id == Message.subject_id)
        .outerjoin(Telling, Telling.message_id == Message.id)
    )
    return db.session.scalar(statement.where(Registration.event_id == event_id, _standing(Standing.FAILED))) or 0


def _is_news() -> ColumnElement[bool]:
    """Which letters, by their kind, say something that is still new to those who come, as the event is now."""
    now, has_place = clock.campaign_now(), Registration.state == RegistrationState.CONFIRMED
    of_its_day = Message.facts["day"].as_string() == cast(Event.day, String)
    ahead = or_(
        Message.kind.in_((LINK, CHANGED, RESTORED)),
        and_(Message.kind == PROMOTED, has_place),
        and_(Message.kind == REMINDER, has_place, Event.starts_at > now, of_its_day),
    )
    called_off = and_(Event.state == EventState.CANCELLED, Message.kind == CANCELLED)
    return and_(Registration.state.in_(COMING), Event.ends_at > now, or_(called_off, and_(Event.state.in_(ANNOUNCED), ahead)))


def _untold(*columns: Any) -> Any:
    """Asks this of the letters that say something new, reached nobody, and of which nobody was told."""
    return (
        select(*columns)
        .select_from(Message)
        .join(Registration, Registration.id == Message.subject_id)
        .join(Event, Event.id == Registration.event_id)
        .outerjoin(Telling, Telling.message_id == Message.id)
        .where(_is_news(), REACHED_NOBODY, Telling.message_id.is_(None))
    )


def open_news(registration_id: int, upto: int) -> Any:
    """The letters about one registration that reached nobody and were not told, up to this one."""
    told = select(Telling.message_id).where(Telling.registration_id == registration_id)
    mine = (Message.subject_id == registration_id, Message.id <= upto, Message.kind.in_(NEWS), Message.id.not_in(told))
    return select(Message.id).where(*mine, or_(UNADDRESSED, Message.state == MessageState.FAILED))


def calls_waiting(event_ids: Collection[int]) -> dict[int, int]:
    """For each of these events how many people have to be told something by phone; those without any are left out.

    One statement.
    """
    asked = _untold(Event.id, func.count(Message.subject_id.distinct())).where(Event.id.in_(event_ids)).group_by(Event.id)
    return dict(db.session.execute(asked).all())


def how_many_untold(event_id: int) -> int:
    """How many people of the event have to be called. One statement."""
    return calls_waiting([event_id]).get(event_id, 0)


def news_to_tell(event: EventRow, token: str | None = None, size: int = PAGE_SIZE) -> Page[News]:
    """One page of whom to tell what, those who have waited longest first. One statement, whatever the number."""
    cursor = number_cursor(token)
    letters: Any = select(Message, Registration, Person).join(Registration, Registration.id == Message.subject_id)
    last = _untold(func.max(Message.id)).where(Event.id == event.id).group_by(Message.subject_id)  # of each person
    statement = letters.join(Person, Person.id == Registration.person_id).where(Message.id.in_(last))
    rows = db.session.execute(keyset(statement, (Message.id,), cursor, size)).all()
    page = page_of([_news(event, *row) for row in rows], cursor, size, lambda news: (news.message_id,))
    return replace(page, rows=tuple(news for news in page.rows if news.text))


def _news(event: EventRow, message: Message, registration: Registration, person: Person) -> News:
    phone = opened_phone(person.phone_sealed, person.uid)
    hearer = Hearer(
        person.full_name, address_of("people.ticket", token=registration.token), registration.code, registration.state,
        message.facts,
    )  # fmt: skip
    news = News(
        message.id, message.kind, registration.id, person.full_name, phone, registration.language,
        failed=message.state is MessageState.FAILED,
    )  # fmt: skip
    return with_text(news, event, hearer) if _still_differs(event, message) else news


def with_text(news: News, event: EventRow, hearer: Hearer) -> News:
    """The news with its words in the person's language, and how they get onto a phone."""
    with use_language(news.language):
        text = spoken(news.kind, event, hearer)
    return replace(news, text=text, parts=parts_of(text), sms=sms_address(news.phone, text) if news.phone else "")


def _still_differs(event: EventRow, message: Message) -> bool:
    """Whether a change is still one: an event that was moved back is where its people know it."""
    if message.kind != CHANGED:
        return True
    was = Whereabouts.of_facts(message.facts["was"])
    now = (event.starts_at, event.ends_at, event.place_name, event.place_address, event.place_note)
    return (was.starts_at, was.ends_at, was.place_name, was.place_address, was.place_note) != now


def link_news(card: PersonCard, token: str, event: EventRow) -> News:
    """The new link of a ticket as it is told or sent; `message_id` is 0 when a letter brings it. One statement."""
    mine = (Message.subject_id == card.registration_id, Message.kind == LINK, UNADDRESSED)
    told = select(Telling.message_id).where(Telling.registration_id == card.registration_id)
    number = db.session.scalar(select(func.max(Message.id)).where(*mine, Message.id.not_in(told))) or 0
    news = News(number, LINK, card.registration_id, card.full_name, card.phone, card.language, failed=False)
    hearer = Hearer(card.full_name, address_of("people.ticket", token=token), card.code, card.state, {})
    return with_text(news, event, hearer)
