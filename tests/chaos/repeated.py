"""Operations that arrive five times each, in any order and several at once: forms, what phones at a door kept, programs."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from campaign.accounts.devices.batches import Batch
from campaign.core import clock
from campaign.core.actor import NOBODY, Role, acting_as
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.core.errors import KeyReused
from campaign.events.models import Event
from campaign.people import services
from campaign.people.checkin.items import item_of
from campaign.people.checkin.models import CheckIn
from campaign.people.checkin.services import take_batch
from campaign.people.models import Registration
from campaign.people.schemas import Register
from tests.factories import a_user, an_event
from tests.factories.crowds import a_crowd, names
from tests.machine import Machine, a_token_of
from tests.people.checkin.phones import a_door, scan

TIMES, HANDS, BATCH = 5, 8, 50
Answers = dict[str, set[str]]


@dataclass(frozen=True)
class Replayed:
    """`several` operations had more than one answer; `extra` rows are there that should not; `taken` came with another body."""

    operations: int
    several: int
    extra: int
    taken: int
    wrong: int


def replay(app: Flask, count: int, seed: int = 1) -> Replayed:
    """So many operations: a tenth of programs, half of the rest forms and half scans."""
    programs, chance = count // 10, random.Random(seed)
    half = (count - programs) // 2
    event = an_event(capacity=half // 2)
    door = an_event(starts=clock.campaign_now() + timedelta(hours=1), capacity=half)
    a_crowd(door, names(half))
    codes = db.session.scalars(select(Registration.code).where(Registration.event_id == door.id)).all()
    tokens, numbers = [a_door(door, f"№ {number}")[1] for number in range(HANDS)], (event.id, door.id)
    forms = [(f"form {number}", _wish(number)) for number in range(half)]
    scans = [scan(code) for code in codes]
    phones = list(zip(tokens * len(scans), scans, strict=False))
    answers: Answers = defaultdict(set)
    _at_once(app, lambda form: _send_form(numbers[0], *form, answers), _mixed(forms, chance))
    mine: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for token, item in _mixed(phones, chance):
        mine[token].append(item)
    batches = [(token, some[at : at + BATCH]) for token, some in mine.items() for at in range(0, len(some), BATCH)]
    _at_once(app, lambda batch: _send_batch(*batch, answers), _mixed(batches, chance, 1))
    taken = _with_other_words(app, numbers[0], forms[: min(half, 100)])
    extra, more = _extra(*numbers, half), _by_programs(app, programs, chance, answers)
    return Replayed(
        len(answers), sum(len(said) > 1 for said in answers.values()), extra + more.extra, taken + more.taken,
        sum(len(outcome.wrong) for outcome in recount(["places", "waiting_list", "minors"])),
    )  # fmt: skip


def _wish(number: int) -> Register:
    return Register(f"Қатысушы {number}", f"+7700{number:07d}", 1997, "Лицей № 20", None, "kk", 1)


def _mixed(things: Sequence[Any], chance: random.Random, times: int = TIMES) -> list[Any]:
    return chance.sample([*things] * times, len(things) * times)


def _at_once(app: Flask, act: Callable[[Any], None], things: list[Any]) -> None:
    def one(thing: Any) -> None:
        with app.app_context(), acting_as(NOBODY):
            try:
                act(thing)
            finally:
                db.session.remove()

    db.session.remove()
    with ThreadPoolExecutor(HANDS) as pool:
        list(pool.map(one, things))


def _send_form(event_id: int, key: str, wish: Register, answers: Answers) -> None:
    answers[key].add(repr(services.register(event_id, wish, key)))


def _send_batch(token: str, items: list[dict[str, Any]], answers: Answers) -> None:
    said = take_batch(token, Batch(clock.now(), tuple(map(item_of, items))))
    for item, answer in zip(items, said, strict=True):
        answers[item["key"]].add(repr(answer))


@dataclass(frozen=True)
class Programs:
    """Rows too many, and operations that were taken with another body: all of them must be told 422."""

    extra: int
    taken: int


def _by_programs(app: Flask, count: int, chance: random.Random, answers: Answers) -> Programs:
    """Registrations by a machine, each with its idempotency key."""
    event_id = an_event().id
    token = a_token_of(a_user(Role.NATIONAL))
    keys, taken = list(range(count)), list[str]()

    def ask(number: int, name: str) -> TestResponse:
        wish = {"full_name": name, "phone": f"+7702{number:07d}", "birth_year": 1990, "signed": True}
        return Machine(app, token).ask("POST", f"/events/{event_id}/registrations", wish, Idempotency_Key=f"program-{number}")

    def send(number: int) -> None:
        answer = ask(number, f"Бағдарлама {number}")
        answers[f"program {number}"].add(f"{answer.status_code} {answer.get_data(as_text=True)}")

    def send_otherwise(number: int) -> None:
        answer = ask(number, "Басқа Адам")
        if (answer.status_code, answer.get_json().get("code")) != (422, "key_reused"):
            taken.append(f"program {number}")

    _at_once(app, send, _mixed(keys, chance))
    _at_once(app, send_otherwise, keys[:100])
    db.session.rollback()
    there = db.session.scalar(select(func.count()).where(Registration.event_id == event_id)) or 0
    refused = sum(not said.startswith("201 ") for key, of in answers.items() if key.startswith("program") for said in of)
    return Programs(abs(there - count) + refused, len(taken))


def _with_other_words(app: Flask, event_id: int, forms: Sequence[tuple[str, Register]]) -> int:
    """How many are taken when they come with a key that was used."""
    taken = []

    def one(form: tuple[str, Register]) -> None:
        key, wish = form
        try:
            services.register(event_id, replace(wish, full_name="Басқа Адам"), key)
        except KeyReused:
            return
        taken.append(key)

    _at_once(app, one, list(forms))
    return len(taken)


def _extra(event_id: int, door_id: int, half: int) -> int:
    db.session.rollback()
    registered = db.session.scalar(select(func.count()).where(Registration.event_id == event_id)) or 0
    inside = db.session.scalar(select(func.count()).where(CheckIn.event_id == door_id)) or 0
    most = db.session.scalar(select(Event.taken).where(Event.id == event_id)) or 0
    return abs(registered - half) + abs(inside - half) + abs(most - half // 2)
