"""Seats in the database: plans carried out and taken back, seats by hand, and what becomes of them when people leave."""

import pytest
from sqlalchemy import select

from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict, Full, Invalid, Stale
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.schemas import CarRole, CarState
from campaign.motorcades.seats import services
from campaign.motorcades.seats.models import ColumnSeat, SeatCompanion
from campaign.motorcades.seats.planning import plan_of
from campaign.motorcades.seats.queries import last_step, seats_of
from campaign.motorcades.seats.schemas import Act, PlanKind
from campaign.motorcades.seats.telling import CarsOfPassengers
from campaign.people.duplicates.merging import merge
from campaign.people.duplicates.reading import couple_of
from campaign.people.duplicates.schemas import MergeWish
from campaign.people.duplicates.undoing import undo
from campaign.people.models import Registration
from campaign.people.queries import roster_for
from campaign.people.rides import ride_of
from campaign.people.schemas import RegistrationState
from campaign.people.services.places import hold, leave
from tests.factories import a_registration, an_event
from tests.motorcades.seats.columns import a_car, a_group, sitting
from tests.people.minors.conftest import a_guardian_consent, a_minor


@pytest.fixture
def event(app):
    return an_event()


@pytest.fixture(autouse=True)
def in_order(app):
    """Whatever a test does, the recount finds nothing."""
    yield
    db.session.rollback()
    assert recount(["seats"])[0].wrong == ()


def carry_out(event_id, kind, without=None, key=None):
    plan = plan_of(seats_of(event_id), kind, without)
    services.carry_out(event_id, kind, without, plan.stamp, key or plan.stamp)
    return plan


def by_hand(event_id, act, *ids, **more):
    return services.act(event_id, act, ids, f"{act}{ids}{more}", **more)


def test_everybody_is_seated_their_group_together_and_one_click_takes_it_back(event):
    small, large, medics = a_car(event, 4), a_car(event, 12), a_car(event, 3, role=CarRole.MEDICAL)
    group, alone = a_group(event, 9), [a_registration(event, f"Жолаушы {number}") for number in range(5)]
    plan = carry_out(event.id, PlanKind.FRESH)
    assert plan.troubles == ()
    sits = sitting(event.id)
    theirs = db.session.scalars(select(Registration.id).where(Registration.group_id == group.id)).all()
    assert {sits[number] for number in theirs} == {large.id}
    assert {sits[one.id] for one in alone} == {small.id, large.id}, "nobody is put beside the medics"
    assert {car.taken for car in db.session.scalars(select(ColumnCar))} == {4, 10, 0}
    assert medics.taken == 0
    step = last_step(event.id)
    assert (step.people, step.car_ids) == (14, {small.id, large.id})
    for _twice in range(2):
        services.take_back(step.id)
    assert (sitting(event.id), last_step(event.id)) == ({}, None)


def test_a_plan_sent_twice_is_done_once_and_one_of_yesterday_is_not_done(event):
    car, one = a_car(event, 2), a_registration(event)
    stamp = plan_of(seats_of(event.id), PlanKind.FRESH).stamp
    for _twice in range(2):
        assert services.carry_out(event.id, PlanKind.FRESH, None, stamp, "key") == 1
    a_registration(event, "Тағы біреу")
    with pytest.raises(Stale, match="have changed"):
        services.carry_out(event.id, PlanKind.FRESH, None, stamp, "another key")
    assert sitting(event.id) == {one.id: car.id}


def test_filling_up_moves_nobody_and_a_new_proposal_leaves_the_pinned(event):
    first, second = a_car(event, 2), a_car(event, 2)
    sits, pinned = a_registration(event, "Айбек"), a_registration(event, "Болат")
    by_hand(event.id, Act.MOVE, sits.id, pinned.id, car_id=second.id)
    by_hand(event.id, Act.UNPIN, sits.id)
    late = a_registration(event, "Кеш келген")
    carry_out(event.id, PlanKind.FILL)
    assert sitting(event.id) == {sits.id: second.id, pinned.id: second.id, late.id: first.id}
    by_hand(event.id, Act.FREE, sits.id)
    carry_out(event.id, PlanKind.FRESH)
    assert sitting(event.id)[pinned.id] == second.id


def test_a_car_that_does_not_come_moves_its_own_people_only_and_comes_back_with_the_step(event):
    first, second, third = a_car(event, 3), a_car(event, 4), a_car(event, 5)
    group, alone = a_group(event, 3), a_registration(event, "Жалғыз")
    carry_out(event.id, PlanKind.FRESH)
    before = sitting(event.id)
    lost = before[db.session.scalars(select(Registration.id).where(Registration.group_id == group.id)).first()]
    assert before[alone.id] != lost
    carry_out(event.id, PlanKind.STEADY, lost)
    after = sitting(event.id)
    assert db.session.get_one(ColumnCar, lost).state is CarState.ABSENT
    assert {number for number in after if after[number] != before[number]} == {n for n, car in before.items() if car == lost}
    assert lost not in last_step(event.id).car_ids
    services.take_back(last_step(event.id).id)
    assert (sitting(event.id), db.session.get_one(ColumnCar, lost).state) == (before, CarState.EXPECTED)
    assert {first.id, second.id, third.id} >= set(before.values())


def test_a_step_on_which_others_have_built_is_not_taken_back(event):
    car, one = a_car(event, 2), a_registration(event)
    carry_out(event.id, PlanKind.FRESH)
    by_hand(event.id, Act.FREE, one.id)
    with pytest.raises(Conflict, match="cannot be taken back"):
        services.take_back(last_step(event.id).id)
    assert (sitting(event.id), car.taken) == ({}, 0)


def test_by_hand_people_are_moved_swapped_and_never_too_many(event):
    small, large = a_car(event, 1), a_car(event, 3)
    one, other, third = (a_registration(event, name) for name in ("Айбек", "Болат", "Күләш"))
    by_hand(event.id, Act.MOVE, one.id, car_id=small.id)
    by_hand(event.id, Act.MOVE, other.id, third.id, car_id=large.id)
    with pytest.raises(Full, match=r"Car No\. 1 has 0 free seats, and 2 people were to go there"):
        by_hand(event.id, Act.MOVE, other.id, third.id, car_id=small.id)
    with pytest.raises(Invalid, match="exactly two"):
        by_hand(event.id, Act.SWAP, other.id, third.id)
    by_hand(event.id, Act.SWAP, one.id, other.id)
    assert sitting(event.id) == {one.id: large.id, other.id: small.id, third.id: large.id}
    with pytest.raises(Invalid, match="Tick the people"):
        by_hand(event.id, Act.PIN)
    with pytest.raises(Invalid, match="of this column that comes"):
        by_hand(event.id, Act.MOVE, one.id, car_id=a_car(an_event(), 5).id)
    group = a_group(event, 2)
    assert by_hand(event.id, Act.MOVE, group_id=group.id, car_id=a_car(event, 2).id) == 2


def test_a_child_sits_beside_the_one_who_accompanies_them(shipped_app):
    event = an_event()
    cars, grown, child = [a_car(event, 1), a_car(event, 2)], a_registration(event, "Апай"), a_minor(event, "Бала")
    a_guardian_consent(child)
    child.state = RegistrationState.CONFIRMED
    db.session.commit()
    with pytest.raises(Invalid, match="Tick one grown-up"):
        by_hand(event.id, Act.ACCOMPANY, child.id)
    by_hand(event.id, Act.ACCOMPANY, grown.id, child.id)
    carry_out(event.id, PlanKind.FRESH)
    assert sitting(event.id) == {grown.id: cars[1].id, child.id: cars[1].id}
    by_hand(event.id, Act.PART, child.id)
    assert db.session.scalars(select(SeatCompanion)).all() == []


def test_whoever_cancels_frees_the_seat_at_once(event):
    car, one = a_car(event, 1), a_registration(event)
    carry_out(event.id, PlanKind.FRESH)
    with unit_of_work() as session:
        leave(session, hold(session, event.id), session.get_one(Registration, one.id))
    assert (sitting(event.id), db.session.get_one(ColumnCar, car.id).taken) == ({}, 0)


def test_the_seat_goes_along_when_two_are_put_together_and_comes_back(event):
    car = a_car(event, 5)
    one, other = a_registration(event, "Айбек Ким"), a_registration(event, "Айбек Ким")
    by_hand(event.id, Act.MOVE, one.id, other.id, car_id=car.id)
    with unit_of_work() as session:
        version = couple_of(session, one.person_id, other.person_id).version
    chosen = dict.fromkeys(("name_of", "phone_of", "email_of", "born_of", "organisation_of"), one.person_id)
    done = merge(MergeWish(one.person_id, other.person_id, version=version, **chosen), "merge")
    assert (len(sitting(event.id)), db.session.get_one(ColumnCar, car.id).taken) == (1, 1)
    undo(done)
    assert sitting(event.id) == {one.id: car.id, other.id: car.id}


def test_the_ticket_the_door_and_the_roster_say_the_car(event):
    car, one, driver = a_car(event, 1), a_registration(event, "Жолаушы"), a_registration(event, "Жүргізуші")
    car.registration_id, car.driver_name = driver.id, "Жүргізуші"
    db.session.commit()
    carry_out(event.id, PlanKind.FRESH)
    told = f"No. 1, {ride_of(one.id).sign}"
    with unit_of_work() as session:
        assert CarsOfPassengers().cars_of(session, event.id, [one.id, driver.id]) == {one.id: told, driver.id: told}
    assert {line.seat for line in roster_for(event.id, "en").lines} == {told}
    assert [ride_of(number.id).drives for number in (one, driver)] == [False, True]
    assert [row.registration_id for row in db.session.scalars(select(ColumnSeat))] == [one.id], "the wheel is no seat"


def test_whoever_is_at_the_wheel_is_told_their_own_car_although_a_seat_elsewhere_was_left_to_them(event):
    first, own, one = a_car(event, 1), a_car(event, 1), a_registration(event)
    by_hand(event.id, Act.MOVE, one.id, car_id=first.id)
    own.registration_id = one.id
    db.session.commit()
    assert (ride_of(one.id).number, ride_of(one.id).drives) == (2, True)
    carry_out(event.id, PlanKind.FILL)
    assert sitting(event.id) == {}


def test_people_are_listed_in_six_questions_however_many(event, statements):
    for count in (1, 3):
        a_car(event, 5)
        for number in range(count):
            a_registration(event, f"Жолаушы {count} {number}")
        db.session.rollback()
        event_id = event.id
        statements.clear()
        seats_of(event_id)
        assert len([one for one in statements if one.startswith("SELECT")]) == 6
