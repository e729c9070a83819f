"""A column put together, put in order and sent off by a program."""

import json

import pytest
from sqlalchemy import select

from campaign.core import clock
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.operations import OperationKey
from campaign.territory.models import Region
from tests.factories import a_stop, a_user
from tests.machine import Machine
from tests.motorcades.columns import a_car, a_motorcade, a_vehicle


@pytest.fixture
def event(app):
    return a_motorcade()


@pytest.fixture
def machine(app, event):
    return Machine.of(app, a_user(Role.REGION, region=db.session.get(Region, event.region_id)))


def numbers(machine, event):
    return [car["id"] for car in machine.get(f"/events/{event.id}/column/cars")["items"]]


def test_a_column_is_put_together_and_in_order_without_a_name_in_an_answer(machine, event):
    path = f"/events/{event.id}/column"
    lead = {"plate": "412 AKM 09", "role": "lead", "seats": 4, "driver_name": "Абенов Данияр", "driver_phone": "87015550199"}
    first = machine.ask("POST", f"{path}/cars", lead)
    assert (first.status_code, first.json["number"], first.json["role"]) == (201, 1, "lead")
    known = a_vehicle(event.region_id, seats=20)
    second = machine.ask("POST", f"{path}/cars", {"vehicle_id": known.id, "role": "bus", "given": 15})
    assert (second.status_code, second.json["seats"]) == (201, 15)
    twice = machine.ask("POST", f"{path}/cars", {"plate": "412 АКМ 09"}, Accept_Language="ru")
    assert (twice.status_code, twice.json["errors"][0]["field"]) == (422, "plate")
    order = [first.json["id"], second.json["id"]]
    turned = machine.ask("PUT", f"{path}/order", {"seen": order, "order": order[::-1]})
    assert [car["id"] for car in turned.json["items"]] == order[::-1] == numbers(machine, event)
    assert machine.ask("PUT", f"{path}/order", {"seen": order, "order": order}).status_code == 409
    car = f"/column-cars/{first.json['id']}"
    etag = machine.ask("GET", car).headers["ETag"]
    assert machine.ask("PATCH", car, {"block": "голова", "make": "Лада"}, If_Match=etag).json["block"] == "голова"
    assert machine.ask("PATCH", car, {"block": "хвост"}, If_Match=etag).status_code == 412
    read = machine.get(car)
    assert (read["driver"], read["vehicle"]["make"]) == ({"name": "Абенов Данияр", "phone": "+77015550199"}, "Лада")
    gone = machine.ask("DELETE", f"/column-cars/{second.json['id']}", Idempotency_Key="gone")
    again = machine.ask("DELETE", f"/column-cars/{second.json['id']}", Idempotency_Key="gone")
    assert (gone.status_code, again.status_code, numbers(machine, event)) == (204, 204, [first.json["id"]])
    kept = json.dumps(db.session.scalars(select(OperationKey.answer)).all(), ensure_ascii=False)
    assert "Абенов" not in kept
    assert "7015550199" not in kept


def test_a_day_on_the_road_is_marked_and_a_mark_taken_back(machine, event):
    car = a_car(event)
    early = machine.ask("POST", f"/column-cars/{car.id}/state", {"state": "present"})
    assert (early.status_code, early.json["code"]) == (409, "conflict")
    clock.set_shift(event.starts_at - clock.now())
    assert machine.ask("POST", f"/column-cars/{car.id}/state", {"state": "present"}).json["state"] == "present"
    off = machine.ask("POST", f"/events/{event.id}/column/set-off")
    assert [one["state"] for one in off.json["items"]] == ["departed"]
    mark = machine.get(f"/events/{event.id}/column/marks")["items"][0]
    back = machine.ask("POST", f"/events/{event.id}/column/marks/take-back", {"mark_id": mark["id"]})
    assert [one["state"] for one in back.json["items"]] == ["present"]


def test_a_column_is_described_and_a_vehicle_of_another_region_is_not_there(machine, event, app):
    path = f"/events/{event.id}/column"
    etag = machine.ask("GET", path).headers["ETag"]
    kept = machine.ask("PATCH", path, {"speed_kmh": 40, "head_name": "Бекова А."}, If_Match=etag)
    assert (kept.status_code, kept.json["speed_kmh"], kept.headers["ETag"]) == (200, 40, '"1"')
    foreign = a_vehicle(a_stop().region_id)
    assert machine.ask("GET", f"/vehicles/{foreign.id}").status_code == 404
    assert machine.ask("POST", f"{path}/cars", {"vehicle_id": foreign.id}).status_code == 404
    assert machine.get("/vehicles?text=412")["items"] == []
