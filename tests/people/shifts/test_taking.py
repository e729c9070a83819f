"""Places in a shift are counted by one guarded UPDATE, and end with the place at the event."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign.core import crypto
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid
from campaign.people.services import cancel
from campaign.people.shifts.models import Shift, ShiftPlace
from campaign.people.shifts.services import sign_up
from campaign.people.shifts.services.taking import free_shift, take_shift
from campaign.relay.models import Stop
from tests.factories import NOON, a_person, a_registration, an_event
from tests.people.shifts.shifts import a_place_in, a_shift

Take = Callable[[Session, int], bool]
PEOPLE, PLACES = 16, 4
hesitate = threading.Event()


def taken(shift_id: int) -> int | None:
    db.session.rollback()
    return db.session.scalar(select(Shift.taken).where(Shift.id == shift_id))


def without_a_guard(session: Session, shift_id: int) -> bool:
    """The mutant: looks first and counts afterwards, as the naive way does."""
    shift = session.execute(select(Shift.taken, Shift.need).where(Shift.id == shift_id)).one()
    if shift.taken >= shift.need:
        return False
    hesitate.wait(0.02)
    session.execute(update(Shift).where(Shift.id == shift_id).values(taken=shift.taken + 1))
    return True


def guarded(take: Take, shift_id: int) -> bool:
    with unit_of_work() as session:
        return take(session, shift_id)


def unguarded(take: Take, shift_id: int) -> bool:
    with db.engine.connect() as connection, Session(connection) as session:
        answer = take(session, shift_id)
        session.commit()
        return answer


def rush(app: Flask, shift_id: int, take: Take, way: Callable[[Take, int], bool]) -> int:
    """How many of so many threads were told that they are in."""
    told: list[bool] = []
    gate = threading.Barrier(PEOPLE)

    def come() -> None:
        with app.app_context(), acting_as(SYSTEM):
            gate.wait()
            try:
                told.append(way(take, shift_id))
            finally:
                db.session.remove()

    threads = [threading.Thread(target=come) for _ in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == PEOPLE
    return sum(told)


def test_no_crowd_overbooks_a_shift(either_app):
    shift_id = a_shift(an_event(), need=PLACES).id
    assert rush(either_app, shift_id, take_shift, guarded) == PLACES
    assert taken(shift_id) == PLACES


def test_without_the_guard_the_same_crowd_overbooks(postgres_app):
    shift_id = a_shift(an_event(), need=PLACES).id
    assert rush(postgres_app, shift_id, without_a_guard, unguarded) > PLACES


def test_the_database_itself_refuses_more_than_are_needed(app):
    shift = a_shift(an_event(), need=1)
    shift.taken = 2
    with pytest.raises(IntegrityError):
        db.session.commit()


def test_more_than_was_taken_is_never_freed(app):
    shift_id = a_shift(an_event()).id
    with pytest.raises(ValueError, match="more places freed"), unit_of_work() as session:
        free_shift(session, shift_id)


def test_whoever_cancels_leaves_their_shifts_in_the_same_act(either_app):
    event = an_event(capacity=5)
    comes, stays = a_registration(event), a_registration(event, "Іңкәр Ким")
    morning, evening = a_shift(event, need=2), a_shift(event, begins=60)
    for shift, registration in ((morning, comes), (evening, comes), (morning, stays)):
        a_place_in(shift, registration)
    cancel(comes.id)
    assert (taken(morning.id), taken(evening.id)) == (1, 0)
    assert db.session.scalars(select(ShiftPlace.registration_id)).all() == [stays.id]
    (found,) = recount(["shifts"])
    assert (found.looked_at, found.wrong) == (2, ())


def test_check_names_a_shift_that_is_miscounted_and_whoever_is_in_one_without_a_place(app):
    event = an_event()
    shift, registration = a_shift(event), a_registration(event)
    a_place_in(shift, registration)
    db.session.execute(update(Shift).values(taken=2))
    registration.state = "cancelled"
    db.session.commit()
    assert db.session.scalar(select(func.count(ShiftPlace.id))) == 1
    (found,) = recount(["shifts"])
    assert [(wrong.thing, wrong.id) for wrong in found.wrong] == [("shift", shift.id), ("registration", registration.id)]


def test_nobody_gets_into_two_shifts_of_one_hour_by_asking_for_both_at_once(either_app):
    """Of two events, so that no event's row decides it: the person's own does."""
    first = an_event(capacity=5)
    second = an_event(db.session.get(Stop, first.stop_id), capacity=5, starts=NOON + timedelta(hours=3))
    tokens = []
    person = a_person(first.region_id)
    for event in (first, second):
        registration, token = a_registration(event), crypto.new_token()
        registration.person_id, registration.token_hash = person.id, crypto.token_hash(token)
        tokens.append((token, a_shift(event, begins=60 if event is first else -90, minutes=60)))
    db.session.commit()
    asked = [(token, shift.id) for token, shift in tokens]
    told: list[str] = []
    gate = threading.Barrier(2)

    def come(token: str, shift_id: int) -> None:
        with either_app.app_context(), acting_as(SYSTEM):
            gate.wait()
            try:
                sign_up(token, shift_id, accept=True)
                told.append("in")
            except Invalid:
                told.append("refused")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=come, args=one) for one in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["in", "refused"]
