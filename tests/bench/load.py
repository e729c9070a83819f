"""Thirty-two people at once register and give their places back, while somebody adds up: never negative, never over."""

from __future__ import annotations

import random
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, create_engine, text

from campaign.config import engine_options
from tests import postgres
from tests.bench.measure import Case
from tests.chaos.site import Site, prepare, wrong_things
from tests.chaos.visitors import Journal, Visitor

WORKERS, HANDS = 3, 32
CAPACITIES = [1, 10, 40, 100]
ADDED_UP = text(
    "SELECT e.taken, e.capacity, (SELECT coalesce(sum(r.places), 0) FROM registrations r "
    "WHERE r.event_id = e.id AND r.state = 'confirmed') AS confirmed FROM events e"
)


@dataclass
class Auditor:
    """Adds up every event again and again, in one statement, and keeps what was ever wrong."""

    engine: Engine
    looks: int = 0
    wrong: list[str] = field(default_factory=list)

    def watch(self, over: threading.Event) -> None:
        with self.engine.connect() as connection:
            while not over.wait(0.02):
                for taken, capacity, confirmed in connection.execute(ADDED_UP):
                    if not 0 <= taken == confirmed <= capacity:
                        self.wrong.append(f"{taken} taken, {confirmed} confirmed of {capacity}")
                self.looks += 1
                connection.rollback()


def coming_and_going(port: int, hand: int, events: list[int], journal: Journal, until: float) -> int:
    """One pair of hands: register, and every other time give the place back; how many came and went."""
    chance, moves = random.Random(hand), 0
    while time.monotonic() < until:
        visitor = Visitor(port, journal)
        number = hand * 10_000 + moves
        place = visitor.send(visitor.open_form(chance.choice(events), f"Қатысушы {number}", f"+7701{number:07d}"))
        moves += bool(place)
        if place and chance.random() < 0.5:
            moves += visitor.cancel(place)
        visitor.leave()
    return moves


def measured(name: str, database: str, quick: bool) -> list[Case]:
    seconds, journal, moves = 3 if quick else 60, Journal(), []
    with tempfile.TemporaryDirectory() as folder:
        address = database or f"sqlite:///{folder}/test.db"
        events = prepare(address, Path(folder), CAPACITIES)
        auditor, over = Auditor(create_engine(address, **engine_options(address))), threading.Event()
        with Site(address, Path(folder), WORKERS) as site:
            until = time.monotonic() + seconds
            hands = [
                threading.Thread(target=lambda n=n: moves.append(coming_and_going(site.port, n, events, journal, until)))
                for n in range(HANDS)
            ]
            watching = threading.Thread(target=auditor.watch, args=(over,))
            for thread in (*hands, watching):
                thread.start()
            for thread in hands:
                thread.join()
            over.set()
            watching.join()
        auditor.engine.dispose()
        wrong = wrong_things(address, Path(folder))
    done = len(moves) == HANDS and sum(moves) > 0
    slowest = sorted(journal.seconds)[int(len(journal.seconds) * 0.99)] if journal.seconds else None
    return [
        Case(f"added up {auditor.looks} times, {name}", len(auditor.wrong), "wrong", goal="none", reached=not auditor.wrong),
        Case(f"came and went in {seconds} s, {name}", sum(moves), "moves", goal="nobody gave up", reached=done),
        Case(f"errors and 503, {name}", journal.errors, "answers", goal="none", reached=journal.errors == 0),
        Case(f"page and form, 99 of 100, {name}", slowest, "s"),
        Case(f"adalzhol check, {name}", len(wrong), "wrong", goal="none", reached=not wrong),
    ]


def cases(quick: bool) -> list[Case]:
    found = measured("SQLite", "", quick)
    with postgres.fresh_database() as address:
        return [*found, *measured("PostgreSQL", address, quick)]
