"""Transfers go with the stop that awaits them; a season with documents is not taken back, and one after it keeps its places."""

from datetime import date

import pytest
from sqlalchemy import select

from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict
from campaign.events.models import Event
from campaign.events.services.copying import copy_stops
from campaign.materials.handing.pages import document_page
from campaign.materials.handing.seasons import StoresOfASeason
from campaign.materials.models import StockPlace
from campaign.materials.norms.models import EventCount
from campaign.materials.norms.schemas import Basis
from campaign.materials.schemas import DocumentKind, PlaceKind
from campaign.materials.services import reverse, stop_store, transit
from campaign.relay import services as relay_services
from campaign.relay.models import Stop
from campaign.relay.schemas import MadeStop, ShiftKind
from campaign.relay.slip import queries, services
from campaign.relay.slip.schemas import SlipAct
from tests.factories import an_event
from tests.materials.stock import a_material, posted, received, store_of, store_of_region
from tests.relay.custody.batons import a_baton, today_is
from tests.relay.slip.slips import SHIFT, a_wish, slip, words


def sent(baton, place: int, due: date | None) -> tuple[int, int, int]:
    """Five pieces of the region's store under way to a stop: the place, the document and the variant by their numbers."""
    region, (variant,) = store_of_region(baton.region_id), a_material(f"m{place}")
    received(region, variant, 5)
    with unit_of_work() as session:
        way = transit(session, stop_store(session, baton.stops[place]), due).id
    return way, posted(DocumentKind.TRANSFER, region, (variant, 5, region, way)).document_id, variant


def due(way: int) -> date | None:
    db.session.expire_all()
    return db.session.scalar(select(StockPlace.due_on).where(StockPlace.id == way))


@pytest.fixture
def baton(app):
    made = a_baton()
    today_is(date(2018, 3, 20))
    return made


def test_what_is_awaited_keeps_its_distance_to_the_arrival_and_comes_back(baton):
    second, document, _variant = sent(baton, 1, date(2018, 4, 5))
    third, *_more = sent(baton, 2, None)
    seen = queries.preview(a_wish(baton, SlipAct.MOVE, 1, 3, following=SHIFT))
    (shift,) = [shift for shift in seen.plan.shifts if shift.kind is ShiftKind.STOCK]
    assert (shift.before, shift.after, shift.page) == (
        date(2018, 4, 5), date(2018, 4, 8), document_page(document),
    )  # fmt: skip
    applied = slip(seen.wish)
    assert (due(second), due(third)) == (date(2018, 4, 8), None)
    services.undo(baton.relay_id, applied.slip_id)
    assert due(second) == date(2018, 4, 5)


def test_what_has_come_stays_and_a_day_that_was_named_anew_is_not_undone(baton):
    way, _document, variant = sent(baton, 1, date(2018, 4, 5))
    store = store_of(baton.stops[1])
    posted(DocumentKind.RECEIPT, store, (variant, 2, way, store))
    applied = slip(a_wish(baton, SlipAct.MOVE, 1, 3, following=SHIFT))
    assert due(way) == date(2018, 4, 8), "three pieces are still under way"
    with unit_of_work() as session:
        session.get_one(StockPlace, way).due_on = date(2018, 4, 6)
    with pytest.raises(Conflict, match="Another day was named"):
        services.undo(baton.relay_id, applied.slip_id)
    posted(DocumentKind.RECEIPT, store, (variant, 3, way, store))
    seen = queries.preview(a_wish(baton, SlipAct.MOVE, 1, 1, following=SHIFT))
    assert [shift for shift in seen.plan.shifts if shift.kind is ShiftKind.STOCK] == []


def test_a_day_that_is_over_and_a_stop_that_leaves_are_told(baton):
    today_is(date(2018, 3, 31))
    way, document, _variant = sent(baton, 1, date(2018, 4, 1))
    received(store_of(baton.stops[1]), a_material("left")[0], 1)
    leaves = queries.preview(a_wish(baton, SlipAct.SKIP, 1))
    assert document_page(document) in [clash.page for clash in leaves.clashes]
    assert words(leaves, hard=False)[-2:] == [
        "Transfer No. 2/2018 is under way to Темиртау.", "1 material is left in the store of Темиртау.",
    ]  # fmt: skip
    earlier = queries.preview(a_wish(baton, SlipAct.MOVE, 1, -2, following=SHIFT))
    assert "Transfer No. 2/2018 would have been awaited at Темиртау on 30\u00a0March\u00a02018, which is over." in words(
        earlier
    )
    slip(leaves.wish)
    assert due(way) == date(2018, 4, 1)


def test_a_season_with_documents_stays_and_one_with_empty_stores_goes(baton):
    store = store_of(baton.stops[0])
    document = received(store, a_material("soap-x")[0], 4)
    reverse(document.document_id, "typed wrongly")
    with pytest.raises(Conflict, match="2 documents about materials name its stores"):
        relay_services.remove_season(baton.relay_id)
    other = a_baton(items=0)
    store_of(other.stops[1])
    relay_services.remove_season(other.relay_id)
    places = db.session.scalars(select(StockPlace.kind).where(StockPlace.region_id == other.region_id)).all()
    assert places == []
    assert StoresOfASeason().kits() == ()


def test_a_season_after_another_takes_over_where_stores_are_and_what_was_expected(baton):
    event = an_event(db.session.get(Stop, baton.stops[0]))
    with unit_of_work() as session:
        stop_store(session, baton.stops[0]).whereabouts = "каб. 12"
        session.add(
            EventCount(
                event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, basis=Basis.PARTICIPANT, number=120
            )
        )  # fmt: skip
    old, new = (db.session.get(Stop, baton.stops[place]) for place in (0, 1))
    made = MadeStop(new.id, new.relay_id, new.region_id, new.unit_id, new.arrives_on, new.departs_on, new.time_zone)
    with unit_of_work() as session:
        assert copy_stops(session, [(old.id, made)]) == 1
        StoresOfASeason().copy_stops(session, [(old.id, made)])
    (copy,) = db.session.scalars(select(Event).where(Event.stop_id == new.id))
    counts = db.session.execute(select(EventCount.basis, EventCount.number).where(EventCount.event_id == copy.id)).all()
    assert counts == [(Basis.PARTICIPANT, 120)]
    stored = select(StockPlace.whereabouts).where(StockPlace.stop_id == new.id, StockPlace.kind == PlaceKind.STOP)
    assert db.session.scalar(stored) == "каб. 12"
