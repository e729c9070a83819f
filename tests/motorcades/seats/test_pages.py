"""The pages of seats as a coordinator goes through them, and the passenger lists that come out."""

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from tests.factories import a_registration, a_stop, a_user
from tests.motorcades.seats.columns import a_car, a_group, a_motorcade, sitting
from tests.pdf.reading import pages_of

ACT = "#page-form"
CARRY = "form.act[action$='/plan']"


@pytest.fixture
def stop(app):
    return a_stop()


@pytest.fixture
def event(stop):
    return a_motorcade(stop)


@pytest.fixture
def coordinator(reader, stop):
    reader.sign_in(a_user(Role.STOP, stop=stop))
    return reader


def address(event, rest=""):
    return f"/staff/events/{event.id}/column/seats{rest}"


def test_an_empty_column_and_an_empty_list_say_what_to_do(coordinator, event):
    coordinator.visit(address(event))
    assert "No vehicle is in the column yet" in coordinator.text()
    a_car(event, 3)
    coordinator.visit(address(event))
    assert "Nobody is confirmed yet" in coordinator.text()


def test_a_coordinator_looks_at_a_proposal_carries_it_out_and_takes_it_back(coordinator, event):
    small, large = a_car(event, 2), a_car(event, 6)
    group = a_group(event, 5, "Колледж № 2")
    alone = a_registration(event, "Әлия <b>Сейтова")
    coordinator.visit(address(event, "/plan?kind=fresh"))
    assert "Will have a seat 6 6 of 6" in coordinator.text()
    assert sitting(event.id) == {}, "a look changes nothing"
    coordinator.send({}, form=CARRY, expect=303)
    coordinator.follow()
    assert "The seats of 6 people have changed." in coordinator.text()
    assert "everybody has a seat" in coordinator.text()
    assert len({car for number, car in sitting(event.id).items() if number != alone.id}) == 1
    coordinator.send({}, form="form[action$='/undo']", expect=303)
    assert sitting(event.id) == {}
    assert (group.id, small.id, large.id) > (0, 0, 0)


def test_what_cannot_be_had_is_told_in_a_sentence(coordinator, event):
    a_car(event, 3), a_car(event, 3)
    a_group(event, 5, "Колледж № 2")
    a_registration(event), a_registration(event, "Іңкәр Ким")
    coordinator.visit(address(event, "/plan?kind=fresh"))
    assert "1 seat is missing. Add a car, or give one more seats." in coordinator.text()
    assert "The group “Колледж № 2” has 5 people, and the largest car takes 3: it goes in several cars." in coordinator.text()


def test_a_proposal_of_yesterday_is_shown_anew_and_not_carried_out(coordinator, event):
    a_car(event, 3)
    a_registration(event)
    coordinator.visit(address(event, "/plan"))
    a_registration(event, "Іңкәр Ким")
    coordinator.send({}, form=CARRY, expect=409)
    assert "have changed since you looked" in coordinator.text()
    assert "Will have a seat 2" in coordinator.text()
    assert sitting(event.id) == {}


def test_seats_by_hand_and_what_was_ticked_stays_when_it_cannot_be_done(coordinator, event):
    car = a_car(event, 1)
    one, other = a_registration(event, "Айбек"), a_registration(event, "Болат")
    coordinator.visit(address(event))
    wish = {"person": [str(one.id), str(other.id)], "act": "move", "car": str(car.id)}
    coordinator.send(wish, form=ACT, expect=422)
    assert "Car No. 1 has 1 free seats, and 2 people were to go there." in coordinator.text()
    assert len(coordinator.page.select("[name=person][checked]")) == 2
    coordinator.send(wish | {"person": [str(one.id)]}, form=ACT, expect=303)
    assert sitting(event.id) == {one.id: car.id}
    coordinator.visit(address(event))
    for nonsense in ({"person": ["9" * 30, "x", "-1"], "act": "free"}, {"act": "everything"}, {"act": "move", "car": "0"}):
        coordinator.send(nonsense, form=ACT, expect=422)


def test_a_car_that_does_not_come_is_reseated_and_its_changed_lists_printed(coordinator, event):
    first, second = a_car(event, 3), a_car(event, 3)
    people = [a_registration(event, name) for name in ("Айбек", "Болат", "Күләш")]
    people[0].group_id = a_group(event, 0, "Колледж").id
    second.driver_name = "Ерлан Омаров"
    second_id = second.id
    db.session.commit()
    coordinator.visit(address(event, "/plan"))
    coordinator.send({}, form=CARRY, expect=303)
    coordinator.visit(address(event, f"/plan?kind=steady&without={first.id}"))
    assert "does not come." in coordinator.text()
    coordinator.send({}, form=CARRY, expect=303)
    assert set(sitting(event.id).values()) == {second_id}
    coordinator.follow()
    coordinator.send({}, form="form[action$='/print']", expect=303)
    coordinator.follow()
    (words,) = pages_of(coordinator.client.get(coordinator.response.request.path + ".pdf").data)
    assert all(
        word in words for word in ("Passenger list", "No. 2", "Айбек", "Болат", "Күләш", "Колледж", "8 700 000 00 41", "3 of 3")
    )
    assert len(people) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_however_many_people_and_cars(coordinator, event, statements, count):
    for number in range(count):
        a_car(event, 4)
        a_group(event, count, f"Топ {number}")
    url = address(event)
    coordinator.visit(url)
    statements.clear()
    coordinator.visit(url)
    assert len([one for one in statements if one.startswith("SELECT")]) == 11


def test_another_stop_sees_nothing_of_it(reader, event):
    reader.sign_in(a_user(Role.STOP, stop=a_stop()))
    car = a_car(event, 2)
    for rest in ("", "/plan", f"/plan?kind=steady&without={car.id}"):
        reader.visit(address(event, rest), expect=404)
