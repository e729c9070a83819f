"""Sheets that came back with marks of a pen, for tests: printed lists of people, pages of them typed."""

from datetime import timedelta

from sqlalchemy import select

from campaign.core import clock, crypto
from campaign.core.actor import Actor, acting_as
from campaign.core.db import db, unit_of_work
from campaign.events.models import Event
from campaign.papers.presses import press_of
from campaign.papers.queries import subject_of
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.typed import services
from campaign.people.checkin.models import CheckIn
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState
from tests.factories import a_registration, an_event

NAMES = ("Абенов Дархан", "Галымов Ерік", "Ёлкина Юлия", "Касымова Айгүл", "Ли Виктор", "Сейтова Әлия")


def an_event_of_today(names: tuple[str, ...] = NAMES, capacity: int | None = None) -> tuple[Event, list[Registration]]:
    """An event that has just begun, and its people in the order of the Russian alphabet."""
    event = an_event(starts=clock.campaign_now() - timedelta(minutes=30), capacity=capacity)
    people = [a_registration(event, name) for name in names]
    event.taken = len(people)
    db.session.commit()
    return event, people


def a_printed_list(event: Event, code: str = "sign_in", language: str = "ru", **chosen: str) -> int:
    press, wish = press_of(code), PrintWish(language, None, {"blank_rows": "3"} | chosen)
    with unit_of_work() as session:
        return press.freeze(session, subject_of(SubjectKind.EVENT, event.id), wish)


def typed(number: int, text: str, page: int = 1) -> str:
    """Type a page to the end as whoever acts; the typing."""
    uid = services.begin(number, page)
    for line in text.split("\n"):
        services.add_line(uid, line, crypto.new_uid())
    services.finish(uid)
    return uid


def state_of(event: Event) -> dict[str, str]:
    """By the name: whether somebody is in, else the state of their registration."""
    db.session.expire_all()
    stands = (CheckIn.registration_id == Registration.id) & CheckIn.undone_at.is_(None)
    rows = db.session.execute(
        select(Person.full_name, Registration.state, CheckIn.id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(CheckIn, stands)
        .where(Registration.event_id == event.id)
    )
    return {name: "in" if came else RegistrationState(state).value for name, state, came in rows}


def a_typing(event_id: int, actor: Actor) -> dict[str, int | str]:
    """A sign-in sheet of the event of which a page is being typed, for the matrix of doors."""
    event = db.session.get(Event, event_id)
    assert event is not None
    with acting_as(actor):
        number = a_printed_list(event)
        uid = services.begin(number, 1)
        services.add_line(uid, "1", "line")
    return {"typed_sheet": number, "typing_uid": uid}
