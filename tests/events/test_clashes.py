"""Two events that want the same person, place or coordinator: found, told, and held back."""

import time as stopwatch
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from campaign.accounts.queries import actor_of
from campaign.core.actor import Role, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import Invalid
from campaign.events import bookings, services
from campaign.events.clash_words import detail, heading
from campaign.events.clashes import Booking, Clash, ClashKind, ClashRules, Spot, Subject, find_clashes
from campaign.events.models import Event
from campaign.events.schemas import EventState
from tests.events.test_planning import a_wish, complaints
from tests.factories import a_place, a_region, a_relay, a_stop, a_unit, a_user, an_event, words

NINE = datetime(2018, 4, 6, 3, 0, tzinfo=UTC)  # on the wall of Temirtau
HERE = Spot(1, 50.05, 72.95, 1, 50.05, 72.95)
THERE = Spot(2, 50.05, 73.10, 1, 50.05, 72.95)  # 10.7 km to the east
NOWHERE = Spot(None, None, None, 1, 50.05, 72.95)
FAR = Spot(None, None, None, 2, 49.80, 73.10)  # another town, its places not on the map


def a_booking(event_id=1, begins=0, lasts=60, spot=HERE, **more) -> Booking:
    """From so many minutes after nine."""
    facts = {"subject": Subject.PERSON, "key": "rahimov m", "name": "Рахимов М.", "stop_id": 1} | more
    starts = NINE + timedelta(minutes=begins)
    return Booking(
        event_id=event_id, title=words(f"Мероприятие {event_id}"), starts_at=starts,
        ends_at=starts + timedelta(minutes=lasts), time_zone="Asia/Almaty", spot=spot, **facts,
    )  # fmt: skip


def found(*booked) -> list[tuple[ClashKind, int, int]]:
    return [(clash.kind, clash.minutes, clash.needed) for clash in find_clashes(booked, ClashRules())]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({"begins": 30}, [(ClashKind.OVERLAP, 30, 0)]),
        ({"begins": 60}, [(ClashKind.TRAVEL, 0, 15)]),
        ({"begins": 75}, []),
        ({"begins": 75, "spot": THERE}, [(ClashKind.TRAVEL, 15, 32)]),
        ({"begins": 92, "spot": THERE}, []),
        ({"begins": 60, "spot": NOWHERE}, []),
        ({"begins": 60, "spot": FAR}, [(ClashKind.TRAVEL, 0, 60)]),
        ({"begins": 30, "key": "ospanov m"}, []),
        ({"begins": 30, "phone": "+77000000001"}, [(ClashKind.OVERLAP, 30, 0)]),
        ({"begins": 30, "lasts": 480}, []),
        ({"begins": 30, "lasts": 480, "spot": FAR}, [(ClashKind.BESIDE, 30, 0)]),
    ],
)
def test_a_person_is_not_at_two_events_at_once_and_needs_time_for_the_way(second, expected):
    assert found(a_booking(), a_booking(2, **second)) == expected


def test_two_phones_are_two_people_of_one_name():
    first, second = a_booking(phone="+77000000001"), a_booking(2, 30, phone="+77000000002")
    assert found(first, second) == []


def test_a_place_overlaps_but_does_not_travel_and_what_only_stands_there_may_be_meant():
    place = {"subject": Subject.PLACE, "key": "1"}
    assert found(a_booking(**place), a_booking(2, 60, **place)) == []
    assert found(a_booking(**place), a_booking(2, 59, **place)) == [(ClashKind.OVERLAP, 1, 0)]
    assert found(a_booking(lasts=480, **place), a_booking(2, 60, **place)) == [(ClashKind.BESIDE, 60, 0)]


def test_a_coordinator_is_at_home_in_all_events_of_one_stop():
    coordinator = {"subject": Subject.COORDINATOR, "key": "7"}
    assert found(a_booking(**coordinator), a_booking(2, **coordinator)) == []
    assert found(a_booking(**coordinator), a_booking(2, stop_id=2, **coordinator)) == [(ClashKind.OVERLAP, 60, 0)]


def test_a_long_one_is_measured_against_all_that_run_beside_it_and_the_first_that_follows():
    rows = [a_booking(1, 0, 120), a_booking(2, 30, 10), a_booking(3, 60, 10), a_booking(4, 120, 10), a_booking(5, 500, 10)]
    pairs = [(clash.first.event_id, clash.second.event_id) for clash in find_clashes(reversed(rows), ClashRules())]
    assert pairs == [(1, 2), (1, 3), (1, 4)]


def test_five_hundred_events_of_one_person_are_swept_and_not_compared_with_one_another():
    rows = [a_booking(number, number * 90) for number in range(500)]
    begun = stopwatch.process_time()
    assert find_clashes(rows, ClashRules()) == ()
    assert stopwatch.process_time() - begun < 0.5


def test_the_words_say_how_long_who_and_what_could_be_done(app):
    clash = Clash(ClashKind.TRAVEL, a_booking(), a_booking(2, 75, spot=THERE), 15, 32, 10.7)
    assert heading(clash) == "15 minutes between “Мероприятие 1” and “Мероприятие 2”."
    assert detail(clash) == (
        "Рахимов М. is responsible for both. The way (10.7 km) and changing over take 32 minutes. "
        "“Мероприятие 2” could begin at 10:35, or somebody else take it over."
    )
    assert all(
        detail(Clash(kind, replace(a_booking(), subject=subject), a_booking(2), 5))
        for kind in (ClashKind.OVERLAP, ClashKind.BESIDE)
        for subject in Subject
    )


@pytest.fixture
def region(app):
    return a_region()


@pytest.fixture
def stop(region):
    return a_stop(a_relay(region))


def held_by(event: Event, person: str = "Рахимов М.", place=None) -> Event:
    event.responsible, event.place_id = person, place and place.id
    db.session.commit()
    return event


@pytest.mark.parametrize("size", [1, 3])
def test_clashes_cost_the_same_number_of_questions_however_many_there_are(app, stop, statements, size):
    place = a_place(stop)
    for _turn in range(size + 1):
        held_by(an_event(stop), place=place)
    held_by(an_event(stop, state=EventState.CANCELLED), place=place)
    a_user(Role.STOP, stop=stop)
    event_id, stop_id = db.session.scalars(select(Event.id)).first(), stop.id
    pairs = (size + 1) * size  # each pair over the person and over the place
    for ask, expected, cost in (
        (lambda: bookings.clashes_of_event(event_id), size * 2, 6),
        (lambda: bookings.clashes_of_stop(stop_id), pairs, 6),
    ):
        db.session.expunge_all()
        statements.clear()
        assert len(ask()) == expected
        assert len(statements) == cost


def test_a_hard_clash_is_refused_and_an_organizer_may_let_it_stand_with_a_reason(region, stop):
    held_by(an_event(stop, starts=NINE + timedelta(hours=1)))
    with acting_as(actor_of(a_user(Role.STOP, stop=stop))), pytest.raises(Invalid) as refused:
        services.create_event(a_wish(stop, clash_reason="так надо"))
    assert "is responsible for both" in refused.value.problems[0].message
    assert "The organizer of the region" in refused.value.problems[1].message
    with acting_as(actor_of(a_user(Role.REGION, region=region))):
        with pytest.raises(Invalid) as asked:
            services.create_event(a_wish(stop))
        assert complaints(asked) == {"clash_reason": "If it is to stay so all the same, say why and save again."}
        event_id = services.create_event(a_wish(stop, clash_reason="Ведущий один на область"))
        services.edit_event(event_id, a_wish(stop, capacity=310, roles=()), 1)  # nothing that clashes was touched
        services.edit_event(event_id, a_wish(stop, responsible="рахимов М", roles=()), 2)  # the same clash
        with pytest.raises(Invalid):
            services.edit_event(event_id, a_wish(stop, starts=time(10, 30), roles=()), 3)
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "event.clash_accepted")).one()
    assert (noted.thing_id, noted.reason) == (event_id, "Ведущий один на область")


def test_an_event_that_the_asker_may_not_see_counts_but_is_not_named(region, stop):
    unit = a_unit(region, "Сарань")
    held_by(an_event(a_stop(a_relay(region), unit), title="ТАЙНОЕ", starts=NINE + timedelta(hours=1)))
    with acting_as(actor_of(a_user(Role.STOP, stop=stop))), pytest.raises(Invalid) as refused:
        services.create_event(a_wish(stop))
    said = " ".join(str(problem.message) for problem in refused.value.problems)
    assert "Рахимов М. is taken at that time by an event of another stop" in said
    assert "ТАЙНОЕ" not in said


def test_the_pages_show_a_clash_and_the_form_asks_an_organizer_why(region, stop, reader):
    square = a_place(stop)
    rally = held_by(an_event(stop, title="Митинг", starts=NINE), place=square)
    column = held_by(an_event(stop, title="Автоколонна", starts=NINE + timedelta(minutes=65)), place=square)
    reader.sign_in(a_user(Role.REGION, region=region))
    sentence = "5 minutes between “Митинг” and “Автоколонна”."
    for address in (f"/staff/events/{rally.id}", f"/staff/stops/{stop.id}", "/staff/"):
        reader.visit(address)
        assert sentence in reader.text()
    reader.visit(f"/staff/stops/{stop.id}")
    assert reader.page.select_one(".flash.warn a")["href"] == f"/staff/events/{column.id}/edit"
    assert reader.page.select_one("rect.gap") is not None
    reader.visit(f"/staff/events/{column.id}/edit")
    assert reader.page.select_one("[name=clash_reason]") is None
    reader.send({"starts": "09:30", "ends": "10:30", "title_ru": "Колонна"}, expect=422)
    assert "run at the same time for 30 minutes" in reader.text()
    reader.send({"clash_reason": "едут сразу с площади"}, expect=303)
    reader.visit(f"/staff/events/{column.id}")
    assert "a clash was let stand" in reader.text()
    assert "Let stand: едут сразу с площади" in reader.text()
    reader.visit("/staff/")
    assert "run at the same time" not in reader.text()
    assert db.session.get(Event, column.id).title.ru == "Колонна"
