"""The door under attack: nonsense, forgeries, other doors, links that are withdrawn, floods."""

import json
import secrets
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from campaign.accounts.devices import queries, services
from campaign.accounts.devices.schemas import MOST_ITEMS, DevicePurpose
from campaign.core import clock, crypto
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.people.checkin.models import CheckIn, CheckInScan
from tests.factories import a_phone, a_registration, an_event
from tests.people.checkin.phones import Phone, a_door, scan, walk_in


@pytest.fixture
def event(app):
    return an_event(starts=clock.campaign_now() + timedelta(hours=1))


@pytest.fixture
def phone(app, event):
    return Phone(app, a_door(event)[1])


def kept() -> tuple[int, int]:
    db.session.rollback()
    return tuple(db.session.scalar(select(func.count()).select_from(table)) for table in (CheckInScan, CheckIn))


NO_BATCHES = (
    b"", b"\xff\xfe", b"{", b"[]", b"null", b'{"items": 7}', b'{"items": [7]}', b'{"items": [{}]}', b"[" * 50_000,
    b'{"items": [{"key": "short"}]}', b'{"items": [{"key": "' + b"k" * 41 + b'"}]}', b'{"items": [{"key": null}]}',
    json.dumps({"items": [scan("x")] * 51}).encode(), b'{"items": [' + b"9" * 5000 + b"]}",
)  # fmt: skip
NO_ITEMS = (
    ({"kind": "dance"}, "malformed"),
    ({}, "malformed"),
    ({"kind": "scan", "h": "ZZZZ"}, "malformed"),
    ({"kind": "scan", "h": ["a"]}, "bad_code"),
    ({"kind": "scan", "code": {"a": "\ud800"}}, "bad_code"),
    ({"kind": "scan", "code": "Я" * 10_000}, "bad_code"),
    ({"kind": "walk_in", "name": "\ud800\u202e\x00", "phone": "1", "birth_year": 1}, "bad_name"),
    ({"kind": "walk_in", "name": "Ә" * 121, "phone": "1", "birth_year": 1}, "bad_name"),
    ({"kind": "walk_in", "name": "Сейтова Әлия", "phone": 8.7, "birth_year": 1990}, "bad_phone"),
    ({"kind": "walk_in", "name": "Сейтова Әлия", "phone": "8 701 555 01 23", "birth_year": True}, "bad_year"),
    ({"kind": "walk_in", "name": "Сейтова Әлия", "phone": "8 701 555 01 23", "birth_year": "٢٠٠٠"}, "bad_year"),
    ({"kind": "walk_in", "name": "Сейтова Әлия", "phone": "8 701 555 01 23", "birth_year": "0000"}, "bad_year"),
)
CLOCKS = ("yesterday", 12, None, "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "1970-01-01")


def test_what_is_no_batch_is_told_so_and_nothing_is_kept(phone):
    for body in NO_BATCHES:
        answer = phone.post(body, language="kk")
        assert (answer.status_code, answer.get_json()["error"]) == (422, "malformed"), body[:60]
        assert answer.get_json()["message"] != ""
    assert kept() == (0, 0)


def test_an_item_that_cannot_be_is_refused_alone_and_kept(event, phone):
    fine = scan(a_registration(event).code)
    answers = phone.send(*({"key": crypto.new_uid(), **item} for item, _code in NO_ITEMS), fine)
    assert [(answer["outcome"], answer["code"]) for answer in answers[:-1]] == [("refused", code) for _item, code in NO_ITEMS]
    assert "" not in {answer["why"] for answer in answers[:-1]}
    assert (answers[-1]["outcome"], kept()) == ("in", (len(NO_ITEMS) + 1, 1))


def test_a_clock_that_says_nothing_lets_in_all_the_same(event, phone):
    items = [scan(a_registration(event, f"Гость {number}").code) | {"at": at} for number, at in enumerate(CLOCKS)]
    assert phone.outcomes(*items) == [("in", "")] * len(CLOCKS)


def test_a_name_of_a_megabyte_is_too_large(phone):
    answer = phone.post({"items": [walk_in("Ә" * 2**20, a_phone())]})
    assert (answer.status_code, answer.get_json()["error"], kept()) == (413, "too_large", (0, 0))


def test_ten_thousand_forged_tokens_open_nothing(app, phone):
    real = phone.token
    forged = {secrets.token_urlsafe(24) for _ in range(5_000)}
    forged |= {real[:place] + char + real[place + 1 :] for place in range(len(real)) for char in crypto.ALPHABET + "_-abcdef"}
    forged |= {real[:-1], real + "A", real.upper(), real.lower(), "", " ", "A" * 900}
    forged |= {crypto.derived_token("device.check_in", crypto.new_uid(), 1) for _ in range(10_000 - len(forged))}
    accepted = 0
    for token in forged - {real}:
        try:
            queries.device_with(DevicePurpose.CHECK_IN, token)
            accepted += 1
        except NotFound:
            pass
    assert (accepted, len(forged) > 9_000) == (0, True)
    assert Phone(app, "x" * 32).post({"items": []}).get_json()["error"] == "not_found"


def test_a_link_withdrawn_while_a_batch_is_on_its_way_takes_none_of_it(app, event):
    device_id, token = a_door(event)
    phone, guests = Phone(app, token), [a_registration(event, f"Гость {number}").code for number in range(4)]
    phone.send(scan(guests[0]))
    services.withdraw(device_id)
    answer = phone.post({"items": [scan(code) for code in guests]})
    assert (answer.status_code, answer.get_json()["error"], kept()) == (410, "withdrawn", (1, 1))


def test_a_write_from_another_site_is_refused_though_it_needs_no_token(phone):
    assert phone.post({"items": []}, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_link_takes_no_flood(event, phone):
    db.session.execute(text("UPDATE device_links SET sent = :sent"), {"sent": MOST_ITEMS - 1})
    db.session.commit()
    assert phone.post({"items": [scan(a_registration(event).code)]}).status_code == 200
    answer = phone.post({"items": [scan(a_registration(event).code)]})
    assert (answer.status_code, answer.headers["Retry-After"], kept()) == (429, "3600", (1, 1))
