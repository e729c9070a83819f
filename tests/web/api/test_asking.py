"""How programs ask: tokens, JSON, problems, pages, and what is never looked at."""

import json

import pytest

from campaign.accounts.schemas import COOKIE
from campaign.accounts.tokens.schemas import Scope
from campaign.core.actor import Role
from campaign.web.api.spec import spec
from tests.factories import a_relay, a_session_of, a_stop, a_user, an_event
from tests.machine import Machine
from tests.reader import fresh_context


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


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_person_reads_the_api(reader, language):
    reader.visit(f"/api/?lang={language}")
    assert "/api/v1/events/{event_id}" in reader.page.get_text()
