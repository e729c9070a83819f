"""Handovers: who may do which step, what is refused and how it is said, and where the items are after each."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from campaign.core import clock
from campaign.core.errors import Invalid, KeyReused
from campaign.relay.custody import queries, services
from campaign.relay.custody.schemas import (
    Condition,
    HandoverState,
    Receipt,
    Thing,
)
from campaign.relay.custody.services import along
from tests.relay.custody.batons import (
    a_baton,
    acting,
    answers,
    cancel,
    complaints,
    confirm,
    custody_is_whole,
    hand_over,
    leave,
    on,
    organizer,
    propose,
    today_is,
)


def test_items_stay_with_the_giver_until_they_leave_and_are_in_transit_until_they_are_received(either_app):
    baton = a_baton()
    first = propose(baton, baton.body, baton.stop(0))
    assert baton.holders() == ["body", "body"]
    leave(first)
    assert baton.holders() == ["transit", "transit"]
    assert queries.handover_row(first).state is HandoverState.LEFT
    confirm(first)
    assert baton.holders() == ["stop 0", "stop 0"]
    assert baton.way() == ["body", "transit", "stop 0"]
    assert custody_is_whole()


def test_without_leaving_the_receiver_may_confirm_at_once(app):
    baton = a_baton()
    hand_over(baton, baton.body, baton.stop(0))
    hand_over(baton, baton.stop(0), baton.stop(1))
    assert baton.way() == ["body", "stop 0", "stop 1"]


def test_the_last_receiver_is_a_body(app):
    baton = a_baton()
    way = [baton.body, baton.stop(0), baton.stop(1), baton.stop(2), baton.body]
    for giver, receiver in pairwise(way):
        hand_over(baton, giver, receiver)
    assert baton.way() == ["body", "stop 0", "stop 1", "stop 2", "body"]
    assert custody_is_whole()


def test_acts_are_numbered_by_year_and_region(app):
    baton = a_baton()
    first, second = hand_over(baton, baton.body, baton.stop(0)), hand_over(baton, baton.stop(0), baton.stop(1))
    numbers = [queries.handover_row(number).number for number in (first, second)]
    assert [number.rsplit("-", 1)[1] for number in numbers] == ["01", "02"]
    assert all(number.startswith("2018-T") for number in numbers)


def test_the_same_key_is_one_handover(either_app):
    baton = a_baton()
    at = clock.campaign_now()
    assert propose(baton, baton.body, baton.stop(0), key="k", at=at) == propose(
        baton, baton.body, baton.stop(0), key="k", at=at
    )
    with pytest.raises(KeyReused):
        propose(baton, baton.body, baton.stop(0), key="k", at=at + timedelta(days=1))


def test_a_stop_gives_on_the_day_on_which_it_received(app):
    baton = a_baton()
    today_is(date(2018, 4, 10))
    confirm(propose(baton, baton.body, baton.stop(0)), at=on(date(2018, 4, 10), 10))
    confirm(propose(baton, baton.stop(0), baton.stop(1)), at=on(date(2018, 4, 10), 15))
    assert baton.way() == ["body", "stop 0", "stop 1"]


def test_days_on_the_way_are_a_warning_not_a_refusal(app):
    baton = a_baton()
    today_is(date(2018, 4, 12))
    number = propose(baton, baton.body, baton.stop(0), at=on(date(2018, 4, 9)))
    leave(number, on(date(2018, 4, 9)))
    confirm(number, at=on(date(2018, 4, 12), 10))
    row = queries.handover_row(number)
    assert (row.days_on_the_way, row.days_off_plan) == (3, 10)


def test_a_missing_item_stays_with_the_giver(app):
    baton = a_baton()
    hand_over(baton, baton.body, baton.stop(0))
    number = propose(baton, baton.stop(0), baton.stop(1))
    leave(number)
    confirm(number, missing=[baton.items[1]], note="книги в машине не было")
    assert baton.holders() == ["stop 1", "stop 0"]
    assert baton.way(1) == ["body", "stop 0", "transit", "stop 0"]
    row = queries.handover_row(number)
    assert (row.differences, row.lines[1].missing, row.lines[1].note) == (2, True, "книги в машине не было")
    assert custody_is_whole()


def test_the_condition_received_is_the_condition_from_then_on(app):
    baton = a_baton(items=1)
    confirm(propose(baton, baton.body, baton.stop(0)), condition=Condition.WORN, note="потёрт край")
    (item,) = queries.items_of(baton.relay_id)
    assert item.condition is Condition.WORN
    following = queries.handover_row(propose(baton, baton.stop(0), baton.stop(1)))
    assert following.lines[0].given is Condition.WORN


def test_things_that_go_along_are_counted(app):
    baton = a_baton()
    things = (Thing("Мыло «Чистые руки»", 216, "в упаковке"), Thing("Перчатки белые, пара", 84))
    number = propose(baton, baton.body, baton.stop(0), things=things)
    row = queries.handover_row(number)
    services.confirm(number, row.version, Receipt(answers(row), (210, None)))
    row = queries.handover_row(number)
    assert [(thing.quantity, thing.received) for thing in row.things] == [(216, 210), (84, 84)]
    assert row.differences == 1


def test_what_goes_along_is_told_to_whoever_keeps_it(app, monkeypatch):
    class Store:
        told: list[object] = []

        def goes_along(self, session, giver):
            return [Thing("Мыло", 5)]

        def handed_over(self, session, handover_id, giver, receiver, things):
            self.told += [(handover_id, giver, receiver, [thing.received for thing in things])]

    monkeypatch.setattr(along, "ALONG_PORTS", [Store()])
    baton = a_baton()
    assert services.goes_along(baton.body) == (Thing("Мыло", 5),)
    number = hand_over(baton, baton.body, baton.stop(0), things=(Thing("Мыло", 5),))
    assert Store.told == [(number, baton.body, baton.stop(0), [5])]


def test_a_paper_is_typed_days_later(app):
    baton = a_baton()
    today_is(date(2018, 4, 20))
    with acting(organizer(baton)):
        number = propose(baton, baton.body, baton.stop(0), at=on(date(2018, 4, 2), 11))
        confirm(number, paper=True, at=on(date(2018, 4, 2), 11))
    (item, _) = queries.items_of(baton.relay_id)
    assert item.where.since == on(date(2018, 4, 2), 11)


def test_cancelling_brings_the_items_back_and_needs_a_reason(app):
    baton = a_baton()
    hand_over(baton, baton.body, baton.stop(0))
    number = propose(baton, baton.stop(0), baton.stop(1))
    leave(number)
    with pytest.raises(Invalid) as error:
        cancel(number, "")
    assert complaints(error) == [("reason", "needed")]
    cancel(number, "дорогу замело")
    assert baton.holders() == ["stop 0", "stop 0"]
    assert queries.handover_row(number).cancel_reason == "дорогу замело"
    hand_over(baton, baton.stop(0), baton.stop(1))
    assert baton.way() == ["body", "stop 0", "transit", "stop 0", "stop 1"]
    assert custody_is_whole()
