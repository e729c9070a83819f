"""Drivers bring their own car: offered by the ticket, accepted into the column, and out of it when they cancel."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from campaign.accounts.queries import actor_with_id
from campaign.core import clock
from campaign.core.actor import NOBODY, SYSTEM, Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Closed, Invalid, NotFound, Stale, TooMany
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.motorcades.offers import queries, services
from campaign.motorcades.offers.models import VehicleOffer
from campaign.motorcades.offers.schemas import OfferState, OfferWish
from campaign.motorcades.queries import cars_of
from campaign.motorcades.schemas import CarState, VehicleKind
from campaign.motorcades.seats.schemas import Act
from campaign.motorcades.seats.services import act
from campaign.motorcades.services import remove_car
from campaign.people import services as people
from campaign.people.models import Registration
from campaign.people.rides import ride_of
from campaign.people.services.tickets import ticket_with
from tests.factories import a_relay, a_stop, a_user, an_event
from tests.motorcades.columns import a_car, a_motorcade, a_vehicle
from tests.people.conftest import a_wish as a_registration_wish
from tests.people.conftest import app, either_app  # noqa: F401  with the consent texts

NAME = "Ким Марат"


def a_wish(plate="123 АВС 09", **more) -> OfferWish:
    facts = {"kind": VehicleKind.CAR, "name": "", "make": "Лада Гранта", "colour": "белая", "seats": 3, "agrees": True}
    return OfferWish(plate=plate, **facts | more)


def registered(event, name=NAME, **more) -> str:
    """The token of somebody's ticket."""
    with acting_as(NOBODY):
        return people.register(event.id, a_registration_wish(name, **more), f"{name}-{event.id}").ticket


def offered(token, key="offer", **more):
    with acting_as(NOBODY):
        services.offer(token, a_wish(**more), key)
    return db.session.scalars(
        select(VehicleOffer).order_by(VehicleOffer.id.desc()), execution_options={"populate_existing": True}
    ).first()


def accepted(token):
    row = offered(token)
    services.accept(row.id, row.version, "", "accept")
    return row


def own(token):
    with acting_as(NOBODY):
        return queries.of_ticket(ticket_with(token))


def test_an_offer_is_accepted_into_the_column_with_its_driver_and_leaves_it_with_them(either_app):  # noqa: F811
    event = a_motorcade()
    a_car(event)
    token = registered(event, phone="+77010000101")
    row = offered(token)
    assert offered(token).id == row.id  # the same key once more
    assert (row.plate, row.state) == ("123 ABC 09", OfferState.WAITING)
    assert services.accept(row.id, row.version, "", "accept") == 2
    assert services.accept(row.id, row.version, "", "accept") == 2
    car = cars_of(event.id)[1]
    assert (car.vehicle.plate, car.driver.name, car.driver.phone, car.seats) == ("123 ABC 09", NAME, "+77010000101", 3)
    assert (own(token).own.state, own(token).own.number) == (OfferState.ACCEPTED, 2)
    with pytest.raises(Closed):
        offered(token, "other", make="Нива")
    with acting_as(NOBODY):
        people.cancel_ticket(token)
    assert [each.number for each in cars_of(event.id)] == [1]
    assert [gone.driver for gone in queries.offers_of(event.id).gone] == [NAME]
    assert queries.to_look_at([event.id]) == {event.id: 1}
    services.look_at_withdrawn(event.id)
    assert queries.to_look_at([event.id]) == {}


def test_a_car_in_which_people_have_seats_stays_without_its_driver(app):  # noqa: F811
    event = a_motorcade()
    token = registered(event)
    accepted(token)
    db.session.query(ColumnCar).one().taken = 2
    db.session.commit()
    with acting_as(NOBODY):
        services.withdraw(token)
        services.withdraw(token)
    car = cars_of(event.id)[0]
    assert (car.state, car.taken, car.driver.name, car.registration_id) == (CarState.ABSENT, 2, "", None)


def test_whoever_drives_gives_up_their_seat_and_no_seat_is_given_that_was_not_offered(app):  # noqa: F811
    event = a_motorcade()
    first, known = a_car(event), a_vehicle(event.region_id, "123 ABC 09", seats=4)
    token = registered(event)
    mine = db.session.scalars(select(Registration.id)).one()
    act(event.id, Act.MOVE, [mine], "seat", car_id=first.id)
    row = offered(token, seats=1)
    services.accept(row.id, row.version, "", "accept")
    told = [(car.taken, car.seats, car.vehicle.seats) for car in cars_of(event.id)]
    assert (told, ride_of(mine).drives, known.seats) == ([(0, 4, 4), (0, 1, 4)], True, 4)


def test_an_offer_that_was_changed_meanwhile_is_not_accepted_unseen(app):  # noqa: F811
    event = a_motorcade()
    token = registered(event)
    seen = offered(token).version
    row = offered(token, "second", plate="999 XXX 09", make="КамАЗ")
    with pytest.raises(Stale):
        services.accept(row.id, seen, "", "accept")
    assert cars_of(event.id) == ()


def test_a_car_that_was_taken_out_of_the_column_may_be_offered_anew(app):  # noqa: F811
    event = a_motorcade()
    token = registered(event)
    accepted(token)
    remove_car(cars_of(event.id)[0].id)
    mine = own(token).own
    assert (mine.state, mine.stands, mine.is_left_out) == (OfferState.ACCEPTED, False, True)
    assert offered(token, "second", plate="124 ABC 09").state is OfferState.WAITING


def test_a_car_that_has_set_off_stays_whatever_its_driver_says(app):  # noqa: F811
    event = a_motorcade()
    token = registered(event)
    accepted(token)
    db.session.query(ColumnCar).one().state = CarState.ARRIVED
    db.session.commit()
    with acting_as(NOBODY), pytest.raises(Closed, match="set off already"):
        services.withdraw(token)
    with acting_as(NOBODY):
        people.cancel_ticket(token)
    told = [(car.state, car.driver.name, car.registration_id) for car in cars_of(event.id)]
    assert told == [(CarState.ARRIVED, NAME, None)]


def test_declining_is_neutral_and_another_car_may_be_offered(app):  # noqa: F811
    event = a_motorcade()
    token = registered(event)
    row = offered(token)
    services.decline(row.id, row.version)
    with pytest.raises(Closed):
        services.accept(row.id, row.version, "", "late")
    assert own(token).own.state is OfferState.DECLINED
    assert offered(token, "second", plate="124 ABC 09").state is OfferState.WAITING


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"plate": "1" * 50}, "plate"),
        ({"plate": ""}, "plate"),
        ({"plate": "", "kind": VehicleKind.BOAT}, "name"),
        ({"seats": -1}, "seats"),
        ({"seats": 500}, "seats"),
        ({"make": ""}, "make"),
        ({"make": "я" * 10_000}, "make"),
        ({"agrees": False}, "agree"),
    ],
)
def test_what_cannot_be_offered_is_said_beside_its_field(app, changes, field):  # noqa: F811
    token = registered(a_motorcade())
    with pytest.raises(Invalid) as refused:
        offered(token, **changes)
    assert {problem.field for problem in refused.value.problems} == {field}


def test_only_adults_with_a_place_at_a_motorcade_that_lies_ahead_may_offer(app):  # noqa: F811
    child = registered(a_motorcade(), "Сәрсенбай Айгерім", birth_year=2001)
    assert own(child) is None
    with pytest.raises(Closed):
        offered(child)
    rally = registered(an_event())
    assert own(rally) is None
    with pytest.raises(NotFound):
        offered(rally)
    event = a_motorcade()
    token = registered(event)
    with acting_as(NOBODY):
        people.cancel_ticket(token)
    with pytest.raises(Closed):
        offered(token)
    over = a_motorcade(starts=clock.campaign_now() + timedelta(hours=1))
    token = registered(over)
    over.starts_at, over.ends_at = over.starts_at - timedelta(days=2), over.ends_at - timedelta(days=2)
    db.session.commit()
    with pytest.raises(Closed):
        offered(token)


def test_a_plate_that_is_in_the_column_is_told_and_bots_are_stopped(app):  # noqa: F811
    event = a_motorcade()
    a_car(event, a_vehicle(event.region_id, "123 ABC 09"))
    token = registered(event)
    row = offered(token)
    assert [offer.here for offer in queries.offers_of(event.id).waiting] == [1]
    with pytest.raises(Invalid):
        services.accept(row.id, row.version, "", "accept")
    with pytest.raises(TooMany):
        for number in range(20):
            offered(token, f"again-{number}")


def test_organizers_of_other_stops_see_no_offers_and_nobody_s_offer_is_on_a_public_page(reader, app):  # noqa: F811
    event = a_motorcade()
    token, other = registered(event), registered(event, "Ли Олег", phone="+77010000199")
    row = offered(token)
    far = actor_with_id(a_user(Role.STOP, stop=a_stop(a_relay())).id)
    with acting_as(far):
        assert queries.offers_of(event.id).waiting == []
        for act in (lambda: services.accept(row.id, row.version, "", "x"), lambda: services.decline(row.id, 1)):
            with pytest.raises(NotFound):
                act()
    for page in (f"/ticket/{other}", f"/events/{event.id}"):
        reader.visit(page)
        assert "123 ABC 09" not in reader.text()
    assert db.session.query(Vehicle).count() == 0  # nothing is in the register before it is accepted


def test_a_driver_offers_changes_and_takes_back_and_the_organizer_decides(reader, app):  # noqa: F811
    event = a_motorcade()
    token = registered(event)
    reader.visit(f"/registered/{token}")
    reader.visit(reader.page.select_one("#own-car a.btn")["href"])
    reader.send({"plate": "123 ABC 09", "make": "<b>Нива</b>", "seats": "три"}, expect=422)
    assert reader.page.select_one("#make")["value"] == "<b>Нива</b>"
    reader.send({"seats": "3", "agree": "y"}, expect=303)
    reader.follow()
    assert "Offered; the organizers have not decided yet" in reader.text()
    assert "<b>Нива</b>" in reader.text()
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit("/staff/")
    assert "look at 1 offered car" in reader.text()
    reader.visit(f"/staff/events/{event.id}/column/offers")
    reader.send({}, form="form[action$='/accept']", expect=303)
    reader.follow()
    assert "in the column, as number 1" in reader.text()
    reader.visit(f"/ticket/{token}")
    reader.send({}, form="form[action$='/car/withdraw']", expect=303)
    assert cars_of(event.id) == ()
    reader.visit(f"/staff/events/{event.id}/column/offers")
    assert "Drivers who bring no car after all" in reader.text()
    reader.send({}, form="form[action$='/offers/seen']", expect=303)
    reader.follow()
    assert "withdrawn by the driver" in reader.text()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_offers_is_one_question(app, statements, count):  # noqa: F811
    event = a_motorcade()
    for number in range(count):
        offered(
            registered(event, f"Ким {'АБВ'[number]}лия", phone=f"+7701000020{number}"), f"k{number}", plate=f"12{number} ABC 09"
        )
    event_id = event.id
    db.session.expunge_all()
    statements.clear()
    with acting_as(SYSTEM):
        assert len(queries.offers_of(event_id).waiting) == count
    assert len(statements) == 1


def test_deleted_registrations_take_their_cars_along(app):  # noqa: F811
    event = a_motorcade()
    token = registered(event)
    accepted(token)
    with unit_of_work() as session:
        services.forget_offers(session, select(Registration.id))
        session.delete(session.scalars(select(Registration)).one())
    assert (cars_of(event.id), db.session.query(VehicleOffer).count()) == ((), 0)
