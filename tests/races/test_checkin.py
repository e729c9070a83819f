"""Sixteen phones scan one person at the same moment, on both databases; and a mutant that the test sees count twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import func, select, text

from campaign.accounts.devices.batches import Batch
from campaign.core import clock, crypto
from campaign.core.actor import NOBODY, acting_as
from campaign.core.db import db
from campaign.people.checkin.items import item_of
from campaign.people.checkin.models import CheckIn, CheckInScan
from campaign.people.checkin.services import scanning, take_batch
from tests.factories import a_phone, a_registration, an_event
from tests.people.checkin.phones import a_door, scan, walk_in

HANDS = 16


def sent_at_once(app: Flask, sendings: list[tuple[str, list[dict[str, Any]]]]) -> list[list[str]]:
    """What each sending was told, all sent by real threads at the same moment."""
    together = Barrier(len(sendings))

    def one(sending: tuple[str, list[dict[str, Any]]]) -> list[str]:
        token, items = sending
        with app.app_context(), acting_as(NOBODY):
            try:
                batch = Batch(clock.now(), tuple(map(item_of, items)))
                together.wait()
                return [answer.outcome.value for answer in take_batch(token, batch)]
            finally:
                db.session.remove()

    db.session.remove()
    with ThreadPoolExecutor(len(sendings)) as pool:
        return list(pool.map(one, sendings))


def at_a_door(people: int = 1, phones: int = HANDS) -> tuple[list[str], list[str]]:
    """The tokens of so many phones at one door, and the codes of those who come."""
    event = an_event(starts=clock.campaign_now() + timedelta(hours=1))
    return [a_door(event, f"№ {number}")[1] for number in range(phones)], [a_registration(event).code for _ in range(people)]


def counted() -> int:
    return db.session.scalar(select(func.count()).where(CheckIn.undone_at.is_(None))) or 0


def test_sixteen_scans_of_one_person_count_once(either_app):
    tokens, codes = at_a_door()
    heard = sent_at_once(either_app, [(token, [scan(codes[0])]) for token in tokens])
    assert Counter(outcome for (outcome,) in heard) == {"in": 1, "already": 15}
    assert counted() == 1
    kept = db.session.execute(select(CheckInScan.outcome, func.count()).group_by(CheckInScan.outcome)).all()
    assert {outcome.value: count for outcome, count in kept} == {"in": 1, "already": 15}


def test_batches_that_overlap_in_any_order_wait_for_each_other_and_count_once(either_app):
    tokens, codes = at_a_door(people=12, phones=8)
    name, phone = "Қасымов Ғани", a_phone()
    turned = [codes[turn:] + codes[:turn] for turn in range(8)]
    sendings = [
        (token, [walk_in(name, phone), *map(scan, some), walk_in(name, phone)])
        for token, some in zip(tokens, turned, strict=True)
    ]
    again = [(token, items) for token, items in sendings[:4]]  # the answer was lost on the way: sent anew, at the same time
    heard = sent_at_once(either_app, sendings + again)
    assert counted() == 13
    assert db.session.scalar(select(func.count()).select_from(CheckInScan)) == 8 * 14
    assert heard[8:] == heard[:4], "the same keys have the same answers"
    assert Counter(outcome for told in heard[:8] for outcome in told) == {"in": 13, "already": 8 * 14 - 13}


def test_without_the_rule_of_the_table_they_are_counted_more_than_once(either_app, monkeypatch):
    """The mutant looks whether somebody is in, then adds: what every naive program does. It must lose."""
    tokens, codes = at_a_door(phones=4)
    db.session.execute(text("DROP INDEX uq_check_ins_stands"))
    db.session.commit()
    event_id = db.session.execute(text("SELECT max(id) FROM events")).scalar_one()
    looked = scanning.by_code(db.session(), event_id, [crypto.code_hash(codes[0])])  # as all four did before any of them wrote
    monkeypatch.setattr(scanning, "by_code", lambda _session, _event_id, _hashes: looked)
    assert sent_at_once(either_app, [(token, [scan(codes[0])]) for token in tokens]) == [["in"]] * 4
    assert counted() == 4
