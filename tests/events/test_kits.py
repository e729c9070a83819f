"""The events that a kit puts into stops."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from campaign.core.actor import acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Refused
from campaign.events import queries, services
from campaign.events.models import Event, EventRole
from campaign.events.schemas import EventState
from campaign.events.seasons import EventsOfASeason
from campaign.relay.models import Stop
from campaign.relay.schemas import MadeStop
from tests.events.test_planning import auditor, coordinator_of
from tests.factories import a_relay, a_stop, an_event

PER_STOP = 7


@pytest.fixture
def shipped(either_app):
    with unit_of_work() as session:
        services.load_shipped(session)
    return either_app


def made(stop: Stop) -> MadeStop:
    return MadeStop(stop.id, stop.relay_id, stop.region_id, stop.unit_id, stop.arrives_on, stop.departs_on, stop.time_zone)


def fill(stops: list[Stop]) -> int:
    rows = [made(stop) for stop in stops]
    with unit_of_work() as session:
        return services.fill_stops(session, rows, "standard")


def test_temirtau_gets_its_day_at_the_hours_of_its_wall(shipped):
    stop = a_stop(arrives=date(2018, 4, 6), departs=date(2018, 4, 11))
    assert fill([stop]) == PER_STOP
    rows = queries.events_of_stop(stop.id)
    assert [(row.kind, f"{row.starts_on_wall:%d.%m %H:%M}") for row in rows] == [
        ("rally", "06.04 10:00"), ("exhibition", "06.04 10:00"), ("motorcade", "06.04 11:15"), ("office_walk", "06.04 14:00"),
        ("lecture", "08.04 15:00"), ("ceremony", "11.04 11:00"), ("quest", "11.04 15:00"),
    ]  # fmt: skip
    assert rows[0].starts_at == datetime(2018, 4, 6, 4, tzinfo=UTC)
    assert {row.state for row in rows} == {EventState.DRAFT}
    assert [role.name.ru for role in rows[3].roles] == ["вручает мыло", "крепит табличку", "фотограф", "старший группы"]


def test_after_march_2024_the_same_hours_are_an_hour_later_in_the_world(shipped):
    stop = a_stop(arrives=date(2024, 4, 6), departs=date(2024, 4, 11))
    fill([stop])
    assert queries.events_of_stop(stop.id)[0].starts_at == datetime(2024, 4, 6, 5, tzinfo=UTC)


def test_in_a_stay_of_one_day_everything_is_on_that_day(shipped):
    day = date(2018, 4, 6)
    stop = a_stop(arrives=day, departs=day)
    fill([stop])
    assert {row.day for row in queries.events_of_stop(stop.id)} == {day}


@pytest.mark.parametrize("count", [1, 18])
def test_a_season_is_filled_with_the_same_few_statements(shipped, statements_of, count):
    relay = a_relay()
    stops = [made(a_stop(relay)) for _ in range(count)]
    with unit_of_work() as session, statements_of(session) as seen:
        assert services.fill_stops(session, stops, "standard") == count * PER_STOP
    asked = [words for words in seen if words.startswith(("SELECT", "INSERT"))]
    assert len(asked) <= 9
    assert db.session.scalar(select(func.count()).select_from(Event)) == count * PER_STOP
    assert db.session.scalar(select(func.count()).select_from(EventRole)) == count * 20


def test_roles_belong_to_their_own_events(shipped):
    stops = [a_stop() for _ in range(3)]
    fill(stops)
    for stop in stops:
        rows = {row.kind: [role.name.en for role in row.roles] for row in queries.events_of_stop(stop.id)}
        assert rows["motorcade"] == ["driver", "passenger"]
        assert rows["exhibition"] == ["visitor", "guide"]


def test_an_unknown_kit_is_refused_by_name(shipped):
    with pytest.raises(Invalid) as error, unit_of_work() as session:
        EventsOfASeason().ensure_kit(session, "grand")
    assert [(problem.field, str(problem.message)) for problem in error.value.problems] == [("kit", "There is no kit “grand”.")]


def test_applying_a_kit_adds_what_is_missing_once(shipped):
    stop = a_stop()
    fill([stop])
    gone = queries.events_of_stop(stop.id)[0]
    with unit_of_work() as session:
        session.delete(session.get(Event, gone.id))
    assert services.apply_kit(stop.id, "standard") == 1
    assert services.apply_kit(stop.id, "standard") == 0
    assert [row.kind for row in queries.events_of_stop(stop.id)].count(gone.kind) == 1


def test_only_those_who_run_the_stop_apply_a_kit(shipped):
    stop = a_stop()
    with acting_as(auditor()), pytest.raises(Refused):
        services.apply_kit(stop.id, "standard")
    with acting_as(coordinator_of(a_stop())), pytest.raises(NotFound):
        services.apply_kit(stop.id, "standard")
    with acting_as(coordinator_of(stop)):
        assert services.apply_kit(stop.id, "standard") == PER_STOP


def test_the_relay_asks_for_kits_and_for_the_events_of_its_stops(shipped):
    port = EventsOfASeason()
    stop, empty = a_stop(), a_stop()
    fill([stop])
    assert [(kit.code, kit.events) for kit in port.kits()] == [("standard", PER_STOP)]
    found = port.events_of([stop.id, empty.id])
    assert list(found) == [stop.id]
    assert (found[stop.id][0].kind, found[stop.id][0].starts_at) == ("rally", "2018-04-06T10:00+06:00")


@pytest.mark.parametrize("state", list(EventState))
def test_a_season_whose_events_have_begun_is_not_taken_back(either_app, state):
    event = an_event(state=state)
    with unit_of_work() as session:
        if state in (EventState.DRAFT, EventState.APPROVED):
            EventsOfASeason().ensure_removable(session, [event.stop_id])
        else:
            with pytest.raises(Conflict, match="1 event is already"):
                EventsOfASeason().ensure_removable(session, [event.stop_id])
