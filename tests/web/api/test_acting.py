"""What programs do: keys, versions, bodies; each act once, and answers without names."""

import json

import pytest
from sqlalchemy import func, select

from campaign.accounts.tokens.schemas import Scope
from campaign.core import clock
from campaign.core.actor import Role
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.operations import OperationKey
from campaign.events.models import Event
from campaign.people.models import Registration
from tests.factories import a_place, a_stop, a_user, an_event
from tests.machine import Machine

WALK = {"kind": "rally", "title": {"ru": "Митинг", "kk": "Митинг"}, "day": "2018-04-06", "starts": "10:00", "ends": "11:30"}


@pytest.fixture
def stop(shipped_app):
    return a_stop()


@pytest.fixture
def machine(shipped_app, stop):
    return Machine.of(shipped_app, a_user(Role.STOP, stop=stop))


def test_an_event_is_planned_changed_and_opened(machine, stop):
    planned = machine.ask("POST", f"/stops/{stop.id}/events", {**WALK, "roles": [{"name": {"ru": "Участник"}, "capacity": 5}]})
    assert planned.status_code == 201, planned.json
    path = planned.headers["Location"].removeprefix("/api/v1")
    read = machine.ask("GET", path)
    assert read.json["starts_at"] == "2018-04-06T10:00:00+06:00"
    assert [role["capacity"] for role in read.json["roles"]] == [5]
    changed = machine.ask("PATCH", path, {"capacity": 50}, If_Match=read.headers["ETag"])
    assert (changed.status_code, changed.json["capacity"]) == (200, 50)
    assert machine.get(path)["title"] == WALK["title"]
    assert machine.ask("PATCH", path, {"capacity": 60}, If_Match=read.headers["ETag"]).status_code == 412
    assert machine.ask("PATCH", path, {"capacity": 60}).status_code == 428
    for state in ("approved", "open"):
        moved = machine.ask("POST", f"{path}/state", {"state": state}, If_Match=machine.ask("GET", path).headers["ETag"])
        assert (moved.status_code, moved.json["state"]) == (200, state)
    back = machine.ask("POST", f"{path}/state", {"state": "reported"}, If_Match=moved.headers["ETag"])
    assert (back.status_code, back.json["code"]) == (409, "conflict")
    assert [step["act"] for step in machine.get(f"{path}/history")["items"]][-2:] == ["event.approved", "event.open"]


def test_what_is_wrong_is_said_at_its_field_in_the_words_of_the_form(machine, stop):
    sent = {**WALK, "title": {}, "ends": "09:00", "place_id": 99, "color": "red"}
    answer = machine.ask("POST", f"/stops/{stop.id}/events", sent, Accept_Language="ru")
    assert [error["field"] for error in answer.json["errors"]] == ["color"]
    del sent["color"]
    answer = machine.ask("POST", f"/stops/{stop.id}/events", sent, Accept_Language="ru")
    assert answer.status_code == 422
    assert {error["field"] for error in answer.json["errors"]} == {"title.ru", "ends", "place_id"}
    assert "Напишите название мероприятия хотя бы на одном языке." in {error["detail"] for error in answer.json["errors"]}
    nested = machine.ask("POST", f"/stops/{stop.id}/events", {**WALK, "roles": [{"name": {"ru": 5}}]})
    assert [error["field"] for error in nested.json["errors"]] == ["roles.0.name.ru"]


def test_the_same_request_again_is_one_act_with_one_answer(machine, stop):
    first = machine.ask("POST", f"/stops/{stop.id}/events", WALK, Idempotency_Key="k1")
    again = machine.ask("POST", f"/stops/{stop.id}/events", WALK, Idempotency_Key="k1")
    assert (again.status_code, again.data, again.headers["Location"]) == (201, first.data, first.headers["Location"])
    other = machine.ask("POST", f"/stops/{stop.id}/events", {**WALK, "ends": "12:00"}, Idempotency_Key="k1")
    assert (other.status_code, other.json["code"]) == (422, "key_reused")
    assert db.session.scalar(select(func.count(Event.id))) == 1
    noted = db.session.scalars(select(AuditEntry.token_id).where(AuditEntry.act == "event.created")).all()
    assert len(noted) == 1
    assert noted[0] is not None


def test_a_key_belongs_to_its_account(machine, stop, shipped_app):
    other = Machine.of(shipped_app, a_user(Role.NATIONAL))
    for asked in (machine, other):
        assert asked.ask("POST", f"/stops/{stop.id}/events", WALK, Idempotency_Key="k1").status_code == 201
    assert db.session.scalar(select(func.count(Event.id))) == 2


@pytest.mark.parametrize(
    ("sent", "headers", "status"),
    [
        (b"{", {"Content-Type": "application/json"}, 400),
        (b"[]", {"Content-Type": "application/json"}, 422),
        (b"", {"Content-Type": "application/json"}, 400),
        (b'{"kind": NaN}', {"Content-Type": "application/json"}, 400),
        (b"[" * 100_000, {"Content-Type": "application/json"}, 400),
        (b'{"kind": "\xff"}', {"Content-Type": "application/json"}, 400),
        (b"kind=rally", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        (b'{"kind": "' + b"a" * 1_100_000 + b'"}', {"Content-Type": "application/json"}, 413),
        (json.dumps(WALK).encode(), {"Content-Type": "application/json", "Idempotency-Key": ""}, 400),
        (json.dumps(WALK).encode(), {"Content-Type": "application/json", "Idempotency-Key": "x" * 101}, 400),
    ],
)
def test_a_body_that_cannot_be_read_is_told_so(machine, stop, sent, headers, status):
    given = {"Authorization": f"Bearer {machine.token}", "Idempotency-Key": "k", **headers}
    answer = machine.client.post(f"/api/v1/stops/{stop.id}/events", data=sent, headers=given)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert db.session.scalar(select(func.count(Event.id))) == 0


def test_somebody_is_registered_cancelled_and_put_back_without_a_name_in_an_answer(machine, stop):
    event = an_event(stop, capacity=1)
    sent = {"full_name": "Сәуле Қайратқызы", "phone": "8 701 555 01 23", "birth_year": 1990, "signed": True}
    made = machine.ask("POST", f"/events/{event.id}/registrations", sent)
    assert (made.status_code, made.json["state"]) == (201, "confirmed")
    second = machine.ask("POST", f"/events/{event.id}/registrations", {"full_name": "Ерлан Сеитов", "birth_year": 1991})
    assert (second.json["state"], second.json["waiting_place"]) == ("waiting", 1)
    number = made.json["registration_id"]
    cancelled = machine.ask("POST", f"/registrations/{number}/cancel")
    assert cancelled.json["state"] == "cancelled"
    assert machine.get(f"/registrations/{second.json['registration_id']}")["state"] == "confirmed"
    assert machine.ask("POST", f"/registrations/{number}/restore").json["code"] == "full"
    kept = db.session.scalars(select(OperationKey.answer)).all()
    assert not [answer for answer in kept if "Сәуле" in json.dumps(answer, ensure_ascii=False)]
    assert machine.get(f"/registrations/{number}")["phone"] == "+77015550123"


def test_who_corrects_somebody_shows_what_they_have_read(machine, stop):
    event = an_event(stop)
    sent = {"full_name": "Сәуле Қайратқызы", "phone": "8 701 555 01 23", "birth_year": 1990}
    path = machine.ask("POST", f"/events/{event.id}/registrations", sent).headers["Location"].removeprefix("/api/v1")
    etag = machine.ask("GET", path).headers["ETag"]
    blind = machine.ask("PATCH", path, {"note": "у входа"})
    assert (blind.status_code, blind.mimetype) == (428, "application/problem+json")
    changed = machine.ask("PATCH", path, {"note": "у входа"}, If_Match=etag)
    assert (changed.status_code, machine.get(path)["note"]) == (200, "у входа")
    assert changed.headers["ETag"] == machine.ask("GET", path).headers["ETag"] != etag
    late = machine.ask("PATCH", path, {"note": "у сцены"}, If_Match=etag)
    assert (late.status_code, late.json["code"], machine.get(path)["note"]) == (412, "stale", "у входа")
    kept = json.dumps(db.session.scalars(select(OperationKey.answer)).all(), ensure_ascii=False)
    assert "Сәуле" not in kept
    assert "7015550123" not in kept


def test_no_child_gets_a_place_without_a_parents_consent(machine, stop):
    event = an_event(stop)
    child = machine.ask("POST", f"/events/{event.id}/registrations", {"full_name": "Аян Серік", "birth_year": 2006})
    number = child.json["registration_id"]
    assert child.json["state"] == "pending"
    assert machine.ask("POST", f"/registrations/{number}/check-in").status_code == 409
    signed = {
        "guardian_name": "Серік Асқар", "relation": "father", "photo": False, "signed_on": "2018-04-01", "kept_where": "Папка",
    }  # fmt: skip
    agreed = machine.ask("POST", f"/registrations/{number}/guardian-consent", signed)
    assert (agreed.status_code, agreed.json["state"]) == (200, "confirmed")


def test_the_roster_is_the_roster_and_an_auditor_reads_none(machine, stop, shipped_app):
    event = an_event(stop)
    machine.ask("POST", f"/events/{event.id}/registrations", {"full_name": "Әлия Сейтқали", "phone": "87015550124"})
    roster = machine.get(f"/events/{event.id}/roster", Accept_Language="kk")
    assert [(line["full_name"], line["phone"]) for line in roster["lines"]] == [("Әлия Сейтқали", "8 701 555 01 24")]
    assert roster["language"] == "kk"
    auditor = Machine.of(shipped_app, a_user(Role.AUDITOR))
    assert auditor.ask("GET", f"/events/{event.id}/roster").status_code == 403


def test_a_check_in_sent_twice_is_one(machine, stop):
    event = an_event(stop)
    clock.set_shift(event.starts_at - clock.now())
    number = machine.ask("POST", f"/events/{event.id}/registrations", {"full_name": "Әлия Сейтқали"}).json["registration_id"]
    for _time in range(2):
        machine.ask("POST", f"/registrations/{number}/check-in")
    came = machine.get(f"/events/{event.id}/check-ins")["items"]
    assert [one["registration_id"] for one in came] == [number]
    machine.ask("POST", f"/check-ins/{came[0]['check_in_id']}/undo", {"reason": "по ошибке"})
    assert machine.get(f"/events/{event.id}/check-ins")["items"] == []


def test_a_task_is_added_and_settled(machine, stop):
    made = machine.ask("POST", f"/stops/{stop.id}/tasks", {"title": {"ru": "Сцена"}, "anchor": "arrival", "day_offset": -3})
    assert (made.status_code, made.json["due"]) == (201, "2018-04-03")
    done = machine.ask("POST", f"/tasks/{made.json['id']}/state", {"state": "done"}, If_Match=made.headers["ETag"])
    assert done.json["state"] == "done"
    assert [task["state"] for task in machine.get(f"/stops/{stop.id}/tasks")["items"]] == ["done"]


def test_a_place_is_added_and_said_anew(machine, stop):
    made = machine.ask("POST", "/places", {"unit_id": stop.unit_id, "name": {"ru": "Площадь"}, "capacity": 500})
    path = made.headers["Location"].removeprefix("/api/v1")
    assert machine.ask("PUT", path, {"name": {"ru": "Площадь Мира"}}).status_code == 428
    again = machine.ask("PUT", path, {"name": {"ru": "Площадь Мира"}}, If_Match=made.headers["ETag"])
    assert (again.json["name"], again.json["capacity"]) == ({"ru": "Площадь Мира"}, None)
    assert machine.ask("PUT", path, {"name": {"ru": "Площадь"}}, If_Match=made.headers["ETag"]).status_code == 412


def test_a_reader_writes_nothing_and_a_foreign_stop_is_not_there(machine, stop, shipped_app):
    reader = Machine.of(shipped_app, a_user(Role.STOP, stop=stop), Scope.EVENTS_READ)
    assert reader.ask("POST", f"/stops/{stop.id}/events", WALK).status_code == 403
    assert machine.ask("POST", f"/stops/{a_stop().id}/events", WALK).status_code == 404
    assert db.session.scalar(select(func.count(Registration.id))) == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_as_much_for_three_as_for_one(app, statements, rows):
    stop = a_stop()
    a_place(stop)
    machine = Machine.of(app, a_user(Role.STOP, stop=stop))
    for _event in range(rows):
        an_event(stop)
    machine.get("/events")
    statements.clear()
    machine.get("/events")
    assert len([asked for asked in statements if not asked.startswith("BEGIN")]) == 5
