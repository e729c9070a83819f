"""What `post` lets through, what it refuses, and what it leaves behind."""

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Closed, Conflict, Invalid, Refused
from campaign.materials.models import StockDocument, StockLine, StockPlace
from campaign.materials.schemas import DocumentKind, PlaceKind
from campaign.materials.services import holder, reverse, transit
from tests.factories import a_registration, a_relay, a_stop, an_event
from tests.materials.stock import a_material, books_closed, on_hand, place_outside, posted, received, store_of, store_of_region


def test_a_receipt_an_issue_and_its_reversal_carry_balances_and_numbers(either_app):
    event = an_event()
    (soap,), store = a_material("soap-x"), store_of(event.stop_id)
    first = received(store, soap, 10)
    with unit_of_work() as session:
        person = holder(session, registration_id=a_registration(event, "Айша").id).id
    second = posted(DocumentKind.ISSUE, store, (soap, 4, store, person), (soap, 2, store, person), event_id=event.id)
    assert (first.number, second.number, on_hand(store, soap), on_hand(person, soap)) == (1, 2, 4, 6)
    lines = db.session.scalars(
        select(StockLine).where(StockLine.document_id == second.document_id).order_by(StockLine.position)
    )
    assert [(line.source_left, line.target_left) for line in lines] == [(6, 4), (4, 6)]
    third = reverse(second.document_id, "typed wrongly")
    assert (third.number, on_hand(store, soap), on_hand(person, soap)) == (3, 10, 0)
    with pytest.raises(Conflict):
        reverse(second.document_id, "again")
    with pytest.raises(Conflict):
        reverse(third.document_id, "the other way")


def test_nobody_takes_more_than_there_is_and_nothing_of_it_is_kept(either_app):
    event = an_event()
    (soap,), store = a_material("soap-x"), store_of(event.stop_id)
    received(store, soap, 3)
    lost = place_outside(event.region_id, PlaceKind.LOST)
    with pytest.raises(Conflict, match="only 3 left"):
        posted(DocumentKind.LOSS, store, (soap, 2, store, lost), (soap, 2, store, lost))
    assert on_hand(store, soap) == 3
    assert posted(DocumentKind.LOSS, store, (soap, 3, store, lost)).number == 2


def test_a_move_that_cannot_be_is_told_by_its_line(app):
    relay = a_relay()
    event, other = an_event(a_stop(relay)), an_event(a_stop(relay))
    (soap,), store = a_material("soap-x"), store_of(event.stop_id)
    supplier, foreign = place_outside(event.region_id), store_of(other.stop_id)
    with unit_of_work() as session:
        stranger = holder(session, registration_id=a_registration(other, "Айша").id).id
    for kind, move in (
        (DocumentKind.TRANSFER, (soap, 1, store, store)),
        (DocumentKind.RECEIPT, (soap, 0, supplier, store)),
        (DocumentKind.RECEIPT, (999, 1, supplier, store)),
        (DocumentKind.ISSUE, (soap, 1, supplier, store)),
        (DocumentKind.ISSUE, (soap, 1, store, stranger)),
        (DocumentKind.RECEIPT, (soap, 1, supplier, foreign)),
        (DocumentKind.TRANSFER, (soap, 1, foreign, store)),
    ):
        with pytest.raises(Invalid) as told:
            posted(kind, store, move)
        assert [problem.field for problem in told.value.problems] == ["moves-0"]


def test_closed_books_days_to_come_and_other_peoples_stores_are_refused(app):
    event = an_event()
    (soap,), store = a_material("soap-x"), store_of(event.stop_id)
    move = (soap, 1, place_outside(event.region_id), store)
    with pytest.raises(Invalid):
        posted(DocumentKind.RECEIPT, store, move, dated_on=date(2019, 1, 1))
    books_closed(event.region_id, date(2018, 3, 31))
    with pytest.raises(Closed):
        posted(DocumentKind.RECEIPT, store, move, dated_on=date(2018, 3, 31))
    posted(DocumentKind.RECEIPT, store, move, dated_on=date(2018, 4, 1))
    grants = (Grant(Role.STOP, region_id=event.region_id, stop_id=event.stop_id + 1000),)
    with acting_as(Actor(user_id=1, grants=grants, scope=scope_of(grants))), pytest.raises(Refused):
        posted(DocumentKind.RECEIPT, store, move)
    assert store_of_region(event.region_id) != store


def test_a_coordinator_sends_things_to_another_stop_but_puts_nothing_into_its_store(app):
    relay = a_relay()
    event, other = an_event(a_stop(relay)), an_event(a_stop(relay))
    (soap,), store, foreign = a_material("soap-x"), store_of(event.stop_id), store_of(other.stop_id)
    received(store, soap, 5)
    done = posted(DocumentKind.TRANSFER, store, (soap, 2, store, foreign))
    grants = (Grant(Role.STOP, region_id=event.region_id, stop_id=event.stop_id),)
    with unit_of_work() as session:
        way = transit(session, session.get_one(StockPlace, foreign), None).id
    with acting_as(Actor(user_id=1, grants=grants, scope=scope_of(grants))):
        posted(DocumentKind.TRANSFER, store, (soap, 1, store, way))
        for act in (
            lambda: posted(DocumentKind.TRANSFER, store, (soap, 1, store, foreign)),
            lambda: reverse(done.document_id, "it is ours"),
        ):
            with pytest.raises(Refused):
                act()
    assert (on_hand(store, soap), on_hand(foreign, soap)) == (2, 2)


def test_a_document_is_taken_back_whole_also_what_its_book_does_not_show(app):
    """What an event of the whole region had and lost stands at no stop: its coordinator does not see that line."""
    event = an_event()
    (soap,), store, lost = a_material("soap-x"), store_of(event.stop_id), place_outside(event.region_id, PlaceKind.LOST)
    received(store, soap, 5)
    with unit_of_work() as session:
        person = holder(session, registration_id=a_registration(event, "Айша").id)
        person.stop_id = None
        person_id = person.id
    posted(DocumentKind.ISSUE, store, (soap, 5, store, person_id))
    back = posted(DocumentKind.RETURN, store, (soap, 2, person_id, store), (soap, 3, person_id, lost))
    grants = (Grant(Role.STOP, region_id=event.region_id, stop_id=event.stop_id),)
    with acting_as(Actor(user_id=1, grants=grants, scope=scope_of(grants))):
        reverse(back.document_id, "typed wrongly")
    assert (on_hand(store, soap), on_hand(person_id, soap)) == (0, 5)


def test_the_database_keeps_what_was_posted(either_app):
    event = an_event()
    (soap,), store = a_material("soap-x"), store_of(event.stop_id)
    received(store, soap, 3)
    for act in (
        "UPDATE stock_lines SET quantity = 4", "DELETE FROM stock_lines", "UPDATE stock_documents SET number = 7",
        "DELETE FROM stock_documents", "UPDATE stock_balances SET on_hand = -1",
    ):  # fmt: skip
        with pytest.raises(DatabaseError), unit_of_work() as session:
            session.execute(text(act))
    with unit_of_work() as session:
        session.execute(text("UPDATE stock_documents SET event_id = NULL, note = ''"))
    assert db.session.scalars(select(StockDocument.number)).all() == [1]
