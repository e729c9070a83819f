"""Many people and many coordinators for the seats of two cars, on both databases; and a mutant that overfills."""

from collections import Counter
from types import SimpleNamespace

from sqlalchemy import select, update

from campaign.core.actor import SYSTEM, acting_as
from campaign.core.checks import recount
from campaign.core.db import unit_of_work
from campaign.core.errors import Full
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.seats import services
from campaign.motorcades.seats.schemas import Act
from campaign.motorcades.seats.services import moving, taking
from campaign.people.models import Registration
from campaign.people.services.places import hold, leave
from tests.factories import a_registration, an_event
from tests.motorcades.seats.columns import a_car, sitting
from tests.races.test_registration import all_at_once

SEATS, PEOPLE = 12, 40


def put_in(event_id, car_id):
    """What a coordinator does with one person; whether there was a seat."""

    def act(number):
        with acting_as(SYSTEM):
            try:
                services.act(event_id, Act.MOVE, [number], f"put-{number}", car_id=car_id)
            except Full:
                return False
            return True

    return act


def test_forty_people_for_twelve_seats(either_app):
    event = an_event()
    car, people = a_car(event, SEATS).id, [a_registration(event, f"Жолаушы {number}").id for number in range(PEOPLE)]
    event_id = event.id
    seated = all_at_once(either_app, put_in(event_id, car), people)
    assert Counter(seated) == {True: SEATS, False: PEOPLE - SEATS}
    assert set(sitting(event_id).values()) == {car}
    assert len(sitting(event_id)) == SEATS
    assert recount(["seats"])[0].ok


def test_whoever_leaves_while_others_come_frees_just_their_own_seat(either_app):
    event = an_event()
    car, people = a_car(event, SEATS).id, [a_registration(event, f"Жолаушы {number}").id for number in range(2 * SEATS)]
    event_id = event.id
    services.act(event_id, Act.MOVE, people[:SEATS], "first", car_id=car)

    def turn(number):
        with acting_as(SYSTEM):
            if number not in people[:SEATS]:
                return put_in(event_id, car)(number)
            with unit_of_work() as session:
                leave(session, hold(session, event_id), session.get_one(Registration, number))
            return True

    all_at_once(either_app, turn, [number for pair in zip(people[:SEATS], people[SEATS:], strict=True) for number in pair])
    assert not set(sitting(event_id)) & set(people[:SEATS])
    assert recount(["seats"])[0].ok


def test_without_the_guard_and_the_lock_the_car_is_overfilled(postgres_app, monkeypatch):
    """The mutant looks whether there is a seat, then counts it: the CHECK is all that stands behind it. It must lose."""

    def look_then_add(session, car_id, count):
        car = session.scalars(select(ColumnCar).where(ColumnCar.id == car_id)).one()
        if car.taken + count > car.seats:
            return False
        session.execute(update(ColumnCar).where(ColumnCar.id == car_id).values(taken=car.taken + count))
        return True

    event = an_event()
    car, people = a_car(event, SEATS).id, [a_registration(event, f"Жолаушы {number}").id for number in range(PEOPLE)]
    event_id = event.id
    monkeypatch.setattr(taking, "take_seats", look_then_add)
    unheld = SimpleNamespace(id=event_id, region_id=event.region_id, stop_id=event.stop_id)
    monkeypatch.setattr(moving, "hold", lambda session, number: unheld)
    all_at_once(postgres_app, put_in(event_id, car), people)
    assert len(sitting(event_id)) > SEATS
    assert not recount(["seats"])[0].ok
