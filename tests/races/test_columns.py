"""Organizers who change one column at once, and who put one vehicle into two, on both databases; and a mutant."""

from collections import Counter

from sqlalchemy import Select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from campaign.core.db import db
from campaign.events.models import Event
from campaign.motorcades import queries, services
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.route import services as route
from campaign.motorcades.route.schemas import PointWish
from campaign.motorcades.services import cars, columns
from campaign.motorcades.wishes import OrderWish
from campaign.relay.models import Stop
from tests.factories import words
from tests.motorcades.columns import a_car, a_motorcade, a_wish
from tests.races.test_handovers import outcome
from tests.races.test_registration import all_at_once

HANDS = 6


def numbers(event_id: int) -> list[int]:
    db.session.rollback()
    return [car.number for car in queries.cars_of(event_id)]


def acts_on(event_id: int) -> list:
    """Adding at the head, taking out and turning the order round, all at once."""
    ids = tuple(a_car(db.session.get_one(Event, event_id)).id for _turn in range(4))
    turned = OrderWish({car_id: 4 - place for place, car_id in enumerate(ids)})
    adding = [lambda n=n: services.add_car(event_id, a_wish(f"{n}00 AAA 09", f"Ли {n}", number=1), str(n)) for n in range(1, 4)]
    removing = [lambda: services.remove_car(ids[1]), lambda: services.remove_car(ids[2])]
    return [*adding, *removing, lambda: services.put_in_order(event_id, turned, ids)]


def one_of_two_columns(app) -> None:
    """One vehicle goes into one of two columns, and once."""
    first = a_motorcade()
    second = a_motorcade(db.session.get(Stop, first.stop_id))
    ids = (first.id, second.id)
    wishes = [
        lambda event_id=event_id, n=n: services.add_car(event_id, a_wish("123 ABC 09", f"Ли {event_id} {n}"), f"{event_id} {n}")
        for n in range(HANDS // 2) for event_id in ids
    ]  # fmt: skip
    found = Counter(all_at_once(app, outcome, wishes))
    assert found == {"done": 1, "Invalid": HANDS - 1}
    db.session.rollback()
    assert db.session.query(ColumnCar).where(ColumnCar.event_id.in_(ids)).count() == 1


def unheld(monkeypatch) -> None:
    """A column that nobody holds while it is changed."""
    monkeypatch.setattr(columns, "writable", lambda wanted: queries.column_of(wanted).event)
    monkeypatch.setattr(cars, "writable", lambda wanted: queries.column_of(wanted).event)
    monkeypatch.setattr(Select, "with_for_update", lambda statement, **_more: statement)


def test_whoever_changes_a_column_at_once_leaves_numbers_without_a_gap(either_app, monkeypatch):
    event_id = a_motorcade().id
    found = Counter(all_at_once(either_app, outcome, acts_on(event_id)))
    assert found["done"] + found["Stale"] == HANDS
    assert numbers(event_id) == [1, 2, 3, 4, 5]
    one_of_two_columns(either_app)
    first = [lambda n=n: route.write(event_id, [PointWish(name=words(f"Мира, {n}"))], words(""), 0) for n in range(HANDS)]
    assert Counter(all_at_once(either_app, outcome, first)) == {"done": 1, "Stale": HANDS - 1}
    if db.engine.dialect.name == "postgresql":  # SQLite has one writer anyhow
        unheld(monkeypatch)
        assert any(goes_wrong(either_app) for _round in range(5))


def goes_wrong(app) -> bool:
    event_id = a_motorcade().id
    try:
        all_at_once(app, outcome, acts_on(event_id))
    except (OperationalError, StaleDataError):
        return True
    found = numbers(event_id)
    return found != list(range(1, len(found) + 1))
