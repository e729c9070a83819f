"""Thirty-two clients at once: people and groups for the same places, on both databases; and a mutant that loses."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from campaign.core.actor import SYSTEM, acting_as
from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.events.models import Event
from campaign.people import services
from campaign.people.groups.models import Group
from campaign.people.groups.services import changing, line, making, naming
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services import giving
from tests.factories import a_phone, an_event
from tests.people.conftest import a_wish
from tests.people.groups.groups import a_wish_for

CLIENTS = 32
Act = Callable[[], Any]


@pytest.fixture
def crowd_app(either_app: Flask) -> Flask:
    with unit_of_work() as session:
        services.load_shipped(session)
    return either_app


def all_at_once(app: Flask, acts: list[Act]) -> list[Any]:
    """What each act answered, done by real threads with connections of their own."""

    def one(act: Act) -> Any:
        with app.app_context(), acting_as(SYSTEM):
            try:
                return act()
            finally:
                db.session.remove()

    db.session.remove()
    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(one, acts))


def places(event_id: int) -> tuple[int, int, int]:
    """Taken, and what is really there: confirmed people, and places held for groups."""
    db.session.rollback()
    mine = (Registration.event_id == event_id, Registration.state == RegistrationState.CONFIRMED)
    confirmed = len(db.session.scalars(select(Registration.id).where(*mine)).all())
    held = sum(db.session.scalars(select(Group.held).where(Group.event_id == event_id)))
    return db.session.scalar(select(Event.taken).where(Event.id == event_id)) or 0, confirmed, held


def wrong() -> list[Any]:
    return [one for outcome in recount(["places", "waiting_list"]) for one in outcome.wrong]


def test_people_and_groups_want_the_same_places_and_everybody_stays_accounted_for(crowd_app):
    event = an_event(capacity=40).id
    groups = [making.make(event, a_wish_for(5, f"Лицей № {number}"), f"made-{number}") for number in range(6)]
    tickets = [services.register(event, a_wish(f"Қатысушы {number}"), f"there-{number}").ticket for number in range(8)]

    def one_of(number: int) -> Act:
        group, ticket = groups[number % 6], tickets[number % 8]
        return [
            lambda: services.register(event, a_wish(f"Жаңа {number}"), f"new-{number}"),
            lambda: making.make(event, a_wish_for(3, f"Колледж {number}", may_split=number % 8 < 4), f"late-{number}"),
            lambda: naming.enter_names(group.token, f"Мүше {'абвгд'[number % 5]}; {a_phone()}; 1997", f"name-{number}"),
            lambda: services.cancel_ticket(ticket),
            lambda: changing.resize(group.group_id, 4 + number % 3),
            lambda: services.give_free_places(event),
            lambda: changing.let_split(group.token, number % 2 == 0),
            line.sweep,
        ][number % 8]

    all_at_once(crowd_app, [one_of(number) for number in range(CLIENTS * 2)])
    taken, confirmed, held = places(event)
    assert taken == confirmed + held <= 40
    assert wrong() == []


def test_one_paste_sent_by_many_at_once_is_one(crowd_app):
    group = making.make(an_event(capacity=40).id, a_wish_for(5), "made")
    text = "\n".join(f"Мүше {letter}{letter}; {a_phone()}; 1997" for letter in "абвгд")
    answers = all_at_once(crowd_app, [lambda: naming.enter_names(group.token, text, "one")] * 12)
    assert {answer.confirmed for answer in answers} == {5}
    assert len(db.session.scalars(select(Registration.id)).all()) == 5


def test_a_program_that_looks_at_the_room_before_it_holds_the_event_overbooks(crowd_app, monkeypatch):
    """The mutant takes places without the guard: what is left was read by each before the others had taken theirs."""
    event = an_event(capacity=10).id
    tickets = [services.register(event, a_wish(f"Қатысушы {number}"), f"there-{number}").ticket for number in range(10)]
    for number in range(5):
        making.make(event, a_wish_for(2, f"Лицей № {number}"), f"made-{number}")
    monkeypatch.setattr(giving, "take_place", lambda *given: True)
    all_at_once(crowd_app, [lambda ticket=ticket: services.cancel_ticket(ticket) for ticket in tickets])
    taken, confirmed, held = places(event)
    assert taken != confirmed + held, "a mutant that counts right tests nothing"
    assert wrong()
