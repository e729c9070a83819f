"""A column sheet typed back: who came goes into the log of the day, inspection and briefing stand with the car."""

from datetime import timedelta

import pytest

from campaign.core import clock
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.errors import Conflict, Refused
from campaign.events.models import Event
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.road import services as road
from campaign.motorcades.road.models import ColumnMark
from campaign.motorcades.schemas import CarState
from campaign.papers.typed import services
from campaign.papers.typed.schemas import Grade
from tests.factories import a_user, kept
from tests.motorcades.columns import a_car, a_motorcade
from tests.papers.papers import acting, pages_of
from tests.papers.typed.pages import judged, printed, typed


def a_column(cars: int = 5) -> Event:
    """Of an event that begins now."""
    event = a_motorcade()
    event.starts_at = clock.campaign_now()
    event.ends_at = event.starts_at + timedelta(hours=2)
    kept(event)
    for number in range(cars):
        a_car(event, driver=f"Абенов {number}")
    return event


def standing() -> list[tuple[CarState, bool, bool]]:
    db.session.expire_all()
    cars = db.session.query(ColumnCar).order_by(ColumnCar.number)
    return [(car.state, car.inspected, car.briefed) for car in cars]


def test_a_page_goes_into_the_log_of_the_day_and_is_taken_back(either_app):
    event = a_column()
    numbers = [car.id for car in db.session.query(ColumnCar).order_by(ColumnCar.number)]
    road.mark(event.id, numbers[1], CarState.PRESENT, "phone-before-the-start")
    before, number = standing(), printed("column_sheet", event.id)
    uid = typed(number, "1-2 3о 4х 5oi\n=4 1")
    assert judged(uid) == {}
    services.post(uid)
    present, absent = CarState.PRESENT, CarState.ABSENT
    assert standing() == [
        (present, True, True), (present, True, True), (present, False, True), (absent, False, False), (present, False, False),
    ]  # fmt: skip
    assert db.session.query(ColumnMark).count() == 5, "who was there already is not marked twice"
    assert services.undo(uid) == ()
    assert standing() == before
    services.undo(uid)
    assert db.session.query(ColumnMark).count() == 9


def test_a_pen_has_the_last_word_but_not_over_a_car_on_the_road(app):
    event = a_column(3)
    one, two, three = db.session.query(ColumnCar).order_by(ColumnCar.number)
    number = printed("column_sheet", event.id)
    road.mark(event.id, one.id, CarState.ABSENT, "a-phone-says-absent")
    road.mark(event.id, two.id, CarState.PRESENT, "a-phone-says-present")
    road.mark(event.id, three.id, CarState.DEPARTED, "a-phone-says-departed")
    uid = typed(number, "1 2x 3x\n=1 2")
    assert {row: grade for row, (grade, _words) in judged(uid).items()} == {
        "1": Grade.WARN, "2": Grade.WARN, "3": Grade.BAD
    }  # fmt: skip
    with pytest.raises(Conflict):
        services.post(uid)
    services.reopen(uid)
    services.add_line(uid, "3", "another")
    services.add_line(uid, "=2 1", "the sum")
    services.finish(uid)
    services.post(uid)
    assert [state for state, _inspected, _briefed in standing()] == [CarState.PRESENT, CarState.ABSENT, CarState.DEPARTED]


def test_what_was_changed_since_stays_and_is_told(app):
    event = a_column(2)
    uid = typed(printed("column_sheet", event.id), "1-2\n=2 0")
    services.post(uid)
    car = db.session.query(ColumnCar).order_by(ColumnCar.number).first()
    car.briefed = False
    db.session.commit()
    (said,) = services.undo(uid)
    assert "Inspection and briefing of 1 car stay" in said.words
    assert standing() == [(CarState.EXPECTED, True, False), (CarState.EXPECTED, False, False)]


def test_before_the_day_nothing_is_posted_and_only_those_who_run_it_type(app):
    event = a_column(1)
    event.starts_at += timedelta(days=2)
    event.ends_at += timedelta(days=2)
    kept(event)
    number = printed("column_sheet", event.id)
    uid = typed(number, "1xo\n=0 1")
    assert {row: grade for row, (grade, _words) in judged(uid).items()} == {"": Grade.BAD, "1": Grade.BAD}
    with acting(a_user(Role.AUDITOR)), pytest.raises(Refused):
        services.begin(number, 1)


def test_a_briefing_that_is_known_stands_on_the_paper(app):
    event = a_column(1)
    db.session.query(ColumnCar).one().briefed = True
    db.session.commit()
    assert "подписано" in pages_of(printed("column_sheet", event.id))[0]
