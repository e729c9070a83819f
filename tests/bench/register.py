"""Registering on PostgreSQL under gunicorn with two workers, beside the least application that registers at all."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import psutil

from campaign.config import Config, fresh_key
from campaign.core import clock, crypto, settings
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.schema import load_shipped, upgrade_to
from campaign.factory import create_app
from campaign.people.models import Person
from tests import postgres
from tests.bench import mini
from tests.bench.invented import people
from tests.bench.measure import Case
from tests.bench.serving import Act, Browser, Served, beside, cost, medians_of, percentile, served
from tests.factories import a_relay, a_role, a_stop, an_event

CLIENTS = 32
_numbers = count(1)


@dataclass
class Stage:
    """Both applications, answering; the number of our event and the people it knows with an address."""

    ours: Served
    mini: Served
    event: int
    known: list[tuple[str, str]]


@contextmanager
def stage(known: int) -> Iterator[Stage]:
    """Both on databases of one server, which ends with the process."""
    with tempfile.TemporaryDirectory() as name, postgres.fresh_database() as own, postgres.fresh_database() as other:
        folder = Path(name)
        keys = {"CAMPAIGN_SECRET_KEY": fresh_key(), "CAMPAIGN_DATA_KEY": fresh_key(), "CAMPAIGN_BACKUP_KEY": fresh_key()}
        environment = {**keys, "CAMPAIGN_SQLALCHEMY_DATABASE_URI": own, "CAMPAIGN_DATA_DIR": name}
        event, people_known = _prepare(Config.from_environment(environment), known)
        mini.build(other, 0)
        with (
            served("campaign.factory:create_app()", own, folder, environment) as ours,
            served("tests.bench.mini:from_environment()", other, folder, {mini.DATABASE: other}) as bare,
        ):
            yield Stage(ours, bare, event, people_known)


def _prepare(config: Config, known: int) -> tuple[int, list[tuple[str, str]]]:
    """An event with roles that is open, in a campaign, and people of its region whose address is known."""
    app = create_app(config)
    with app.app_context(), acting_as(SYSTEM):
        upgrade_to("head")
        load_shipped()
        with unit_of_work() as session:
            settings.start_clock(session, clock.DEMO_START)
        event = an_event(a_stop(a_relay()), capacity=1_000_000)
        for role in ("вручает мыло", "распорядитель", "фотограф"):
            a_role(event, role)
        facts = [(row[1], f"+7702{number:07d}") for number, row in enumerate(people(known), 1)]
        db.session.add_all(_person(event.region_id, *fact) for fact in facts)
        db.session.commit()
        number = event.id
        db.session.remove()
        db.engine.dispose()
    return number, facts


def _person(region_id: int, name: str, phone: str) -> Person:
    person = Person(uid=crypto.new_uid(), region_id=region_id, birth_year=1990, language="kk", made_at=clock.now())
    person.rename(name)
    person.phone, person.email = phone, f"{phone}@example.org"
    return person


def our_form(name: str, phone: str) -> dict[str, str]:
    """What somebody types; the page's hidden fields come along by themselves."""
    facts = {"full_name": name, "phone": phone, "birth_year": "1990", "organisation": "Лицей № 20", "agree": "y"}
    return {**facts, "operation_key": crypto.new_uid()}


def somebody() -> tuple[str, str]:
    """A name and a number nobody had before."""
    number = next(_numbers)
    return _names()[number % 1000], f"+7701{number:07d}"


@cache
def _names() -> list[str]:
    return [row[1] for row in people(1000)]


def mini_form() -> dict[str, str]:
    name, phone = somebody()
    last, first = name.split()[:2]
    return {"first_name": first, "last_name": last, "email": f"{phone}@example.org", "phone": phone, "city": "Теміртау"}


def costs(at: Stage, times: int) -> dict[str, tuple[float, float]]:
    """CPU of every act of ours and of mini's beside it."""
    ours, bare = Browser(at.ours.port), Browser(at.mini.port)
    path = f"/events/{at.event}/register"
    ours.get(path)
    post = at.mini, lambda _turn: bare.post("/event/1", mini_form())
    acts: dict[str, tuple[Act, tuple[Served, Act]]] = {
        "page": (lambda _turn: ours.get(path), (at.mini, lambda _turn: bare.get("/event/1"))),
        "POST of somebody new": (lambda _turn: ours.post(path, our_form(*somebody())), post),
        "POST with a queued letter": (lambda _turn: ours.post(path, our_form(*at.known.pop())), post),
    }
    return {name: beside((at.ours, act), other, times) for name, (act, other) in acts.items()}


def journey(browser: Browser, path: str) -> None:
    """One person on their own phone: the form, sending it, the answer with the ticket."""
    browser.get(path)
    browser.get(browser.post(path, our_form(*somebody())))


def rush(at: Stage, journeys: int) -> tuple[float, list[float]]:
    """Journeys a second, and how long each took, with all clients at once. Wall clock: the clients' own work is in it."""
    path, taken, left = f"/events/{at.event}/register", [], iter(range(journeys))

    def client() -> None:
        for _turn in left:
            began = time.monotonic()
            journey(Browser(at.ours.port), path)
            taken.append(time.monotonic() - began)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(taken) / (time.monotonic() - began), taken


def cases(quick: bool) -> list[Case]:
    times, rounds, journeys = (20, 1, 60) if quick else (200, 3, 1200)
    with stage(times * (rounds + 1)) as at:
        costs(at, max(times // 4, 10))  # both have answered before
        taken = [costs(at, times) for _round in range(rounds)]
        path = f"/events/{at.event}/register"
        whole = cost(at.ours, lambda _turn: journey(Browser(at.ours.port), path), times * rounds)
        speed, lasted = rush(at, journeys)
    clients, slowest = f"{CLIENTS} clients, {psutil.cpu_count()} cores", percentile(lasted, 0.99)
    return [
        *(_judged(name, [turn[name] for turn in taken]) for name in taken[0]),
        Case("journey", whole * 1000, "cpu ms", goal="≤ 1/7 of Indico's"),
        Case(clients, speed, "journeys/s", ratio=speed, goal="≥ 40 a second", reached=speed >= 40),
        Case(clients, slowest, "s, p99", ratio=slowest, goal="< 1.2 s", reached=slowest < 1.2),
    ]


def _judged(name: str, rounds: list[tuple[float, float]]) -> Case:
    ours, bare, ratio = medians_of(rounds)
    return Case(name, ours * 1000, "cpu ms", bare * 1000, ratio=ratio, goal="≤ 2.5× mini", reached=ratio <= 2.5)
