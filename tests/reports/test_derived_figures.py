"""What rooms say figures from: their own rows, counted as people would count them, and opened down to each row."""

from collections.abc import Iterable
from datetime import date

import pytest

from campaign.core import clock
from campaign.core.actor import EVERYTHING, Actor, Grant, Role, acting_as
from campaign.core.db import db
from campaign.core.i18n import use_language
from campaign.events.figures import queries, services
from campaign.events.figures.amounts import Amount, Sum
from campaign.events.figures.ports import DERIVED, DIFFERENT
from campaign.events.figures.schemas import Source, Stage
from campaign.events.figures.totals import total_of
from campaign.events.models import Event
from campaign.events.press.schemas import Format, NewPublication, Tongue
from campaign.events.press.services import add_publication
from campaign.events.schemas import EventState
from campaign.materials.issuing.schemas import Whom
from campaign.motorcades.schemas import CarState, VehicleKind
from campaign.people.checkin.models import CheckIn
from campaign.people.schemas import RegistrationState
from campaign.walks.models import WalkDoor
from campaign.walks.schemas import Sign, Soap
from tests.events.figures.said import a_held_event, measured
from tests.factories import a_registration, a_stop, kept
from tests.materials.issuing.counters import a_counter
from tests.motorcades.columns import a_car, a_motorcade, a_vehicle
from tests.people.lists.crowd import a_group
from tests.walks.halls import a_walk

AUDITOR = Actor(user_id=9, grants=(Grant(Role.AUDITOR),), scope=EVERYTHING)


@pytest.fixture
def stop(app):
    measured()
    return a_stop()


def figures(event: Event) -> set[tuple[str, str, int, str]]:
    """Measure, stage, value and source of all that rows say of the event."""
    (found,) = queries.figures_of_events([event.id]).events
    return {(row.measure.code, row.stage.value, row.amount.value, row.source.value) for row in found.figures if row.derived}


def opened(event: Event, code: str, stage: Stage = Stage.FACT) -> tuple[int, Iterable[tuple[object, ...]]]:
    """How many rows a number has, and their cells."""
    (rows,) = [rows for port in DERIVED if (rows := port.rows_of(event.id, code, stage))]
    return rows.count, [line.cells for line in rows.lines]


def let_in(registration, **more: object) -> None:
    kept(CheckIn(event_id=registration.event_id, registration_id=registration.id, at=clock.campaign_now(), **more))


def test_places_that_a_group_holds_for_whoever_it_brings_are_no_people_yet(stop, app):
    event = a_held_event(stop)
    a_group(event, held=5)
    db.session.commit()
    assert figures(event) == set()
    a_registration(event, "Әлия Сейтова")
    assert figures(event) == {("participants", "plan", 1, "registered")}


def test_people_are_planned_as_registered_and_counted_as_signed_in(stop, app):
    event, other = a_held_event(stop), a_held_event(stop, "Марш")
    assert figures(event) == set()
    names = ("Әлия Сейтова", "Данияр Ахметов", "Яна Ли")
    here = [a_registration(event, name) for name in names]
    a_registration(event, "Ержан Қасым", state=RegistrationState.WAITING)
    let_in(here[0])
    let_in(here[1])
    let_in(here[2], undone_at=clock.campaign_now(), undo_reason="по ошибке")
    assert figures(event) == {("participants", "plan", 3, "registered"), ("participants", "fact", 2, "signed_in")}
    again = a_registration(other, names[0])
    again.person_id = here[0].person_id
    let_in(kept(again))
    (port,) = DIFFERENT
    assert port.different_people({"day": [event.id, other.id], "none": []}) == {"day": 2}
    with app.test_request_context(), use_language("ru"):
        assert opened(event, "participants")[0] == 2
        assert [cells[0] for cells in opened(event, "participants", Stage.PLAN)[1]] == [
            "Әлия Сейтова",
            "Данияр Ахметов",
            "Яна Ли",
        ]
        with acting_as(AUDITOR):  # who may read figures and no people sees no name
            count, ((role, people, organisations),) = opened(event, "participants")
            assert (count, role.ru, people, organisations) == (1, "без роли", 2, 0)


def test_a_column_says_what_was_lined_up_and_what_came(stop, app):
    event = a_motorcade(stop)
    for kind, state in (
        (VehicleKind.CAR, CarState.ARRIVED), (VehicleKind.CAR, CarState.ABSENT), (VehicleKind.BUS, CarState.PRESENT),
        (VehicleKind.MINIBUS, CarState.DEPARTED), (VehicleKind.BOAT, CarState.EXPECTED),
    ):  # fmt: skip
        a_car(event, a_vehicle(stop.region_id, kind=kind), state=state, taken=1)
    assert figures(event) == {
        ("vehicles", "plan", 5, "registered"), ("cars", "plan", 2, "registered"), ("buses", "plan", 1, "registered"),
        ("boats", "plan", 1, "registered"), ("passengers", "plan", 5, "registered"),
        ("vehicles", "fact", 3, "counted"), ("cars", "fact", 1, "counted"), ("buses", "fact", 1, "counted"),
    }  # fmt: skip
    with app.test_request_context():
        assert [opened(event, code)[0] for code in ("vehicles", "cars", "buses")] == [3, 1, 1]
        assert opened(event, "passengers", Stage.PLAN)[0] == 5


def test_a_walk_says_doors_soap_and_signs_and_names_no_door_for_a_refusal(stop, app):
    walk = a_walk()
    event = db.session.get(Event, walk.event_id)
    assert figures(event) == {("doors_visited", "plan", 5, "registered")}
    doors = db.session.query(WalkDoor).filter_by(event_id=event.id).order_by(WalkDoor.position).all()
    for door, soap, pieces, sign in zip(
        doors, (Soap.GIVEN, Soap.GIVEN, Soap.REFUSED, Soap.ABSENT), (1, 2, 0, 0), (Sign.UP, Sign.THERE, Sign.UP, Sign.UNSET),
        strict=False,
    ):  # fmt: skip
        door.soap, door.pieces, door.sign = soap, pieces, sign
    db.session.commit()
    assert figures(event) == {
        ("doors_visited", "plan", 5, "registered"), ("doors_visited", "fact", 3, "counted"),
        ("soap_given", "fact", 3, "counted"), ("signs_up", "fact", 2, "counted"),
    }  # fmt: skip
    with app.test_request_context():
        assert opened(event, "soap_given") == (2, [("1", 3, 3, 3, 2, 1), ("2", 2, 0, 0, 0, 0)])


def test_what_was_given_and_did_not_come_back_is_given(stop, app):
    counter = a_counter(a_held_event(stop))
    person = Whom(registration_id=a_registration(counter.event).id)
    counter.give(person, counter.soap, 5)
    helper = Whom(registration_id=a_registration(counter.event, "Данияр Ахметов").id)
    counter.give(helper, counter.gloves)
    assert figures(counter.event) & {("materials_given", "fact", 5, "counted")}
    counter.take(person, counter.soap, 1, 3, 1, reason="потеряли в дороге")
    assert figures(counter.event) & {("materials_given", "fact", 3, "counted")}
    with app.test_request_context():
        count, lines = opened(counter.event, "materials_given")
        assert (count, sum(cells[-1] for cells in lines)) == (3, 3)


def test_a_page_that_tells_of_three_events_counts_once_at_the_first_that_was_held(stop, app):
    off, first, second = (a_held_event(stop, title) for title in ("Отменённый", "Митинг", "Марш"))
    off.state = EventState.CANCELLED
    db.session.commit()
    events = (off.id, first.id, second.id)
    for number, address in enumerate(("https://www.e.kz/1", "http://m.e.kz/1/", "https://e.kz/1?utm_source=tg")):
        page = NewPublication(address, None, date(2018, 4, 4), Tongue.RU, Format.ARTICLE, 500, event_ids=events)
        add_publication(stop.id, page, f"key {number}")
    assert figures(first) == {("publications", "fact", 1, "counted"), ("reach", "fact", 500, "told")}
    assert figures(second) == set()
    total = total_of(queries.measures()["publications"], queries.figures_of_stop(stop.id))
    assert total.headline == Sum(1, 1)
    with app.test_request_context():
        assert opened(second, "publications")[1][0][-1].ru == "Митинг"


def test_what_rows_say_is_taken_over_as_it_was_seen(stop):
    event = a_held_event(stop)
    let_in(a_registration(event))
    assert services.adopt(event.id, "participants", Stage.FACT, 1, "key") == services.adopt(
        event.id, "participants", Stage.FACT, 1, "key"
    )
    (found,) = queries.figures_of_events([event.id]).events
    standing = found.standing("participants")
    assert (standing.amount, standing.source, standing.derived) == (Amount(1), Source.SIGNED_IN, False)


@pytest.mark.parametrize("events", [1, 3])
def test_the_figures_of_a_stop_ask_as_much_for_one_event_as_for_three(stop, statements, events):
    for _number in range(events):
        let_in(a_registration(a_held_event(stop)))
    stop_id = stop.id
    statements.clear()
    assert len(queries.figures_of_stop(stop_id).events) == events
    assert len(statements) == 11


def test_a_room_says_nothing_without_events_and_asks_nothing(stop, statements):
    statements.clear()
    assert [dict(port.figures_at([])) for port in DERIVED] == [{}] * 5
    assert statements == []
