"""How programs ask: tokens, JSON, problems, pages, and what is never looked at."""

import json

import pytest

from campaign.accounts.schemas import COOKIE
from campaign.accounts.tokens.schemas import Scope
from campaign.core import clock
from campaign.core.actor import Role
from campaign.web.api.spec import spec
from campaign.web.paging import Cursor
from tests.factories import a_registration, a_relay, a_session_of, a_stop, a_user, an_event, an_organisation
from tests.machine import Machine
from tests.motorcades.columns import a_driven_car, a_vehicle
from tests.reader import fresh_context
from tests.walks.halls import a_hall_of_the_region


@pytest.fixture
def stop(app):
    return a_stop()


@pytest.fixture
def machine(app, stop):
    return Machine.of(app, a_user(Role.STOP, stop=stop))


def test_without_a_token_nothing_is_given_and_a_cookie_is_none(app, stop):
    client = app.test_client()
    client.set_cookie(COOKIE, a_session_of(a_user(Role.NATIONAL)))
    with fresh_context():
        answer = client.get("/api/v1/relays", headers={"Accept-Language": "ru"})
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json["title"] == "Нужен токен"
    assert answer.json["code"] == "no_token"


def test_a_stop_is_read_and_another_is_not_there(machine, stop):
    assert machine.get(f"/stops/{stop.id}")["arrives_on"] == "2018-04-06"
    chain = machine.get(f"/relays/{stop.relay_id}/stops")
    assert ([row["id"] for row in chain["items"]], chain["next"]) == ([stop.id], None)
    assert machine.ask("GET", f"/stops/{a_stop(a_relay()).id}").status_code == 404


def test_an_event_has_the_wall_clock_of_its_place_and_its_version(machine, stop):
    event = an_event(stop)
    answer = machine.ask("GET", f"/events/{event.id}")
    assert answer.json["starts_at"].endswith("+06:00")
    assert answer.headers["ETag"] == '"1"'
    assert answer.json["title"] == event.title.as_dict()


def test_a_long_list_is_read_page_by_page_to_the_end(machine, stop):
    ids = [an_event(stop).id for _event in range(5)]
    found, after = [], ""
    while after is not None:
        answer = machine.ask("GET", f"/events?limit=2&stop={stop.id}" + (f"&after={after}" if after else ""))
        found += [row["id"] for row in answer.json["items"]]
        after = answer.json["next"]
        assert ("next" in answer.headers.get("Link", "")) == (after is not None)
    assert found == ids


@pytest.mark.parametrize("after", ["x", "W10", Cursor(("Ә", 1), backwards=True).token(), Cursor((1,)).token(), "A" * 900])
@pytest.mark.parametrize("path", ["/events", "/organisations", "/vehicles", "/events/{event}/registrations"])
def test_what_is_no_next_of_this_list_is_a_problem_and_no_first_page(either_app, path, after):
    stop = a_stop()
    event = an_event(stop)
    a_registration(event)
    an_organisation(stop.region_id)
    a_vehicle(stop.region_id)
    machine = Machine.of(either_app, a_user(Role.NATIONAL))
    answer = machine.ask("GET", f"{path.format(event=event.id)}?after={after}", Accept_Language="ru")
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert [error["field"] for error in answer.json["errors"]] == ["after"]


@pytest.mark.parametrize("key", [(1, "x"), ("x", "x"), (1, 1), ("x", 2**70), ("2018-04-06T10:00:00", 1), ("x\0", 1)])
def test_a_next_of_another_kind_of_list_is_told_too(either_app, key):
    stop = a_stop()
    an_event(stop)
    an_organisation(stop.region_id)
    machine = Machine.of(either_app, a_user(Role.NATIONAL))
    for path in ("/events", "/organisations"):
        answer = machine.ask("GET", f"{path}?after={Cursor(key).token()}")
        assert answer.status_code in ({200, 422} if path == "/organisations" and key == ("2018-04-06T10:00:00", 1) else {422})


def test_every_moment_has_the_offset_of_its_place(shipped_app):
    stop = a_stop()
    event = an_event(stop)
    event_id, registration_id = event.id, a_registration(event).id
    a_driven_car(event_id, "Абенов Данияр")
    a_hall_of_the_region(stop.id, event_id)
    machine = Machine.of(shipped_app, a_user(Role.NATIONAL))
    clock.set_shift(event.starts_at - clock.now())
    car = machine.get(f"/events/{event_id}/column/cars")["items"][0]["id"]
    machine.ask("POST", f"/column-cars/{car}/state", {"state": "present"})
    machine.ask("POST", f"/registrations/{registration_id}/check-in")
    told = [
        machine.get(f"/column-cars/{car}")["present_at"],
        machine.get(f"/events/{event_id}/column/cars")["items"][0]["present_at"],
        machine.get(f"/events/{event_id}/column/marks")["items"][0]["happened_at"],
        machine.get(f"/registrations/{registration_id}")["made_at"],
        machine.get(f"/events/{event_id}/registrations")["items"][0]["made_at"],
        machine.get(f"/events/{event_id}/check-ins")["items"][0]["at"],
    ]
    assert [moment[19:] for moment in told] == ["+06:00"] * 3 + ["+05:00"] * 2 + ["+06:00"]  # registered by the clock of today


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/events?limit=0", {}, 422),
        ("/events?limit=x", {}, 422),
        ("/events?color=red", {}, 422),
        ("/relays?color=red", {}, 422),
        ("/events/99999999999", {}, 404),
        ("/nothing", {}, 404),
        ("/events", {"Accept": "text/html"}, 406),
        ("/events", {"Authorization": "Bearer adz_x"}, 401),
        ("/events", {"Authorization": "Basic dTpw"}, 401),
    ],
)
def test_a_wrong_question_is_a_problem_with_its_field(machine, path, headers, status):
    answer = machine.ask("GET", path, **headers)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json["status"] == status
    if status == 422:
        assert [error["field"] for error in answer.json["errors"]] == [path.partition("?")[2].partition("=")[0]]


def test_another_method_is_405_and_says_which_are_taken(machine):
    answer = machine.ask("DELETE", "/relays")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_token_without_the_scope_is_refused(app, stop):
    machine = Machine.of(app, a_user(Role.STOP, stop=stop), Scope.EVENTS_READ)
    assert machine.ask("GET", "/events").status_code == 200
    assert machine.ask("GET", "/relays").status_code == 403


def test_every_operation_is_described(app):
    described = spec()
    assert described["openapi"] == "3.1.0"
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")]
    assert len(rules) == sum(len(path) for path in described["paths"].values())
    names = [operation["operationId"] for path in described["paths"].values() for operation in path.values()]
    assert len(set(names)) == len(names)
    assert all(operation["summary"] for path in described["paths"].values() for operation in path.values())
    answer = app.test_cli_runner().invoke(args=["api", "spec"])
    assert json.loads(answer.output) == described


@pytest.mark.parametrize(("language", "word"), [("kk", "Бір қойма."), ("ru", "Один склад."), ("en", "One store.")])
def test_a_person_reads_the_api(reader, language, word):
    reader.visit(f"/api/?lang={language}")
    assert "/api/v1/events/{event_id}" in reader.page.get_text()
    assert word in reader.page.get_text()
