"""The pages of documents as a clerk meets them: what was typed stays, and the sentence stands where the mistake is."""

from datetime import date

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.materials.ledger import queries
from campaign.materials.ledger.schemas import DocumentFilter
from campaign.materials.models import StockPlace
from campaign.materials.schemas import DocumentKind
from campaign.relay.models import Relay, Stop
from tests.factories import a_stop, a_user, an_event
from tests.materials.stock import (
    a_material,
    books_closed,
    on_hand,
    posted,
    received,
    store_of,
    store_of_region,
    transferred,
)
from tests.reader import Reader


@pytest.fixture
def clerk(app):
    """A coordinator of one stop with five pieces of soap in the store: event, variant, reader."""
    event = an_event()
    (soap,) = a_material("soap-x")
    received(store_of(event.stop_id), soap, 5)
    reader = Reader(app)
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))
    return event, soap, reader


def test_what_was_typed_stays_with_a_sentence_beside_it(clerk):
    event, soap, reader = clerk
    receipt = "/staff/stock/documents/new/receipt"
    reader.visit(receipt)
    for typed, told in (("2,5", "2,5 is none. Enter 2 or 3."), ("-1", "no whole number"), ("1000001", "from 1 to 1000000")):
        reader.send({f"q-{soap}": typed, "note": "первая"}, form="#page-form", expect=422)
        assert told in reader.page.select_one(f"#q-{soap}-error").get_text()
        assert reader.page.select_one(f"#q-{soap}")["value"] == typed
        assert reader.page.select_one("#note").get_text().strip() == "первая"
    books_closed(event.region_id, date(2018, 4, 4))
    reader.send({f"q-{soap}": "2", "dated_on": "2018-04-04"}, form="#page-form", expect=409)
    assert "The books are closed up to 04.04.2018" in reader.text()
    reader.send({f"q-{soap}": "2", "dated_on": "2018-04-05"}, form="#page-form", expect=303)
    assert "Receipt 2/2018" in reader.follow().select_one("h1").get_text()
    reader.visit("/staff/stock/documents/new/loss")
    reader.send({f"q-{soap}": "8", "reason": "разбилось"}, form="#page-form", expect=409)
    assert "only 7 left" in reader.text()
    assert reader.visit(f"{receipt}?book=region-{event.region_id}", expect=404)


def test_what_was_sent_is_received_and_taken_out_as_a_table(clerk):
    event, soap, reader = clerk
    store, region = store_of(event.stop_id), store_of_region(event.region_id)
    received(region, soap, 20)
    sent = transferred(region, store, soap, 12)
    reader.visit(f"/staff/stock/documents/{sent.document_id}/arrival")
    reader.send({f"q-{soap}": "14"}, form="#page-form", expect=422)
    assert "What came is not what was sent" in reader.text()
    reader.send({f"q-{soap}": "14", "reason": "в коробке больше"}, form="#page-form", expect=303)
    assert on_hand(store, soap) == 19
    listed = queries.find_documents(DocumentFilter()).rows
    assert len(listed) == 4
    reader.visit("/staff/stock/documents")
    reader.send({"file": "csv"}, form="main form[action$=export]", expect=200)
    assert reader.response.get_data(as_text=True).count("soap-x") == 4


def test_what_others_run_is_sent_by_road_and_what_they_have_is_not_taken_back(clerk):
    event, soap, reader = clerk
    other = store_of(a_stop(db.session.get_one(Relay, db.session.get_one(Stop, event.stop_id).relay_id)).id)
    reader.visit("/staff/stock/documents/new/transfer")
    assert [field["value"] for field in reader.page.select("input[name=way]")] == ["road"]
    typed = {f"q-{soap}": "2", "target": f"stop-{db.session.get_one(StockPlace, other).stop_id}", "note": "в коробке"}
    reader.send(typed | {"way": "at_once"}, form="#page-form", expect=422)
    assert "Another store is run by others" in reader.page.select_one("#way-error").get_text()
    assert (reader.page.select_one(f"#q-{soap}")["value"], on_hand(other, soap)) == ("2", 0)
    reader.send({"way": "road"}, form="#page-form", expect=303)
    store = store_of(event.stop_id)
    done = posted(DocumentKind.TRANSFER, store, (soap, 1, store, other)).document_id
    reader.visit(f"/staff/stock/documents/{done}")
    assert f"/staff/stock/documents/{done}/take-back" not in str(reader.page)
    reader.visit(f"/staff/stock/documents/{done}/take-back", expect=403)
