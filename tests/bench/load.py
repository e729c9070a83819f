"""Thirty-two at once register and give their places back, or issue from one shelf, while somebody adds up what there is."""

from __future__ import annotations

import random
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, TextClause, create_engine, text

from campaign.config import engine_options
from tests import postgres
from tests.bench.measure import Case
from tests.chaos.clerks import Desk, aftermath, fill
from tests.chaos.site import Site, prepare, wrong_things
from tests.chaos.visitors import Journal, Visitor

WORKERS, HANDS = 3, 32
CAPACITIES = [1, 10, 40, 100]
PLACES = text(
    "SELECT id, taken, confirmed, capacity FROM (SELECT e.id, e.taken, e.capacity, (SELECT coalesce(sum(r.places), 0) "
    "FROM registrations r WHERE r.event_id = e.id AND r.state = 'confirmed') AS confirmed FROM events e) AS counted "
    "WHERE NOT (taken = confirmed AND taken BETWEEN 0 AND capacity)"
)
STOCK = text(
    "SELECT place_id, variant_id, on_hand, moved FROM (SELECT b.place_id, b.variant_id, b.on_hand, "
    "(SELECT coalesce(sum(l.quantity), 0) FROM stock_lines l WHERE l.target_id = b.place_id AND l.variant_id = b.variant_id) - "
    "(SELECT coalesce(sum(l.quantity), 0) FROM stock_lines l WHERE l.source_id = b.place_id AND l.variant_id = b.variant_id) "
    "AS moved FROM stock_balances b) AS counted WHERE on_hand < 0 OR on_hand <> moved"
)
NUMBERS = text("SELECT store_id FROM stock_documents GROUP BY store_id, year HAVING max(number) <> count(*)")


@dataclass
class Auditor:
    """Adds up everything again and again, each time in one statement, and keeps what was ever wrong."""

    engine: Engine
    statements: tuple[TextClause, ...]
    looks: int = 0
    wrong: list[str] = field(default_factory=list)

    def watch(self, over: threading.Event) -> None:
        with self.engine.connect() as connection:
            while not over.wait(0.02):
                for statement in self.statements:
                    self.wrong += [str(tuple(row)) for row in connection.execute(statement)]
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


def _engine(address: str) -> Engine:
    return create_engine(address, **engine_options(address))


def measured(name: str, database: str, quick: bool) -> list[Case]:
    seconds, journal, moves = 3 if quick else 60, Journal(), []
    with tempfile.TemporaryDirectory() as folder:
        address = database or f"sqlite:///{folder}/test.db"
        events = prepare(address, Path(folder), CAPACITIES)
        auditor, over = Auditor(_engine(address), (PLACES,)), threading.Event()
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


def issued(name: str, database: str, quick: bool) -> list[Case]:
    """Clerks at one shelf, which is empty before everybody has something."""
    people, pieces, seconds = (150, 100, 5) if quick else (6_000, 1_000, 60)
    journal = Journal()
    with tempfile.TemporaryDirectory() as folder:
        address = database or f"sqlite:///{folder}/test.db"
        shelf = fill(address, Path(folder), people, pieces)
        auditor, over = Auditor(_engine(address), (STOCK, NUMBERS)), threading.Event()
        watching = threading.Thread(target=auditor.watch, args=(over,))
        with Site(address, Path(folder), WORKERS) as site, Desk(site.port, HANDS, journal, shelf) as desk:
            watching.start()
            desk.wait(seconds)
        over.set()
        watching.join()
        auditor.engine.dispose()
        left = aftermath(address, Path(folder), journal, 0.0)
    right = left.acknowledged == pieces or (left.acknowledged < pieces and not left.lost)
    return [
        Case(f"stock added up {auditor.looks} times, {name}", len(auditor.wrong), "wrong", goal="none",
             reached=not auditor.wrong),
        Case(f"issued of {pieces:,} in {seconds} s, {name}", left.acknowledged, "pieces", goal=f"≤ {pieces:,}", reached=right),
        Case(f"lost or twice, {name}", len(left.lost | left.doubled), "people", goal="none",
             reached=not left.lost | left.doubled),
        Case(f"errors and 503 of clerks, {name}", journal.errors, "answers", goal="none", reached=journal.errors == 0),
        Case(f"adalzhol check after issuing, {name}", len(left.wrong), "wrong", goal="none", reached=not left.wrong),
    ]  # fmt: skip


def cases(quick: bool) -> list[Case]:
    found = []
    for act in (measured, issued):
        found += act("SQLite", "", quick)
        with postgres.fresh_database() as address:
            found += act("PostgreSQL", address, quick)
    return found
