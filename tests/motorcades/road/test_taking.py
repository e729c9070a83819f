"""What phones of marshals send: exactly once, the later mark stands, and nothing of another column."""

import itertools
import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from campaign.accounts.devices.services import withdraw
from campaign.core import clock, crypto
from campaign.core.checks import Finding
from campaign.core.db import db, unit_of_work
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.events.services.telling import judge_for
from campaign.motorcades.counting import CarsOfColumns
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.road.checks import column_marks
from campaign.motorcades.road.models import ColumnMark
from campaign.motorcades.road.services.absence import does_not_come
from campaign.motorcades.route.models import RoutePointRow
from campaign.motorcades.schemas import CarState
from tests.factories import kept
from tests.motorcades.road.roads import Marshal, a_column, a_marshal, mark, passed, stands
from tests.phones import undo_of


@pytest.fixture
def column(app):
    return a_column(3, route=True)


@pytest.fixture
def phone(app, column):
    return Marshal(app, a_marshal(column[0])[1])


def minutes_ago(count):
    return clock.now() - timedelta(minutes=count)


def logged():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(ColumnMark))


def state(car_id):
    return stands(car_id)[0]


def test_a_car_comes_sets_off_and_arrives_once_however_often_it_is_sent(phone, column):
    car = column[1][0]
    items = [
        mark(car, "present", minutes_ago(30)),
        mark(car, "departed", minutes_ago(20)),
        mark(car, "arrived", minutes_ago(1)),
    ]
    for _turn in range(3):
        assert phone.outcomes(*items, items[0]) == [("done", "")] * 4
    came, gone, there = stands(car)[1:]
    assert [state(car), *(round((later - came) / timedelta(minutes=1)) for later in (gone, there))] == ["arrived", 10, 29]
    assert logged() == 3


def test_in_whatever_order_two_phones_deliver_the_later_mark_stands(either_app):
    """One saw it set off, another, who had been without a network, had noted before that it had not come."""
    event, cars = a_column(3)
    north, south = (Marshal(either_app, a_marshal(event, label)[1]) for label in ("Север", "Юг"))
    ends = set()
    for car, order in zip(cars, itertools.permutations(range(3)), strict=False):
        marks = [
            mark(car, "absent", minutes_ago(30)),
            mark(car, "present", minutes_ago(20)),
            mark(car, "departed", minutes_ago(9)),
        ]
        for turn, place in enumerate(order):
            (north, south)[turn % 2].send(marks[place])
        ends.add(
            (state(car), *(round((clock.campaign_now() - at) / timedelta(minutes=1)) if at else None for at in stands(car)[1:]))
        )
    assert ends == {("departed", 20, 9, None)}
    assert logged() == 9


def test_what_is_taken_back_leaves_what_was_before(phone, column):
    car = column[1][0]
    came, gone = mark(car, "present", minutes_ago(5)), mark(car, "departed", minutes_ago(1))
    phone.send(came, gone)
    back = undo_of(gone)
    answers = [phone.send(back)[0] for _turn in range(2)]
    assert [(one["outcome"], one["stands"]["s"]) for one in answers] == [("done", "present")] * 2
    assert stands(car)[2] is None
    both = mark(car, "absent")
    assert phone.outcomes(both, undo_of(both)) == [("done", "")] * 2  # a phone that was without a network sends both at once
    assert state(car) == "present"
    assert phone.outcomes(undo_of(back), undo_of({"key": crypto.new_uid()})) == [("refused", "nothing")] * 2
    assert phone.send(undo_of(came))[0]["stands"] == {"s": "expected", "p": None, "e": None, "a": None}


def test_a_recount_finds_a_car_that_stands_otherwise_than_its_marks_say(phone, column):
    cars = column[1]
    phone.send(mark(cars[0], "present"), mark(cars[1], "absent"))
    assert column_marks(db.session()) == Finding(3, ())
    db.session.execute(update(ColumnCar).where(ColumnCar.id == cars[1]).values(state=CarState.ARRIVED))
    found = column_marks(db.session()).wrong
    assert [(one.id, one.message) for one in found] == [(cars[1], "stands as arrived, its marks say absent")]


def test_a_car_that_did_not_come_is_not_counted_for_the_rules(phone, column):
    event, cars = column
    phone.send(mark(cars[0], "absent"))
    assert CarsOfColumns().vehicles_of([event.id]) == {event.id: 2}


def test_a_point_is_passed_at_its_moment_and_a_hand_of_later_stands(phone, column):
    point = db.session.scalars(select(RoutePointRow).where(RoutePointRow.event_id == column[0].id)).first()
    first, later = passed(point.id, minutes_ago(9)), passed(point.id, minutes_ago(7))
    phone.send(later)
    answer = phone.send(first)[0]
    assert answer["stands"]["x"] == fact(point).isoformat()
    assert round((clock.campaign_now() - fact(point)) / timedelta(minutes=1)) == 7
    point.fact_at = typed = clock.campaign_now() - timedelta(minutes=2)
    kept(point)
    phone.send(passed(point.id, minutes_ago(5)))
    assert fact(point) == typed


def fact(point):
    db.session.rollback()
    db.session.refresh(point)
    return point.fact_at


def test_nothing_of_another_column_is_marked(app, phone, column):
    other, foreign = a_column(1, route=True)
    theirs = mark(foreign[0], "present")
    Marshal(app, a_marshal(other)[1]).send(theirs)
    point = db.session.scalars(select(RoutePointRow.id).where(RoutePointRow.event_id == other.id)).first()
    sent = (mark(foreign[0], "absent"), passed(point), undo_of(theirs), mark(10**9, "absent"))
    codes = ["other_car", "other_point", "nothing", "other_car"]
    assert phone.outcomes(*sent) == [("refused", code) for code in codes]
    assert state(foreign[0]) == "present"


def test_a_key_stands_for_one_thing_only(app, phone, column):
    _event, cars = column
    key = crypto.new_uid()
    one, other = mark(cars[0], "present", key=key), mark(cars[0], "absent", key=key)
    assert phone.outcomes(one, other) == [("done", ""), ("refused", "key_reused")]
    assert phone.outcomes(other) == [("refused", "key_reused")]
    elsewhere, _theirs = a_column(1)
    assert Marshal(app, a_marshal(elsewhere)[1]).outcomes(one) == [("refused", "key_reused")]
    assert (state(cars[0]), logged()) == ("present", 1)


@pytest.mark.parametrize(
    "item",
    [
        {"kind": "mark", "car": "many", "state": "present"}, {"kind": "mark", "car": 1, "state": "expected"},
        {"kind": "mark", "car": True, "state": "present"}, {"kind": "point", "point": -1}, {"kind": "undo", "of": ""},
        {"kind": "scan"}, {"kind": ["mark"], "car": {}, "state": []}, {"kind": "mark", "car": 10**30, "state": "present"},
    ],
)  # fmt: skip
def test_nonsense_is_answered_and_does_no_harm(phone, item):
    assert phone.outcomes({"key": crypto.new_uid(), **item}) == [("refused", "malformed")]


def test_a_batch_that_is_none_is_refused_as_json(phone):
    told = [
        (answer.status_code, answer.get_json()["error"])
        for answer in (
            phone.post(b"{"),
            phone.post({"items": [{"kind": "mark"}]}),
            phone.post({"items": [mark(1, "present")] * 51}),
            phone.post(b" " * 200_000),
            Marshal(phone.client.application, "unknown" * 4).post({"items": []}),
        )
    ]
    assert told == [(422, "malformed")] * 3 + [(413, "too_large"), (404, "not_found")]


def test_a_withdrawn_phone_is_refused(app, column):
    device_id, token = a_marshal(column[0])
    withdraw(device_id)
    answer = Marshal(app, token).post({"items": [mark(column[1][0], "present")]}, language="ru")
    assert (answer.status_code, answer.get_json()["error"], state(column[1][0])) == (410, "withdrawn", "expected")


def test_what_was_marked_in_time_is_taken_for_a_week_after_the_link_ended(app, column):
    event, cars = column
    phone = Marshal(app, a_marshal(event, until=clock.campaign_now() + timedelta(hours=1))[1])
    in_time = mark(cars[0], "present")
    clock.set_shift(clock.shift() + timedelta(days=3))
    sent = clock.now() + timedelta(days=3)
    body = {"sent_at": sent.isoformat(), "items": [in_time, mark(cars[1], "present", sent)]}
    assert [one["code"] for one in phone.post(body).get_json()["results"]] == ["", "late"]
    assert [state(car) for car in cars] == ["present", "expected", "expected"]
    clock.set_shift(clock.shift() + timedelta(days=5))
    assert phone.post(body).status_code == 410


def test_a_column_is_marked_on_its_day_only(app, column):
    event, cars = column
    phone = Marshal(app, a_marshal(event)[1])
    event.starts_at, event.ends_at = (at + timedelta(days=2) for at in (event.starts_at, event.ends_at))
    kept(event)
    assert phone.outcomes(mark(cars[0], "present")) == [("refused", "early")]
    event.state = EventState.CANCELLED
    kept(event)
    assert phone.outcomes(mark(cars[0], "present")) == [("refused", "off")]


def test_the_list_names_cars_drivers_and_points_to_the_holder_of_the_link_only(phone, column):
    rows = phone.rows()
    assert [row["t"] for row in rows] == ["car"] * 3 + ["point"] * 5
    assert {name: rows[0][name] for name in ("n", "l", "d", "f", "s")} == {
        "n": 1, "l": "Лада Гранта, белая", "d": "Исабеков Марат 1", "f": "+77010000101", "s": "expected",
    }  # fmt: skip
    assert rows[0]["r"]["ru"] == "участник"
    answer = phone.client.get(f"/field/column/{phone.token}/list").get_data(as_text=True)
    assert "Исабеков" not in json.dumps(json.loads(answer), ensure_ascii=False)


@pytest.mark.parametrize("cars", [1, 3])
def test_a_sending_asks_the_same_however_many_cars(app, statements, cars):
    event, numbers = a_column(cars)
    phone = Marshal(app, a_marshal(event)[1])
    statements.clear()
    phone.send(*(mark(number, "present") for number in numbers))
    assert len(statements) == 8  # one closes the block of the trail


def test_what_was_marked_on_a_day_that_is_given_up_does_not_count_on_the_new_one(phone, column):
    event, (first, second, third) = column
    with unit_of_work() as session:
        does_not_come(session, session.get_one(ColumnCar, third))
        session.execute(update(ColumnMark).values(happened_at=clock.campaign_now() - timedelta(days=2)))
    point = db.session.scalars(select(RoutePointRow).where(RoutePointRow.event_id == event.id)).first().id
    phone.send(mark(first, "departed"), mark(second, "absent"), passed(point))
    assert [state(car) for car in (first, second, third)] == ["departed", "absent", "absent"]
    with unit_of_work() as session:
        row = session.get_one(Event, event.id)
        judge_for(session, row, row.day + timedelta(days=7))
        row.move(row.starts_at + timedelta(days=7), row.ends_at + timedelta(days=7))
    assert [stands(car) for car in (first, second, third)] == [
        (said, None, None, None) for said in ("expected", "expected", "absent")
    ]
    assert db.session.get_one(RoutePointRow, point).fact_at is None
    assert (logged(), column_marks(db.session())) == (7, Finding(3, ()))
