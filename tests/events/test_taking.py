"""Places are counted by one guarded UPDATE, whoever comes at the same time."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.core.actor import NOBODY, SYSTEM, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Closed, NotFound
from campaign.events.models import Event, EventRole
from campaign.events.schemas import EventState
from campaign.events.services import free_place, take_place
from tests.factories import a_role, an_event

Take = Callable[[Session, int, int | None], bool]


def taken(event_id: int) -> int:
    db.session.rollback()
    return db.session.scalar(select(Event.taken).where(Event.id == event_id))


def role_taken(role_id: int) -> int:
    return db.session.scalar(select(EventRole.taken).where(EventRole.id == role_id))


def one_more(event_id: int, role_id: int | None = None, places: int = 1) -> bool:
    with unit_of_work() as session:
        return take_place(session, event_id, role_id, places)


def test_places_are_taken_until_there_are_none(either_app):
    event = an_event(capacity=2)
    assert [one_more(event.id) for _ in range(3)] == [True, True, False]
    assert taken(event.id) == 2


def test_a_group_is_taken_whole_or_not_at_all(either_app):
    event = an_event(capacity=5)
    assert [one_more(event.id, places=3), one_more(event.id, places=3), one_more(event.id, places=2)] == [True, False, True]


def test_an_event_without_a_limit_is_never_full(app):
    event = an_event(capacity=None)
    assert all(one_more(event.id) for _ in range(5))
    assert taken(event.id) == 5


def test_a_full_role_gives_the_place_of_the_event_back(either_app):
    event = an_event(capacity=10)
    role = a_role(event, capacity=1)
    assert [one_more(event.id, role.id), one_more(event.id, role.id)] == [True, False]
    assert (taken(event.id), role_taken(role.id)) == (1, 1)


def test_a_role_of_another_event_does_not_exist_here(app):
    event, other = an_event(capacity=10), an_event(capacity=10)
    role = a_role(other)
    with pytest.raises(NotFound):
        one_more(event.id, role.id)
    assert (taken(event.id), role_taken(role.id)) == (0, 0)


def test_nobody_takes_a_place_at_an_event_that_was_cancelled_meanwhile(app):
    event = an_event(state=EventState.CANCELLED)
    with pytest.raises(Closed):
        one_more(event.id)


def test_an_event_that_is_not_there_says_so(app):
    with pytest.raises(NotFound):
        one_more(404)


@pytest.mark.parametrize("places", [0, -1])
def test_nobody_takes_or_frees_less_than_one_place(app, places):
    event = an_event()
    with unit_of_work() as session:
        with pytest.raises(ValueError, match="cannot be taken"):
            take_place(session, event.id, None, places)
        with pytest.raises(ValueError, match="cannot be freed"):
            free_place(session, event.id, None, places)


def test_a_place_that_is_freed_can_be_taken_again(either_app):
    event = an_event(capacity=1)
    role = a_role(event, capacity=1)
    assert one_more(event.id, role.id)
    with unit_of_work() as session:
        free_place(session, event.id, role.id)
    assert (taken(event.id), role_taken(role.id)) == (0, 0)
    assert one_more(event.id, role.id)


def test_more_than_was_taken_is_never_freed(app):
    event = an_event(capacity=1)
    with pytest.raises(ValueError, match="more places freed"), unit_of_work() as session:
        free_place(session, event.id, None)


def test_somebody_without_an_account_frees_a_place_of_an_event_that_went_back_to_draft(app):
    event = an_event(capacity=1)
    one_more(event.id)
    with unit_of_work():
        event.state = EventState.DRAFT
    with acting_as(NOBODY), unit_of_work() as session:
        free_place(session, event.id, None)
    assert taken(event.id) == 0


def without_a_guard(session: Session, event_id: int, role_id: int | None) -> bool:
    """The mutant: looks first and counts afterwards, as the naive way does."""
    event = session.execute(select(Event.taken, Event.capacity).where(Event.id == event_id)).one()
    if event.taken >= event.capacity:
        return False
    started.wait(0.02)
    session.execute(update(Event).where(Event.id == event_id).values(taken=event.taken + 1))
    return True


started = threading.Event()


def rush(app: Flask, event_id: int, role_id: int | None, take: Take, people: int, guarded: bool) -> int:
    """How many of so many threads were told that they have a place."""
    told: list[bool] = []
    gate = threading.Barrier(people)

    def come() -> None:
        with app.app_context(), acting_as(SYSTEM):
            gate.wait()
            try:
                told.append(_in_one_unit(take, event_id, role_id, guarded))
            finally:
                db.session.remove()

    threads = [threading.Thread(target=come) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == people
    return sum(told)


def _in_one_unit(take: Take, event_id: int, role_id: int | None, guarded: bool) -> bool:
    if guarded:
        with unit_of_work() as session:
            return take(session, event_id, role_id)
    with db.engine.connect() as connection, Session(connection) as session:
        answer = take(session, event_id, role_id)
        session.commit()
        return answer


PEOPLE, PLACES = 24, 6


def test_no_crowd_overbooks_an_event(either_app):
    event = an_event(capacity=PLACES)
    assert rush(either_app, event.id, None, take_place, PEOPLE, guarded=True) == PLACES
    assert taken(event.id) == PLACES


def test_no_crowd_overbooks_a_role(either_app):
    event = an_event(capacity=100)
    role = a_role(event, capacity=PLACES)
    assert rush(either_app, event.id, role.id, take_place, PEOPLE, guarded=True) == PLACES
    assert (taken(event.id), role_taken(role.id)) == (PLACES, PLACES)


def test_without_the_guard_the_same_crowd_overbooks(postgres_app):
    event = an_event(capacity=PLACES)
    assert rush(postgres_app, event.id, None, without_a_guard, PEOPLE, guarded=False) > PLACES
