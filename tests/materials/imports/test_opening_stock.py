"""Opening stock from a table: everything that is wrong at once, nothing before it is right, one receipt for each store."""

import io

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.materials.ledger import queries
from campaign.materials.ledger.schemas import DocumentFilter
from campaign.materials.schemas import Origin
from campaign.territory.models import Region
from tests.factories import a_user, an_event
from tests.materials.stock import a_material, on_hand, store_of, store_of_region
from tests.reader import Reader

HEAD = "Склад;Материал;Размер;Количество\n"


@pytest.fixture
def desk(app):
    event = an_event()
    reader = Reader(app)
    reader.sign_in(a_user(Role.REGION, region=event_region(event)))
    reader.visit("/staff/stock/import")
    return reader, event


def event_region(event):
    return db.session.get(Region, event.region_id)


def sent(reader: Reader, table: str, expect: int) -> None:
    reader.send({"file": (io.BytesIO(table.encode()), "stock.csv")}, form="#page-form", expect=expect)


def test_all_mistakes_are_told_by_row_and_column(desk):
    reader, _event = desk
    a_material("soap-x")
    a_material("shirt-x", "S", "M")
    sent(reader, HEAD + "Алматы;soap-x;;5\n;soap-x;;2,5\nТемиртау;tea;;1\nТемиртау;shirt-x;XXL;1\nТемиртау;shirt-x;;0\n", 422)
    cells = [
        [" ".join(cell.get_text().split()) for cell in row.select("td, th")] for row in reader.page.select("#errors tbody tr")
    ]
    assert [(row, column) for row, column, _words in cells] == [
        ("2", "Store"), ("3", "Store"), ("3", "Quantity"), ("4", "Material"), ("5", "Size"), ("6", "Size"), ("6", "Quantity"),
    ]  # fmt: skip
    assert "There is no size “XXL”. It has: S, M." in cells[4][2]
    assert queries.find_documents(DocumentFilter()).rows == ()


def test_a_good_table_becomes_one_receipt_for_each_store(desk):
    reader, event = desk
    (soap,), (small, _large) = a_material("soap-x"), a_material("shirt-x", "S", "M")
    sent(reader, HEAD + "Темиртау;soap-x;;1 000\nТемиртау;shirt-x;S;7\nКарагандинская область;soap-x;;48\nИтого;;;1055\n", 200)
    reader.send({}, form="#bring-form", expect=303)
    store, region = store_of(event.stop_id), store_of_region(event.region_id)
    assert (on_hand(store, soap), on_hand(store, small), on_hand(region, soap)) == (1000, 7, 48)
    rows = [listed.row for listed in queries.find_documents(DocumentFilter(words="stock.csv")).rows]
    assert [(row.origin, row.shown_number) for row in rows] == [(Origin.IMPORT, "1/2018")] * 2


def test_the_command_line_looks_first_and_then_brings_in(app, tmp_path):
    event = an_event()
    (soap,) = a_material("soap-x")
    table = tmp_path / "stock.csv"
    table.write_text(HEAD + "Темиртау;soap-x;;5\n")
    run = app.test_cli_runner()
    assert "Nothing was written." in run.invoke(args=["materials", "import-stock", str(table), "--dry-run"]).output
    assert on_hand(store_of(event.stop_id), soap) == 0
    assert "Posted 1 receipts." in run.invoke(args=["materials", "import-stock", str(table)]).output
    assert on_hand(store_of(event.stop_id), soap) == 5
    table.write_text(HEAD + "Темиртау;soap-x;;1,5\n")
    wrong = run.invoke(args=["materials", "import-stock", str(table)])
    assert (wrong.exit_code, "Row 2, quantity" in wrong.output) == (1, True)
