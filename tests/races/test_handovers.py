"""Two people at once over one handover, or one item, on both databases; and mutants that show that the tests can see it."""

from collections import Counter
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db
from campaign.core.errors import CampaignError
from campaign.relay.custody import queries, services
from campaign.relay.custody.models import BatonItem, CustodyEntry, Handover
from campaign.relay.custody.schemas import Receipt
from campaign.relay.custody.services import confirming, items, moving, proposing
from tests.races.test_registration import all_at_once
from tests.races.test_stock_waits import one_then_other, slowly
from tests.relay.custody.batons import a_baton, an_item, answers, custody_is_whole, propose

HANDS = 8


def outcome(act: Any) -> str:
    """What became of it: done, or the name of what stood in the way."""
    with acting_as(SYSTEM):
        try:
            act()
        except CampaignError as error:
            db.session.rollback()
            return type(error).__name__
        return "done"


def test_of_eight_who_confirm_at_once_one_does(either_app):
    baton = a_baton()
    number = propose(baton, baton.body, baton.stop(0))
    row = queries.handover_row(number)
    receipt = Receipt(answers(row))
    acts = [lambda: services.confirm(number, row.version, receipt)] * HANDS
    found = Counter(all_at_once(either_app, outcome, acts))
    assert found["done"] == 1
    assert found["done"] + found["Stale"] + found["Closed"] == HANDS
    assert baton.way() == ["body", "stop 0"]
    assert custody_is_whole()


def test_leaving_confirming_and_cancelling_at_once_is_one_of_them(either_app):
    baton = a_baton()
    number = propose(baton, baton.body, baton.stop(0))
    row = queries.handover_row(number)
    acts = [
        lambda: services.leave(number, row.version),
        lambda: services.confirm(number, row.version, Receipt(answers(row))),
        lambda: services.cancel(number, row.version, "буран"),
    ] * 3
    found = Counter(all_at_once(either_app, outcome, acts))
    assert found["done"] == 1
    assert set(found) <= {"done", "Stale", "Closed"}
    assert custody_is_whole()


def test_an_item_proposed_by_eight_at_once_is_promised_once(either_app):
    baton = a_baton()
    acts = [lambda: propose(baton, baton.body, baton.stop(0))] * HANDS
    found = Counter(all_at_once(either_app, outcome, acts))
    assert found["done"] == 1
    assert found["done"] + found["Stale"] + found["Invalid"] == HANDS
    assert len(db.session.scalars(select(Handover.id)).all()) == 1
    assert custody_is_whole()


def all_looking_first(app, monkeypatch, number: int) -> Counter[str]:
    """The mutant of `step`: everybody looks at the state first, then writes it, which is what a naive program does."""
    row = queries.handover_row(number)
    receipt, together = Receipt(answers(row)), Barrier(HANDS)

    def look_then_write(session: Any, handover: Handover, version: int, states: Any, **values: Any) -> None:
        session.execute(update(Handover).where(Handover.id == handover.id).values(**values))

    def confirm() -> None:
        assert queries.handover_row(number).is_open
        db.session.rollback()
        together.wait()
        services.confirm(number, row.version, receipt)

    monkeypatch.setattr(moving, "step", look_then_write)
    monkeypatch.setattr(confirming, "judge_receipt", lambda *_given: None)
    return Counter(all_at_once(app, outcome, [confirm] * HANDS))


def test_without_the_guard_a_handover_is_confirmed_more_than_once(either_app, monkeypatch):
    baton = a_baton()
    number = propose(baton, baton.body, baton.stop(0))
    found = all_looking_first(either_app, monkeypatch, number)
    assert found["done"] > 1 or found["Crossed"], "a mutant that nobody notices tests nothing"


def test_without_the_guard_an_item_is_promised_to_more_than_one(either_app, monkeypatch):
    baton = a_baton()
    together = Barrier(HANDS)

    def just_take(session: Any, item_ids: Any, handover_id: int) -> None:
        session.execute(update(BatonItem).where(BatonItem.id.in_(item_ids)).values(handover_id=handover_id))

    def propose_together() -> None:
        together.wait()
        propose(baton, baton.body, baton.stop(0))

    monkeypatch.setattr(moving, "promise", just_take)
    monkeypatch.setattr(proposing, "judge_order", lambda *_given: False)
    found = Counter(all_at_once(either_app, outcome, [propose_together] * HANDS))
    assert found["done"] > 1


def test_the_database_itself_refuses_a_second_open_entry(either_app):
    baton = a_baton()
    (entry,) = db.session.scalars(select(CustodyEntry).where(CustodyEntry.item_id == baton.items[0])).all()
    twin = CustodyEntry(
        item_id=entry.item_id, relay_id=entry.relay_id, region_id=entry.region_id, number=1, holder=entry.holder,
        body_id=entry.body_id, since=entry.since,
    )  # fmt: skip
    db.session.add(twin)
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_two_items_of_one_inventory_number_are_told_apart(postgres_app, monkeypatch):
    baton, of = a_baton(), {"inventory": "ИНВ-77"}
    slowly(monkeypatch, items, "_judge")
    assert one_then_other(postgres_app, *[lambda: an_item(baton, 7, **of)] * 2) == ["done", "invalid"]
