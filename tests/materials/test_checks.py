"""`adalzhol check` and `adalzhol materials check` find what the ledger's rules forbid."""

import json

import pytest
from sqlalchemy import text

from campaign.core.checks import recount
from campaign.core.db import unit_of_work
from campaign.materials.schemas import DocumentKind, PlaceKind
from campaign.materials.services import reverse
from tests.factories import an_event
from tests.materials.stock import a_material, place_outside, posted, received, store_of

KEPT = ("stock_lines_no_update", "stock_lines_no_delete", "stock_documents_no_update", "stock_documents_no_delete")


@pytest.fixture
def book(app):
    """A store with a receipt, a loss, and the loss taken back."""
    event = an_event()
    (soap,), store = a_material("soap-x"), store_of(event.stop_id)
    received(store, soap, 10)
    lost = posted(DocumentKind.LOSS, store, (soap, 4, store, place_outside(event.region_id, PlaceKind.LOST)))
    reverse(lost.document_id, "came to light")
    return store


def test_what_was_posted_is_in_order(book, app):
    assert recount(["ledger"])[0] == recount()[[one.name for one in recount()].index("ledger")]
    assert (recount(["ledger"])[0].looked_at, recount(["ledger"])[0].wrong) == (3, ())
    done = app.test_cli_runner().invoke(args=["materials", "check", "--json"])
    assert (done.exit_code, json.loads(done.output)["ok"]) == (0, True)


@pytest.mark.parametrize(
    ("act", "things"),
    [
        ("UPDATE stock_balances SET on_hand = on_hand + 1", {"place"}),
        ("DELETE FROM stock_balances", {"place"}),
        ("UPDATE stock_lines SET quantity = 5 WHERE id = 2", {"place", "line", "document"}),
        ("UPDATE stock_lines SET source_left = 7 WHERE id = 2", {"line"}),
        ("UPDATE stock_documents SET number = 9 WHERE number = 3", {"store"}),
        ("UPDATE stock_counters SET last = 8", {"store"}),
        ("UPDATE stock_documents SET kind = 'issue' WHERE number = 2", {"document"}),
        ("DELETE FROM stock_lines WHERE id = 3", {"place", "document"}),
    ],
)
def test_whatever_is_changed_behind_its_back_is_found(book, app, act, things):
    with unit_of_work() as session:
        for name in KEPT:
            session.execute(text(f"DROP TRIGGER {name}"))
        session.execute(text(act))
    assert {wrong.thing for wrong in recount(["ledger"])[0].wrong} == things
    assert app.test_cli_runner().invoke(args=["materials", "check"]).exit_code == 1
