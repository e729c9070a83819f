"""Where everything is: by place, by material, on cards and with those who hold it."""

import csv
from datetime import date
from io import StringIO

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.materials.schemas import DocumentKind, PlaceKind, Use
from campaign.materials.services import reverse
from campaign.materials.stock import queries
from campaign.materials.stock.schemas import Amount, CardFilter, HolderFilter
from campaign.territory.models import Region
from tests.factories import a_registration, a_relay, a_stop, a_unit, a_user, an_event
from tests.materials.stock import (
    a_material,
    held_by,
    place_outside,
    posted,
    received,
    store_of,
    store_of_region,
    transferred,
)


def test_what_is_in_a_store_on_the_way_and_given_out_stands_in_its_row(app):
    event = an_event()
    small, large = a_material("shirt", "S", "L", use=Use.REUSABLE)
    whole, store = store_of_region(event.region_id), store_of(event.stop_id)
    received(whole, small, 50)
    received(whole, large, 20)
    posted(DocumentKind.TRANSFER, whole, (small, 10, whole, store))
    transferred(whole, store, large, 5)
    posted(DocumentKind.ISSUE, store, (small, 3, store, held_by(a_registration(event, "Айша").id)), event_id=event.id)
    board = queries.board(event.region_id)
    assert [row.store_id for row in board.stores] == [whole, store]
    assert [row.amounts for row in board.stores] == [
        {small: Amount(40), large: Amount(15)},
        {small: Amount(7, 0, 3), large: Amount(None, 5, 0)},
    ]
    (shirt,) = board.materials
    assert (board.stores[1].of(shirt), board.total(shirt)) == (Amount(7, 5, 3), Amount(62, 5, 3))


@pytest.mark.parametrize("moves", [1, 3])
def test_the_pages_ask_as_much_however_much_was_moved(app, reader, statements, moves):
    event = an_event()
    whole, store = store_of_region(event.region_id), store_of(event.stop_id)
    for number in range(moves):
        (soap,) = a_material(f"soap-{number}")
        received(whole, soap, 50)
        posted(DocumentKind.TRANSFER, whole, (soap, 10, whole, store))
        for name in ("Айша", "Данияр")[:moves]:
            person = held_by(a_registration(event, f"{name} {number}").id)
            posted(DocumentKind.ISSUE, store, (soap, 2, store, person), event_id=event.id)
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, event.region_id)))
    asked = {}
    for page in ("", "?by=materials", "/holders", f"/stores/{store}", f"/stores/{store}/card/{soap}"):
        statements.clear()
        reader.visit(f"/staff/stock{page}")
        asked[page] = sum(statement.startswith("SELECT") for statement in statements)
    assert list(asked.values()) == [12, 11, 13, 11, 14]


def test_a_card_runs_with_its_balance_and_turns_its_pages(app):
    event = an_event()
    (soap,), store = a_material("soap-x"), store_of(event.stop_id)
    for number in range(1, 8):
        received(store, soap, number)
    lost = place_outside(event.region_id, PlaceKind.LOST)
    loss = posted(DocumentKind.LOSS, store, (soap, 4, store, lost), reason="намокло")
    reverse(loss.document_id, "нашлось")
    first = queries.card(store, soap, CardFilter(), None, 4)
    assert [(row.came, row.left, row.balance) for row in first.rows] == [(4, 0, 28), (0, 4, 24), (7, 0, 28), (6, 0, 21)]
    second = queries.card(store, soap, CardFilter(), first.after, 4)
    third = queries.card(store, soap, CardFilter(), second.after, 4)
    assert [row.balance for row in (*second.rows, *third.rows)] == [15, 10, 6, 3, 1]
    assert third.after is None
    assert queries.card(store, soap, CardFilter(), third.before, 4).rows == second.rows
    assert [row.balance for row in queries.movements_of(store, soap, CardFilter())] == [1, 3, 6, 10, 15, 21, 28, 24, 28]
    assert queries.card(store, soap, CardFilter(last_day=date(2018, 4, 1))).rows == ()


def test_cards_and_holders_are_told_to_those_who_run_the_stop_only(app, reader):
    event = an_event()
    relay = a_relay(db.session.get(Region, event.region_id))
    neighbour = a_stop(relay, a_unit(db.session.get(Region, event.region_id), "Сарань"))
    (soap,), store, whole = a_material("soap-x"), store_of(event.stop_id), store_of_region(event.region_id)
    received(store, soap, 10)
    person = held_by(a_registration(event, "Айша Омарова").id)
    posted(DocumentKind.ISSUE, store, (soap, 2, store, person), event_id=event.id)
    own = [f"/stores/{store}", f"/stores/{store}/card/{soap}", f"/stores/{store}/card/{soap}.csv", f"/holders/{person}"]
    reader.sign_in(a_user(Role.STOP, stop=neighbour))
    for page in (*own, f"/stores/{whole}", f"/stores/{whole}/card/{soap}"):
        reader.visit(f"/staff/stock{page}", expect=404)
    reader.visit("/staff/stock/holders")
    assert "Айша" not in reader.text()
    reader.sign_in(a_user(Role.AUDITOR))
    for page in own:
        reader.visit(f"/staff/stock{page}")
        assert "Айша" not in reader.response.get_data(as_text=True)
    reader.visit("/staff/stock/holders.csv")
    assert "Айша" not in reader.response.get_data(as_text=True)
    reader.sign_in(a_user(Role.STOP, stop=event.stop_id and db.session.get(type(neighbour), event.stop_id)))
    reader.visit(f"/staff/stock/holders/{person}")
    assert "Айша Омарова" in reader.text()
    for name, value in (("kind", "person"), ("kind", "nonsense"), ("material", "x"), ("stop", str(event.stop_id))):
        reader.visit(f"/staff/stock/holders?{name}={value}")
        assert "Айша Омарова" in reader.text()
    assert queries.holders(event.region_id, HolderFilter(kind=PlaceKind.TEAM)).rows == ()


def test_files_hold_what_the_pages_show(app, reader):
    event = an_event()
    (soap,), store = a_material("=soap"), store_of(event.stop_id)
    received(store, soap, 10)
    reader.sign_in(a_user(Role.NATIONAL))
    for page in ("stock", f"stock/stores/{store}/card/{soap}", "stock/holders"):
        reader.visit(f"/staff/{page}.xlsx")
        assert reader.response.get_data().startswith(b"PK")
    reader.visit("/staff/stock.csv")
    head, row = csv.reader(StringIO(reader.response.get_data().decode("utf-8-sig")))
    assert dict(zip(head, row, strict=True)) | {"Store": "", "Code": ""} == {
        "Store": "", "Kind": "store of the stop", "Code": "", "Material": "'=soap", "Size": "", "Unit": "pcs",
        "In the store": "10", "On the way": "0", "Given out": "0", "Together": "10",
    }  # fmt: skip


def test_a_store_is_opened_described_and_a_stale_description_is_told(app, reader):
    stop = a_stop()
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit("/staff/stock")
    assert "There is no store yet" in reader.text()
    reader.visit("/staff/stock/stores/new")
    reader.send({"place": f"stop-{stop.id}", "responsible": "Ерлан", "whereabouts": "x" * 201}, expect=422)
    reader.send({"whereabouts": "акимат, каб. 104"}, expect=303)
    reader.follow()
    assert "Ерлан" in reader.text()
    (store,) = queries.board(stop.region_id).stores
    edit = f"/staff/stock/stores/{store.store_id}/edit"
    stale = reader.visit(edit)
    reader.send({"responsible": "Сауле"}, expect=303)
    reader.page = stale
    reader.send({"responsible": "Бауыржан"}, expect=409)
    assert "meanwhile" in reader.text()
    reader.send({}, expect=303)
    (store,) = queries.board(stop.region_id).stores
    assert (store.responsible, store.whereabouts) == ("Бауыржан", "акимат, каб. 104")
    other = a_stop()
    reader.visit("/staff/stock/stores/new")
    assert "All your stores are open" in reader.text()
    fields = {
        "csrf_token": stale.select_one("[name=csrf_token]")["value"],
        "operation_key": "another",
        "place": f"stop-{other.id}",
    }
    assert reader.client.post("/staff/stock/stores/new", data=fields).status_code == 422
