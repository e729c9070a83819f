"""What vehicles of a column carry: it stands on their page and paper, and none leaves the column with it."""

import pytest

from campaign.core.actor import NOBODY, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict
from campaign.materials.schemas import DocumentKind
from campaign.materials.services import holder
from campaign.motorcades.offers import services as offers
from campaign.motorcades.queries import cars_of, column_of, loaded
from campaign.motorcades.schemas import CarState
from campaign.motorcades.services import remove_car, remove_cars
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from tests.materials.stock import posted, stocked_for_walks, store_of
from tests.motorcades.columns import a_car, a_motorcade
from tests.motorcades.offers.test_offers import accepted, registered
from tests.papers.papers import pages_of
from tests.people.conftest import app  # noqa: F401  with the consent texts


def loads(event, car_id: int, pieces: int = 2, kind: DocumentKind = DocumentKind.ISSUE) -> None:
    store = store_of(event.stop_id)
    flag = stocked_for_walks(event.stop_id, codes=("flag",))["flag"]
    with unit_of_work() as session:
        place = holder(session, car_id=car_id).id
    way = (store, place) if kind is DocumentKind.ISSUE else (place, store)
    posted(kind, store, (flag, pieces, *way), event_id=event.id)


def test_a_car_with_flags_in_it_stays_in_the_column_until_they_are_back(app):  # noqa: F811
    event = a_motorcade()
    first, second = a_car(event).id, a_car(event).id
    loads(event, first)
    with pytest.raises(Conflict, match="Flag – 2"):
        remove_car(first)
    assert remove_cars(event.id, [first, second]) == 1
    number = print_paper("column_sheet", SubjectKind.EVENT, event.id, PrintWish("ru"), "one")
    assert "Флажок – 2" in pages_of(number)[0]
    loads(event, first, 2, DocumentKind.RETURN)
    remove_car(first)
    assert cars_of(event.id) == ()


def test_a_car_that_its_driver_does_not_bring_stays_while_it_carries_something(app):  # noqa: F811
    event = a_motorcade()
    token = registered(event)
    accepted(token)
    loads(event, cars_of(event.id)[0].id)
    with acting_as(NOBODY):
        offers.withdraw(token)
    (car,) = loaded(column_of(event.id)).cars
    assert (car.state, car.driver.name, [str(load) for load in car.loads]) == (CarState.ABSENT, "", ["Flag – 2"])


@pytest.mark.parametrize("cars", [1, 3])
def test_what_cars_carry_is_one_question(app, statements, cars):  # noqa: F811
    event = a_motorcade()
    for _one in range(cars):
        loads(event, a_car(event).id)
    column = column_of(event.id)
    db.session.rollback()
    statements.clear()
    assert [car.loads[0].pieces for car in loaded(column).cars] == [2] * cars
    assert len([one for one in statements if one != "BEGIN"]) == 1
