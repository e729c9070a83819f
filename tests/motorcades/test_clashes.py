"""A vehicle and its driver are in one column at a time: refused, told, seen beforehand in a slip."""

from datetime import timedelta

import pytest

from campaign.accounts.queries import actor_of
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.core.errors import Invalid
from campaign.events import bookings
from campaign.events.clash_words import detail
from campaign.events.clashes import ClashKind
from campaign.motorcades import queries, services
from campaign.motorcades.schemas import CarState, Driver
from campaign.relay.models import Stop
from campaign.relay.slip.queries import preview
from campaign.relay.slip.schemas import SlipAct
from tests.factories import NOON, a_place, a_region, a_relay, a_stop, a_user
from tests.motorcades.columns import a_car, a_motorcade, a_vehicle, a_wish
from tests.relay.custody.batons import a_baton
from tests.relay.slip.slips import PLACES
from tests.relay.slip.slips import a_wish as a_slip


@pytest.fixture
def two(app):
    """Two motorcades of one region at one time, at two stops; the first has a car."""
    region = a_region()
    relay = a_relay(region)
    first, second = a_motorcade(a_stop(relay)), a_motorcade(a_stop(relay), starts=NOON + timedelta(minutes=30))
    a_car(first, a_vehicle(region.id, "123 ABC 09"), driver="Ли Олег", phone="+77010000001")
    return first, second


def said(act, *given) -> list[str]:
    with pytest.raises(Invalid) as caught:
        act(*given)
    return [str(problem.message) for problem in caught.value.problems]


def test_a_vehicle_is_not_in_two_columns_at_once_unless_an_organizer_says_why(two):
    first, second = two
    wish = a_wish("123 АВС 09", driver="Ким Анна")
    assert (
        "123 ABC 09 is in both columns. Put another vehicle into one of them" in said(services.add_car, second.id, wish, "1")[0]
    )
    with acting_as(actor_of(a_user(Role.STOP, stop=db.session.get(Stop, second.stop_id)))):
        lines = said(services.add_car, second.id, wish, "2")  # of another stop only the hour is told
    assert lines == [
        "123 ABC 09 is taken at that time by an event of another stop. Choose another time, place or person.",
        "The organizer of the region can let it stand, with a reason.",
    ]
    assert queries.cars_of(second.id) == ()
    services.add_car(second.id, a_wish("123 ABC 09", driver="Ким Анна", clash_reason="едет из одной колонны в другую"), "3")
    (clash,) = bookings.clashes_of_event(first.id)
    assert (clash.kind, clash.accepted) == (ClashKind.OVERLAP, "едет из одной колонны в другую")
    services.add_car(second.id, a_wish("124 ABC 09", driver="Ким Анна"), "4")  # what stood before is not held against it


@pytest.mark.parametrize(
    ("driver", "second_driver", "clashes"),
    [
        (Driver("Ли Олег", ""), Driver(), True),
        (Driver("Ли Олег", "+77010000001"), Driver(), True),
        (Driver("Ли Олег", "+77010000002"), Driver(), False),
        (Driver("Ким Анна", ""), Driver("ли олег", ""), True),
    ],
)
def test_a_driver_is_not_in_two_columns_at_once(two, driver, second_driver, clashes):
    _first, second = two
    wish = a_wish("124 ABC 09", driver=driver.name, phone=driver.phone, second_driver=second_driver)
    if clashes:
        assert "is needed at both, as a driver of a column" in said(services.add_car, second.id, wish, "1")[0]
    else:
        assert services.add_car(second.id, wish, "1").car_id


def test_a_long_column_holds_its_vehicles_all_the_time_and_one_that_failed_to_come_holds_nothing(two):
    first, second = two
    first.move(NOON, NOON + timedelta(hours=6))
    second.move(NOON + timedelta(hours=5), NOON + timedelta(hours=6))
    car = a_car(second, a_vehicle(first.region_id, "125 ABC 09"), driver="Ли Олег")
    assert [clash.kind for clash in bookings.clashes_of_event(second.id)] == [ClashKind.OVERLAP]
    car.state = CarState.ABSENT
    db.session.commit()
    assert bookings.clashes_of_event(second.id) == ()


def test_the_way_between_two_columns_is_a_soft_clash(two):
    first, second = two
    near = a_place(db.session.get(Stop, first.stop_id))
    near.lat, near.lon = 50.05, 72.95
    first.place_id = second.place_id = near.id
    second.move(NOON + timedelta(minutes=65), NOON + timedelta(minutes=125))
    db.session.commit()
    services.add_car(second.id, a_wish("123 ABC 09", driver="Ким Анна"), "1")
    (clash,) = bookings.clashes_of_event(second.id)
    assert (clash.kind, clash.minutes, clash.needed) == (ClashKind.TRAVEL, 5, 15)
    assert detail(clash).startswith("123 ABC 09 is in both columns. Changing over takes 15 minutes.")
    assert "or take another vehicle" in detail(clash)


def test_a_slip_shows_that_a_vehicle_would_be_in_two_columns(app):
    baton = a_baton(*PLACES)
    first, second = (db.session.get(Stop, stop_id) for stop_id in baton.stops[:2])
    vehicle = a_vehicle(first.region_id, "123 ABC 09")
    a_car(a_motorcade(first, starts=NOON + timedelta(days=2)), vehicle, driver="Ли Олег")
    a_car(a_motorcade(second, starts=NOON), vehicle, driver="Ким Анна")
    seen = preview(a_slip(baton, SlipAct.LENGTH, 0, 2))  # the second stop moves by two days
    (clash,) = [clash for clash in seen.clashes if clash.hard]
    assert "run at the same time for 60 minutes" in str(clash.words)
    assert "123 ABC 09 is in both columns" in str(clash.note)
