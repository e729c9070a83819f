"""A store is counted: what was frozen, what was typed, what differs, and what moved meanwhile."""

from datetime import UTC, date, datetime

import pytest

from campaign.accounts.queries import actor_with_id
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.core.errors import Closed, Conflict, Invalid, Refused, Stale
from campaign.materials.models import StockDocument
from campaign.materials.schemas import DocumentKind
from campaign.materials.services import reverse
from campaign.materials.stocktakes import queries, services
from campaign.materials.stocktakes.models import Stocktake
from campaign.materials.stocktakes.schemas import Count, Extent, StocktakeState
from campaign.relay.models import Relay
from tests.factories import a_registration, a_stop, a_unit, a_user, an_event
from tests.materials.stock import a_material, books_closed, held_by, on_hand, posted, received, store_of


def begun(store: int, key: str = "begin", extent: Extent = Extent.STORE):
    return queries.stocktake_row(services.begin_stocktake(store, extent, key))


def counted(row, *numbers: int | None):
    """The sheet with these numbers typed into it, in the order of its lines."""
    services.write_counts(
        row.id, [Count(line.id, line.counted, number) for line, number in zip(row.lines, numbers, strict=True)]
    )
    return queries.stocktake_row(row.id)


def because(row, words: str = "не нашли"):
    return {line.id: words for line in row.differing}


def test_differences_are_posted_as_one_document_with_their_reasons(either_app):
    stop = a_stop()
    (soap,), (sign,), (flag,), store = a_material("a-soap"), a_material("b-sign"), a_material("c-flag"), store_of(stop.id)
    for variant in (soap, sign, flag):
        received(store, variant, 10)
    row = begun(store)
    assert services.begin_stocktake(store, Extent.STORE, "begin") == row.id
    with pytest.raises(Conflict):
        services.begin_stocktake(store, Extent.STORE, "another")
    row = counted(row, 7, 12, 10)
    with pytest.raises(Invalid) as told:
        services.post_stocktake(row.id, row.version, {row.lines[0].id: "намокло"}, None, "post")
    assert [one.field for one in told.value.problems] == [f"reason-{row.lines[1].id}"]
    number = services.post_stocktake(row.id, row.version, because(row), None, "post")
    assert services.post_stocktake(row.id, row.version, because(row), None, "post") == number
    assert [on_hand(store, variant) for variant in (soap, sign, flag)] == [7, 12, 10]
    document = db.session.get(StockDocument, number)
    assert (document.kind, document.reason) == (DocumentKind.STOCKTAKE, "a-soap: не нашли; b-sign: не нашли")
    ended = queries.stocktake_row(row.id)
    assert (ended.state, ended.document_id, ended.agreeing) == (StocktakeState.POSTED, number, 1)
    with pytest.raises(Closed):
        services.write_counts(row.id, [])
    reverse(number, "считали не тот склад")
    assert on_hand(store, soap) == 10


def test_what_was_moved_meanwhile_is_told_and_only_that_is_counted_again(either_app):
    event = an_event()
    (soap,), (sign,), store = a_material("a-soap"), a_material("b-sign"), store_of(event.stop_id)
    received(store, soap, 10)
    received(store, sign, 10)
    row = counted(begun(store), 8, 9)
    posted(DocumentKind.ISSUE, store, (soap, 3, store, held_by(a_registration(event, "Айша").id)))
    assert [line.moved for line in queries.stocktake_row(row.id).lines] == [True, False]
    with pytest.raises(Conflict, match="Count only those lines again"):
        services.post_stocktake(row.id, row.version, because(row), None, "post")
    assert (on_hand(store, soap), on_hand(store, sign)) == (7, 10)
    assert (services.freeze_anew(row.id), services.freeze_anew(row.id)) == (1, 0)
    row = queries.stocktake_row(row.id)
    assert [(line.expected, line.counted, line.counted_before) for line in row.lines] == [(7, None, 8), (10, 9, None)]
    row = counted(row, 7, 9)
    services.post_stocktake(row.id, row.version, because(row), None, "again")
    assert (on_hand(store, soap), on_hand(store, sign)) == (7, 9)


def test_two_people_count_at_once_and_neither_writes_over_the_other(app):
    (soap,), (sign,), store = a_material("a-soap"), a_material("b-sign"), store_of(a_stop().id)
    received(store, soap, 10)
    received(store, sign, 10)
    row = begun(store)
    first, second = (line.id for line in row.lines)
    services.write_counts(row.id, [Count(first, None, 8), Count(second, None, None)])
    services.write_counts(row.id, [Count(first, None, None), Count(second, None, 9)])
    assert [line.counted for line in queries.stocktake_row(row.id).lines] == [8, 9]
    with pytest.raises(Invalid, match="not saved") as told:
        services.write_counts(row.id, [Count(first, None, 7), Count(second, 9, 10)])
    assert [(one.field, one.code) for one in told.value.problems] == [(f"count-{first}", "stale")]
    assert [line.counted for line in queries.stocktake_row(row.id).lines] == [8, 9]
    with pytest.raises(Stale):
        services.post_stocktake(row.id, row.version, {}, None, "post")


def test_what_agrees_posts_nothing_and_what_is_not_counted_stays(app):
    (soap,), (sign,), store = a_material("a-soap"), a_material("b-sign"), store_of(a_stop().id)
    with pytest.raises(Conflict):
        services.begin_stocktake(store, Extent.STORE, "nothing there")
    received(store, soap, 10)
    row = begun(store)
    with pytest.raises(Conflict):
        services.post_stocktake(row.id, row.version, {}, None, "nothing counted")
    services.add_to_sheet(row.id, sign)
    services.add_to_sheet(row.id, sign)
    row = counted(queries.stocktake_row(row.id), 10, None)
    assert services.post_stocktake(row.id, row.version, {}, None, "post") is None
    row = counted(begun(store, "second", Extent.EVERYTHING), None, 4)
    books_closed(row.store.region_id, date(2018, 4, 30))
    with pytest.raises(Closed):
        services.post_stocktake(row.id, row.version, because(row, "нашлось"), None, "closed")
    services.drop_stocktake(row.id)
    assert (on_hand(store, soap), on_hand(store, sign)) == (10, 0)
    assert [one.state.value for one in queries.stocktakes().rows] == ["dropped", "posted"]


def test_the_pages_lead_from_the_sheet_to_the_books(app, reader):
    stop = a_stop()
    (soap,), (sign,), store = a_material("a-soap"), a_material("b-sign"), store_of(stop.id)
    received(store, soap, 1200)
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit("/staff/stocktakes")
    assert "No store was counted yet" in reader.text()
    reader.visit(f"/staff/stocktakes/new?store={store}")
    reader.send({}, expect=303)
    reader.follow()
    (line,) = queries.stocktake_row(1).lines
    page = reader.send({f"count-{line.id}": "две коробки"}, form="#page-form", expect=422)
    assert page.select_one(f"#count-{line.id}")["value"] == "две коробки"
    assert "This is no whole number" in reader.text()
    assert "1,200" not in reader.text()
    reader.send({f"count-{line.id}": "1 190"}, form="#page-form", expect=303)
    reader.follow()
    reader.send({"variant": str(sign)}, form="form[action$='/more']", expect=303)
    reader.visit("/staff/stocktakes/1/differences")
    page = reader.send({"dated_on": "31.12.2018"}, form="#page-form", expect=422)
    assert "Say why it differs" in reader.text()
    page = reader.send({f"reason-{line.id}": "x" * 301}, form="#page-form", expect=422)
    assert page.select_one(f"#reason-{line.id}")["value"] == "x" * 301
    reader.send({f"reason-{line.id}": "намокло", "dated_on": "05.04.2018"}, form="#page-form", expect=303)
    reader.follow()
    assert on_hand(store, soap) == 1190
    assert "намокло" in reader.text()
    reader.visit("/staff/stocktakes/1/differences", expect=302)
    db.session.get_one(Stocktake, 1).begun_at = datetime(2018, 4, 4, 20, 30, tzinfo=UTC)  # 02:30 of the next day there
    db.session.commit()
    for ending, mark in (("xlsx", b"PK"), ("csv", "намокло".encode())):
        reader.visit(f"/staff/stocktakes/1.{ending}")
        assert mark in reader.response.get_data()
        assert f"2018-04-05.{ending}" in reader.response.headers["Content-Disposition"]
    reader.visit("/staff/stocktakes?page=nonsense")


def test_a_neighbour_neither_sees_nor_counts_it(app, reader):
    stop = a_stop()
    neighbour = a_stop(db.session.get(Relay, stop.relay_id), a_unit(name="Сарань"))
    (soap,), store = a_material("a-soap"), store_of(stop.id)
    received(store, soap, 10)
    row = begun(store)
    reader.sign_in(a_user(Role.STOP, stop=neighbour))
    for page in ("", "/differences", ".csv"):
        reader.visit(f"/staff/stocktakes/{row.id}{page}", expect=404)
    reader.visit("/staff/stocktakes")
    assert "No store was counted yet" in reader.text()
    with acting_as(actor_with_id(a_user(Role.AUDITOR).id)), pytest.raises(Refused):
        services.drop_stocktake(row.id)
