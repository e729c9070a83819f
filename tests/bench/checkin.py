"""Letting people in at the door on PostgreSQL under gunicorn, beside the least application that marks somebody as come."""

from __future__ import annotations

import json
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import text

from campaign.config import Config, fresh_key
from campaign.core import clock, crypto, settings
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.schema import load_shipped, upgrade_to
from campaign.factory import create_app
from campaign.people.models import Registration
from tests import postgres
from tests.bench import mini
from tests.bench.measure import Case
from tests.bench.serving import Browser, Served, beside, medians_of, served
from tests.factories import a_relay, a_role, a_stop, an_event
from tests.factories.crowds import a_crowd, names
from tests.people.checkin.phones import a_door

BATCH = 50
AT_ONCE = 16


@dataclass
class Stage:
    """Both applications, answering; the addresses of our phones, and the codes of those who have not come yet."""

    ours: Served
    mini: Served
    doors: list[str]
    codes: list[str]


@contextmanager
def stage(people: int) -> Iterator[Stage]:
    """Both on databases of one server, which ends with the process."""
    with tempfile.TemporaryDirectory() as name, postgres.fresh_database() as own, postgres.fresh_database() as other:
        folder = Path(name)
        keys = {"CAMPAIGN_SECRET_KEY": fresh_key(), "CAMPAIGN_DATA_KEY": fresh_key(), "CAMPAIGN_BACKUP_KEY": fresh_key()}
        environment = {**keys, "CAMPAIGN_SQLALCHEMY_DATABASE_URI": own, "CAMPAIGN_DATA_DIR": name}
        doors, codes = _prepare(Config.from_environment(environment), people)
        mini.build(other, people)
        with (
            served("campaign.factory:create_app()", own, folder, environment) as ours,
            served("tests.bench.mini:from_environment()", other, folder, {mini.DATABASE: other}) as bare,
        ):
            yield Stage(ours, bare, doors, codes)


def _prepare(config: Config, people: int) -> tuple[list[str], list[str]]:
    """An event of today with so many people, and sixteen phones at its doors."""
    app = create_app(config)
    with app.app_context(), acting_as(SYSTEM):
        upgrade_to("head")
        load_shipped()
        with unit_of_work() as session:
            settings.start_clock(session, clock.DEMO_START)
        event = an_event(a_stop(a_relay()), starts=clock.campaign_now() + timedelta(hours=2))
        a_crowd(event, names(people), [a_role(event, "вручает мыло"), a_role(event, "распорядитель")])
        doors = [f"/field/checkin/{a_door(event, f'Телефон {number}')[1]}/batch" for number in range(AT_ONCE)]
        codes = list(db.session.scalars(db.select(Registration.code).order_by(Registration.id)))
        db.session.execute(text("ANALYZE"))  # as the server does by itself within a minute
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return doors, codes


def _items(codes: list[str]) -> str:
    at = clock.now().isoformat()
    items = [{"key": crypto.new_uid(), "kind": "scan", "h": crypto.code_hash(code), "at": at} for code in codes]
    return json.dumps({"device": crypto.new_uid(), "sent_at": at, "items": items})


def _scan(browser: Browser, door: str, codes: list[str]) -> None:
    browser.send(door, _items(codes), expect=200)


def _mini_scan(browser: Browser, number: int) -> None:
    browser.post(f"/checkin/{number}", {}, expect=200)


def _mini_many(browser: Browser, first: int) -> None:
    browser.send("/checkin", urlencode([("number", first + place) for place in range(BATCH)]), expect=200)


def costs(at: Stage, times: int, begin: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """CPU of a scan with a key, ours and mini's in turn, and of one of a batch; everybody comes for the first time.

    `begin` is the first of mini's people.
    """
    ours, bare, batches = Browser(at.ours.port), Browser(at.mini.port), max(times // 10, 4)
    one = beside(
        (at.ours, lambda turn: _scan(ours, at.doors[turn % AT_ONCE], [at.codes.pop()])),
        (at.mini, lambda turn: _mini_scan(bare, begin + turn)), times,
    )  # fmt: skip
    many = beside(
        (at.ours, lambda turn: _scan(ours, at.doors[turn % AT_ONCE], _some(at.codes))),
        (at.mini, lambda turn: _mini_many(bare, begin + times + turn * BATCH)), batches,
    )  # fmt: skip
    return one, (many[0] / BATCH, many[1] / BATCH)


def _some(codes: list[str]) -> list[str]:
    return [codes.pop() for _place in range(BATCH)]


def rush(at: Stage) -> Counter[str]:
    """What sixteen phones are told that scan one person at the same moment."""
    code, heard, gate = at.codes.pop(), Counter[str](), threading.Barrier(AT_ONCE)

    def phone(door: str) -> None:
        browser = Browser(at.ours.port)
        gate.wait()
        content = browser.answer(door, _items([code]))
        heard.update([json.loads(content)["results"][0]["outcome"]])

    threads = [threading.Thread(target=phone, args=(door,)) for door in at.doors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard


def cases(quick: bool) -> list[Case]:
    times, rounds = (40, 1) if quick else (300, 5)
    each = times + max(times // 10, 4) * BATCH
    with stage(each * (rounds + 1) + 100) as at:
        costs(at, times, 1)  # both have answered before
        taken = [costs(at, times, 1 + each * turn) for turn in range(1, rounds + 1)]
        heard = [rush(at) for _turn in range(2 if quick else 10)]
    ones, many = zip(*taken, strict=True)
    across = [(batch[0], one[1]) for one, batch in taken]
    once = all(told == {"in": 1, "already": AT_ONCE - 1} for told in heard)
    return [
        _beside("one scan with a key", ones, 2.5),
        _beside(f"a scan of a batch of {BATCH}", across, 1),
        _beside(f"the same beside a batch of {BATCH} of mini", many, None),
        Case(
            f"{AT_ONCE} scans of one person at once", float(once), "told rightly", ratio=heard[0]["in"],
            goal="once in, 15 times already", reached=once,
        ),
    ]  # fmt: skip


def _beside(name: str, rounds: Sequence[tuple[float, float]], most: float | None) -> Case:
    ours, bare, ratio = medians_of(rounds)
    goal, reached = ("", None) if most is None else (f"≤ {most}× mini", ratio <= most)
    return Case(name, ours * 1000, "cpu ms", bare * 1000, ratio=ratio, goal=goal, reached=reached)
