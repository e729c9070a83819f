"""Stores, documents, issue and return by a program: once for each key, in the scope, without a name in an answer."""

import json

import pytest
from sqlalchemy import select

from campaign.accounts.tokens.schemas import Scope
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.operations import OperationKey
from campaign.materials.schemas import Use
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.territory.models import Region
from tests.factories import a_region, a_registration, a_relay, a_stop, a_unit, a_user, an_event, kept
from tests.machine import Machine
from tests.materials.norms.norms import a_norm_and_a_set
from tests.materials.stock import a_material, on_hand, received, store_of


@pytest.fixture
def stop(app):
    return a_stop()


@pytest.fixture
def machine(app, stop):
    return Machine.of(app, a_user(Role.STOP, stop=stop))


def at(answer):
    return answer.headers["Location"].removeprefix("/api/v1")


def balance(machine, store, variant):
    found = machine.get(f"/stores/{store}/balances")["items"]
    return next(((one["in_store"], one["under_way"], one["given_out"]) for one in found if one["variant_id"] == variant), None)


def test_a_receipt_is_posted_once_and_read_with_its_lines_and_the_clock_of_the_place(machine, stop):
    (soap,) = a_material("soap")
    sent = {
        "kind": "receipt", "stop_id": stop.id, "lines": [{"variant_id": soap, "quantity": 40}], "counterparty": "База",
        "dated_on": "2018-04-04",
    }  # fmt: skip
    first = machine.ask("POST", "/stock/documents", sent, Idempotency_Key="one")
    again = machine.ask("POST", "/stock/documents", sent, Idempotency_Key="one")
    assert (first.status_code, first.json["number"], first.data) == (201, 1, again.data)
    read = machine.get(at(first))
    assert [(line["variant_id"], line["quantity"], line["target_left"]) for line in read["lines"]] == [(soap, 40, 40)]
    assert read["made_at"].endswith(("+05:00", "+06:00"))
    store = machine.get("/stores")["items"][0]
    assert (store["stop_id"], balance(machine, store["id"], soap)) == (stop.id, (40, 0, 0))
    card = machine.get(f"/stores/{store['id']}/variants/{soap}/movements")["items"]
    assert [(row["came"], row["left"], row["balance"]) for row in card] == [(40, 0, 40)]
    back = machine.ask("POST", f"{at(first)}/reversal", {"reason": "не туда", "dated_on": "2018-04-04"})
    assert (back.status_code, back.json["kind"], balance(machine, store["id"], soap)) == (201, "reversal", (0, 0, 0))
    assert machine.ask("POST", f"{at(first)}/reversal", {"reason": "ещё раз"}).status_code == 409


def test_what_is_wrong_with_a_document_is_told_at_its_field(machine, stop):
    (soap,) = a_material("soap")

    def fields(**sent):
        body = {"kind": "loss", "stop_id": stop.id, "lines": [{"variant_id": soap, "quantity": 1}]} | sent
        answer = machine.ask("POST", "/stock/documents", body, Accept_Language="ru")
        assert answer.status_code == 422, answer.json
        return [error["field"] for error in answer.json.get("errors", ())]

    assert fields() == ["reason"]
    assert fields(region_id=stop.region_id) == ["stop_id"]
    assert fields(kind="transfer", reason="x") == ["to_stop_id"]
    assert fields(kind="transfer", reason="x", to_stop_id=stop.id) == ["to_stop_id"]
    assert fields(lines=[{"variant_id": soap, "quantity": 1}] * 2) == ["lines.1.variant_id"]
    assert fields(kind="receipt", lines=[{"variant_id": 99, "quantity": 1}]) == ["lines.0"]
    assert fields(lines=[{"variant_id": soap, "quantity": 0}]) == ["lines.0.quantity"]


def test_a_transfer_is_sent_and_received_where_it_goes(app, machine, stop):
    (soap,) = a_material("soap")
    received(store_of(stop.id), soap, 10)
    other = a_stop(db.session.get_one(type(a_relay()), stop.relay_id), a_unit(db.session.get_one(Region, stop.region_id)))
    sent = {"kind": "transfer", "stop_id": stop.id, "to_stop_id": other.id, "lines": [{"variant_id": soap, "quantity": 6}]}
    transfer = machine.ask("POST", "/stock/documents", sent)
    assert transfer.status_code == 201, transfer.json
    assert machine.get(at(transfer))["outstanding"] == [{"variant_id": soap, "quantity": 6}]
    came = {"lines": [{"variant_id": soap, "quantity": 5}]}
    assert machine.ask("POST", f"{at(transfer)}/arrival", came).status_code == 403
    theirs = Machine.of(app, a_user(Role.REGION, region=db.session.get(Region, stop.region_id)))
    arrived = theirs.ask("POST", f"{at(transfer)}/arrival", came)
    assert (arrived.status_code, arrived.json["kind"]) == (201, "receipt")
    for whoever in (theirs, machine):
        assert [row["id"] for row in whoever.get("/stock/documents?awaited=true")["items"]] == [transfer.json["id"]]
    foreign = Machine.of(app, a_user(Role.STOP, stop=a_stop(unit=a_unit(a_region()))))
    assert foreign.get("/stock/documents?awaited=true")["items"] == []
    assert machine.get(at(transfer))["outstanding"] == [{"variant_id": soap, "quantity": 1}]
    rest = theirs.ask("POST", f"{at(transfer)}/arrival", {"lines": [{"variant_id": soap, "quantity": 1}]})
    assert rest.status_code == 201
    assert machine.get("/stock/documents?awaited=true")["items"] == []


def test_somebody_is_given_what_they_see_and_brings_it_back(machine, stop):
    (vest,) = a_material("vest", use=Use.REUSABLE)
    store = store_of(stop.id)
    received(store, vest, 5)
    event = an_event(stop)
    registration_id = a_registration(event, "Сәуле Қайратқызы").id
    of_event = f"/events/{event.id}/materials"
    seen = machine.ask("GET", f"{of_event}/recipient?registration_id={registration_id}")
    assert (seen.json["may_be_given"], seen.json["things"], seen.headers["ETag"]) == (True, [], '"0"')
    sent = {"registration_id": registration_id, "store_id": store, "lines": [{"variant_id": vest, "quantity": 2}]}
    assert machine.ask("POST", f"{of_event}/issues", sent).status_code == 428
    given = machine.ask("POST", f"{of_event}/issues", sent, If_Match=seen.headers["ETag"])
    assert (given.status_code, on_hand(store, vest)) == (201, 3)
    assert machine.ask("POST", f"{of_event}/issues", sent, If_Match=seen.headers["ETag"]).status_code == 412
    held = machine.get(f"{of_event}/holders")["items"]
    assert [(one["registration_id"], one["things"][0]["quantity"]) for one in held] == [(registration_id, 2)]
    lost = {"registration_id": registration_id, "store_id": store, "lines": [{"variant_id": vest, "back": 1, "lost": 1}]}
    why = machine.ask("POST", f"{of_event}/returns", lost)
    assert (why.status_code, [error["field"] for error in why.json["errors"]]) == (422, ["reason"])
    much = machine.ask("POST", f"{of_event}/returns", lost | {"lines": [{"variant_id": vest, "back": 9}]})
    assert [error["field"] for error in much.json["errors"]] == ["lines.0"]
    assert machine.ask("POST", f"{of_event}/returns", lost | {"reason": "утерян"}).status_code == 201
    assert (on_hand(store, vest), machine.get(f"{of_event}/holders")["items"]) == (4, [])
    undone = machine.ask("POST", f"{of_event}/documents/{given.json['id']}/undo")
    assert undone.status_code == 409
    answers = json.dumps(db.session.scalars(select(OperationKey.answer)).all(), ensure_ascii=False)
    assert "Сәуле" not in answers


def test_who_has_no_place_is_given_nothing_and_is_not_named(app, stop):
    (vest,) = a_material("vest", use=Use.REUSABLE)
    store = store_of(stop.id)
    received(store, vest, 5)
    event = an_event(stop)
    registration = a_registration(event, "Сәуле Қайратқызы")
    registration_id = registration.id
    db.session.get_one(Registration, registration_id).state = RegistrationState.PENDING
    kept(registration)
    machine = Machine.of(app, a_user(Role.STOP, stop=stop), Scope.MATERIALS_WRITE)
    sent = {"registration_id": registration_id, "store_id": store, "lines": [{"variant_id": vest, "quantity": 1}]}
    refused = machine.ask("POST", f"/events/{event.id}/materials/issues", sent, If_Match='"0"')
    assert refused.status_code == 409
    assert "Сәуле" not in refused.get_data(as_text=True)


def test_need_is_told_to_each_as_far_as_they_see(machine, app, stop):
    a_norm_and_a_set(stop.id)
    an_event(stop, capacity=40)
    own = machine.get(f"/relays/{stop.relay_id}/need")
    whole = Machine.of(app, a_user(Role.NATIONAL)).get(f"/relays/{stop.relay_id}/need")
    assert (own["is_whole"], whole["is_whole"]) == (False, True)
    assert [line["total"] for line in machine.get(f"/stops/{stop.id}/need")["lines"]] == [
        line["total"] for line in whole["lines"]
    ]
    assert sum(line["to_buy"] for line in own["lines"]) == 0


def test_a_foreign_store_is_not_there_and_a_reader_moves_nothing(app, machine, stop):
    (soap,) = a_material("soap")
    foreign = a_stop()
    theirs = store_of(foreign.id)
    document = received(theirs, soap, 3).document_id
    for path in (f"/stores/{theirs}", f"/stores/{theirs}/balances", f"/stock/documents/{document}"):
        assert machine.ask("GET", path).status_code == 404
    sent = {"kind": "receipt", "stop_id": foreign.id, "lines": [{"variant_id": soap, "quantity": 1}]}
    assert machine.ask("POST", "/stock/documents", sent).status_code in {403, 404}
    reader = Machine.of(app, a_user(Role.STOP, stop=stop), Scope.MATERIALS_READ)
    assert reader.ask("POST", "/stock/documents", sent | {"stop_id": stop.id}).status_code == 403


def test_documents_are_read_page_by_page(machine, stop):
    (soap,) = a_material("soap")
    made = [received(store_of(stop.id), soap, 1).document_id for _turn in range(3)]
    first = machine.get("/stock/documents?limit=2")
    rest = machine.get(f"/stock/documents?limit=2&after={first['next']}")
    assert [row["id"] for row in first["items"] + rest["items"]] == made[::-1]
    assert rest["next"] is None
