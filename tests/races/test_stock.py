"""Many hands in one store at once, on both databases: the last box goes to one of them, and no number is missing."""

from collections import Counter
from contextlib import suppress
from datetime import date
from itertools import count

from sqlalchemy import func, select, update

from campaign.core.actor import SYSTEM, acting_as
from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Closed, Conflict
from campaign.materials.models import StockBalance, StockDocument, StockPeriod
from campaign.materials.schemas import DocumentKind
from campaign.materials.services import holder, posting
from tests.factories import a_registration, a_relay, a_stop, an_event
from tests.materials.stock import a_material, on_hand, posted, received, store_of
from tests.races.test_registration import all_at_once

BOXES, HANDS = 12, 40


def a_shop(boxes: int = BOXES):
    """A store with so many boxes, and somebody for each pair of hands who is to get one."""
    event = an_event()
    (soap,), store = a_material("soap-x"), store_of(event.stop_id)
    received(store, soap, boxes)
    with unit_of_work() as session:
        people = [holder(session, registration_id=a_registration(event, f"Адам {n}").id).id for n in range(HANDS)]
    return event, store, soap, people


def one_box(store, soap):
    def issue(person):
        with acting_as(SYSTEM):
            try:
                posted(DocumentKind.ISSUE, store, (soap, 1, store, person))
            except Conflict:
                return False
            return True

    return issue


def numbers():
    return db.session.scalars(select(StockDocument.number).order_by(StockDocument.number)).all()


def test_forty_hands_for_twelve_boxes(either_app):
    _event, store, soap, people = a_shop()
    given = all_at_once(either_app, one_box(store, soap), people)
    assert Counter(given) == {True: BOXES, False: HANDS - BOXES}
    assert (on_hand(store, soap), sum(on_hand(person, soap) for person in people)) == (0, BOXES)
    assert list(numbers()) == list(range(1, BOXES + 2))
    assert recount(["ledger"])[0].wrong == ()


def test_two_stores_that_send_each_other_things_do_not_wait_for_each_other_forever(either_app):
    relay = a_relay()
    stores = [store_of(an_event(a_stop(relay)).stop_id) for _ in range(2)]
    variants = a_material("shirt-x", "S", "L")
    for store in stores:
        for variant in variants:
            received(store, variant, HANDS)

    def send(number):
        one, other = stores[:: 1 if number % 2 else -1]
        first, second = variants[:: 1 if number % 3 else -1]
        with acting_as(SYSTEM):
            posted(DocumentKind.TRANSFER, one, (first, 1, one, other), (second, 1, one, other))

    all_at_once(either_app, send, list(range(HANDS)))
    assert [on_hand(store, variant) for store in stores for variant in variants] == [HANDS] * 4
    assert recount(["ledger"])[0].wrong == ()


def test_nothing_comes_into_books_that_are_being_closed(either_app):
    event, store, soap, people = a_shop(HANDS)
    day, region_id = date(2018, 4, 4), event.region_id

    def dated():
        return db.session.scalar(select(func.count(StockDocument.id)).where(StockDocument.dated_on <= day))

    def turn(person):
        with acting_as(SYSTEM):
            if person is not None:
                with suppress(Closed):
                    posted(DocumentKind.ISSUE, store, (soap, 1, store, person), dated_on=day)
                return None
            with unit_of_work() as session:
                asked = select(StockPeriod).where(StockPeriod.region_id == region_id).with_for_update()
                session.scalars(asked).one().closed_through = day
                session.flush()
                return dated()

    closed_with = [count for count in all_at_once(either_app, turn, [*people[:20], None, *people[20:]]) if count is not None]
    assert closed_with == [dated()]


def test_without_the_guard_and_the_counter_the_last_box_goes_to_several(postgres_app, monkeypatch):
    """The mutant looks what is there, then writes what is left, holds no store, and draws its numbers from elsewhere. It must
    lose.
    """

    def look_then_write(session, key, quantity, places):
        row = session.scalars(select(StockBalance).where(StockBalance.place_id == key[0])).one()
        if row.on_hand < quantity:
            raise Conflict("none left")
        of_this = (StockBalance.place_id == key[0], StockBalance.variant_id == key[1])
        session.execute(update(StockBalance).where(*of_this).values(on_hand=row.on_hand - quantity))
        return row.on_hand - quantity

    _event, store, soap, people = a_shop()
    drawn = count(1_000)
    monkeypatch.setattr(posting, "_take", look_then_write)
    monkeypatch.setattr(posting, "hold_stores", lambda session, store_ids: None)
    monkeypatch.setattr(posting, "_next_number", lambda session, store_id, year: next(drawn))
    given = all_at_once(postgres_app, one_box(store, soap), people)
    assert sum(given) > BOXES
    assert recount(["ledger"])[0].wrong
