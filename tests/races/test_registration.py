"""Two hundred people for fifty places, at once, on both databases; and a mutant that shows the test can see overbooking."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from campaign.core.actor import NOBODY, SYSTEM, acting_as, set_actor
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.events.models import Event, EventRole
from campaign.people import services
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services import places
from tests.factories import a_role, a_stop, an_event
from tests.people.conftest import a_wish

HANDS = 16
CONFIRMED, WAITING, CANCELLED = RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.CANCELLED


@pytest.fixture
def crowd_app(either_app: Flask) -> Flask:
    """With the texts that ship."""
    with unit_of_work() as session:
        services.load_shipped(session)
    return either_app


def all_at_once(app: Flask, act: Callable[[Any], Any], things: list[Any]) -> list[Any]:
    """What each act answered, done by real threads with a connection of their own; the first error is raised."""

    def one(thing: Any) -> Any:
        with app.app_context(), acting_as(NOBODY):
            try:
                return act(thing)
            finally:
                db.session.remove()

    db.session.remove()
    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(one, things))


def states(event_id: int) -> Counter[RegistrationState]:
    rows = db.session.execute(
        select(Registration.state, func.count()).where(Registration.event_id == event_id).group_by(Registration.state)
    )
    return Counter(dict(rows.all()))


def taken(event_id: int) -> int:
    return db.session.scalar(select(Event.taken).where(Event.id == event_id)) or 0


def test_two_hundred_people_for_fifty_places(crowd_app):
    event = an_event(capacity=50).id
    wishes = [a_wish(f"Қатысушы {number}") for number in range(200)]
    receipts = all_at_once(crowd_app, lambda wish: services.register(event, wish, wish.full_name), wishes)
    assert Counter(receipt.state for receipt in receipts) == {CONFIRMED: 50, WAITING: 150}
    assert (states(event), taken(event)) == ({CONFIRMED: 50, WAITING: 150}, 50)
    asked = select(Registration.queue_number, Registration.state, Registration.id).order_by(Registration.queue_number)
    rows = db.session.execute(asked).all()
    assert [row.queue_number for row in rows] == list(range(1, 201))
    assert [row.state for row in rows] == [CONFIRMED] * 50 + [WAITING] * 150
    trail = db.session.scalars(select(AuditEntry.thing_id).where(AuditEntry.act == "people.registered").order_by(AuditEntry.id))
    assert list(trail) == [row.id for row in rows], "the line is the order of commit"
    assert sorted(receipt.ahead for receipt in receipts if receipt.ahead is not None) == list(range(150))


def test_a_role_is_no_more_overbooked_than_its_event(crowd_app):
    kept = an_event(capacity=30)
    event, small = kept.id, a_role(kept, capacity=5).id
    a_role(kept, "фотограф", capacity=30)
    db.session.execute(update(EventRole).where(EventRole.id != small).values(taken=30))
    db.session.commit()
    wishes = [a_wish(f"Қатысушы {number}", role_id=small) for number in range(40)]
    all_at_once(crowd_app, lambda wish: services.register(event, wish, wish.full_name), wishes)
    assert states(event) == {CONFIRMED: 5, WAITING: 35}
    assert db.session.scalar(select(EventRole.taken).where(EventRole.id == small)) == 5


def test_without_the_guard_the_event_is_overbooked(crowd_app, monkeypatch):
    """The mutant looks whether there is room, then adds: what every naive program does. It must lose."""
    event = an_event(capacity=5).id
    together = Barrier(HANDS)
    seen: dict[str, bool] = {}

    def look_then_add(session: Any, event_id: int, role_id: int | None, count: int = 1) -> bool:
        name = session.info["looked"]
        if seen[name]:
            session.execute(
                update(Event).where(Event.id == event_id, Event.taken < Event.capacity).values(taken=Event.taken + 1)
            )
        return seen[name]

    def register(number: int) -> Any:
        wish = a_wish(f"Қатысушы {number}")
        seen[wish.full_name] = taken(event) < 5
        db.session().info["looked"] = wish.full_name
        together.wait()
        return services.register(event, wish, wish.full_name)

    monkeypatch.setattr(places, "take_place", look_then_add)
    all_at_once(crowd_app, register, list(range(HANDS)))
    assert states(event)[CONFIRMED] > 5, "a mutant that does not overbook tests nothing"


def test_a_form_sent_ten_times_at_once_is_one_registration(crowd_app):
    event, wish = an_event(capacity=50).id, a_wish()
    receipts = all_at_once(crowd_app, lambda _: services.register(event, wish, "one-key"), [None] * 10)
    assert len(set(receipts)) == 1
    assert receipts[0].ticket
    assert (states(event), taken(event)) == ({CONFIRMED: 1}, 1)


def test_one_person_registering_at_once_in_two_windows_is_one_person(crowd_app):
    event, wish = an_event(capacity=50).id, a_wish()
    receipts = all_at_once(crowd_app, lambda key: services.register(event, wish, key), [f"key-{n}" for n in range(10)])
    assert sum(not receipt.is_repeat for receipt in receipts) == 1
    assert (states(event), taken(event)) == ({CONFIRMED: 1}, 1)


def test_one_person_at_many_events_at_once_is_one_person(crowd_app):
    stop = a_stop()
    events = [an_event(stop).id for _ in range(8)]
    wish = a_wish()
    all_at_once(crowd_app, lambda event: services.register(event, wish, f"key-{event}"), events * 2)
    assert db.session.scalar(select(func.count()).select_from(Person)) == 1
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 8


def test_leaving_while_others_register_never_overbooks_and_leaves_nobody_waiting_for_a_free_place(crowd_app):
    event = an_event(capacity=10).id
    first = [services.register(event, a_wish(f"Бірінші {n}"), f"first-{n}") for n in range(15)]

    def act(thing: Any) -> Any:
        if isinstance(thing, str):
            return services.cancel_ticket(thing)
        return services.register(event, thing, thing.full_name)

    leaving = [receipt.ticket for receipt in first[:10]]
    coming = [a_wish(f"Екінші {n}") for n in range(30)]
    mixed = [thing for pair in zip(leaving + [leaving[0]] * 20, coming, strict=True) for thing in pair]
    all_at_once(crowd_app, act, mixed)
    assert (states(event), taken(event)) == ({CONFIRMED: 10, WAITING: 25, CANCELLED: 10}, 10)
    line = db.session.execute(
        select(Registration.state).where(Registration.state != CANCELLED).order_by(Registration.queue_number)
    )
    assert [state for (state,) in line] == [CONFIRMED] * 10 + [WAITING] * 25, "who came first has the place"


def test_one_free_place_is_given_to_one_person_however_many_leave_twice(crowd_app):
    event = an_event(capacity=1).id
    receipts = [services.register(event, a_wish(f"Қатысушы {n}"), f"key-{n}") for n in range(5)]
    all_at_once(crowd_app, services.cancel_ticket, [receipts[0].ticket] * 12)
    assert (states(event), taken(event)) == ({CONFIRMED: 1, WAITING: 3, CANCELLED: 1}, 1)
    assert services.ticket_with(receipts[1].ticket).state is CONFIRMED
    promoted = select(func.count()).select_from(AuditEntry).where(AuditEntry.act == "people.promoted")
    assert db.session.scalar(promoted) == 1


def test_staff_and_public_share_one_guard(crowd_app):
    event = an_event(capacity=10).id

    def act(number: int) -> Any:
        if number % 2:
            return services.register(event, a_wish(f"Қатысушы {number}"), f"key-{number}")
        set_actor(SYSTEM)
        return services.add_person(event, a_wish(f"Қатысушы {number}"), f"key-{number}")

    all_at_once(crowd_app, act, list(range(40)))
    assert (states(event), taken(event)) == ({CONFIRMED: 10, WAITING: 30}, 10)
