"""Two hundred people want fifty places at one moment, over HTTP from three workers, again and again, on both databases."""

from __future__ import annotations

import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from sqlalchemy import create_engine, text

from campaign.config import engine_options
from tests import postgres
from tests.bench.measure import Case
from tests.chaos.site import Site, prepare, wrong_things
from tests.chaos.visitors import Journal, Visitor

WORKERS = 3
NAIVE = "tests.chaos.naive:naive()"
LINE = text("SELECT state, queue_number FROM registrations WHERE event_id = :event ORDER BY queue_number")
COMMITS = text(
    "SELECT r.queue_number FROM registrations r JOIN audit_entries a ON a.thing_id = r.id AND a.thing = 'registration' "
    "WHERE r.event_id = :event AND a.act = 'people.registered' ORDER BY a.id"
)


def rush(port: int, event: int, people: int, journal: Journal) -> None:
    """Everybody has the form filled in before the first sends it."""
    together = Barrier(people)

    def one(number: int) -> None:
        visitor = Visitor(port, journal)
        form = visitor.open_form(event, f"Қатысушы {event} {number}", f"+7700{event:03d}{number:04d}")
        visitor.leave()  # the server would, while everybody gets ready
        together.wait()
        visitor.send(form)
        visitor.leave()

    with ThreadPoolExecutor(people) as pool:
        list(pool.map(one, range(people)))


def lines(database: str, events: list[int]) -> tuple[list[Counter[str]], int]:
    """How many of each event are in each state, and how many events' lines are not the order of commit."""
    engine = create_engine(database, **engine_options(database))
    found, wrong = [], 0
    with engine.connect() as connection:
        for event in events:
            rows = connection.execute(LINE, {"event": event}).all()
            commits = connection.execute(COMMITS, {"event": event}).scalars().all()
            found.append(Counter(row.state for row in rows))
            places_first = [row.state for row in rows] == sorted(row.state for row in rows)  # confirmed before waiting
            wrong += not places_first or list(commits) != [row.queue_number for row in rows]
    engine.dispose()
    return found, wrong


def race(database: str, folder: Path, runs: int, people: int, places: int, app: str) -> tuple[list[Counter[str]], int, Journal]:
    """That many rushes at one site, each for an event of its own."""
    journal = Journal()
    events = prepare(database, folder, [places] * runs)
    with Site(database, folder, WORKERS, app) as site:
        for event in events:
            rush(site.port, event, people, journal)
    return *lines(database, events), journal


def overbooked(database: str, folder: Path, people: int, places: int) -> int:
    """How many places the naive program gives."""
    found, _wrong, _journal = race(database, folder, 1, people, places, NAIVE)
    return found[0]["confirmed"]


def measured(name: str, database: str, naive_database: str, quick: bool) -> list[Case]:
    runs, people, places = (2, 40, 10) if quick else (20, 200, 50)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        naive = None if quick else overbooked(_in(naive_database, other), Path(other), people, places)
        ours = _in(database, folder)
        found, unordered, journal = race(ours, Path(folder), runs, people, places, "app:app")
        wrong = wrong_things(ours, Path(folder))
    most = max(counter["confirmed"] for counter in found)
    exact = all(counter == {"confirmed": places, "waiting": people - places} for counter in found)
    of = f"{people} for {places} × {runs}, {name}"
    guard = [] if naive is None else [
        Case(f"the program without the guard, {name}", naive, "people", goal=f"> {places}", reached=naive > places)
    ]  # fmt: skip
    return [
        *guard,
        Case(of, most, "people", naive=naive, goal=f"exactly {places}", reached=exact),
        Case(f"lines not in the order of commit, {name}", unordered, "lines", goal="none", reached=unordered == 0),
        Case(f"errors and 503, {name}", journal.errors, "answers", goal="none", reached=journal.errors == 0),
        Case(f"adalzhol check, {name}", len(wrong), "wrong", goal="none", reached=not wrong),
    ]


def _in(database: str, folder: str) -> str:
    return database or f"sqlite:///{folder}/test.db"


def cases(quick: bool) -> list[Case]:
    found = measured("SQLite", "", "", quick)
    with postgres.fresh_database() as ours, postgres.fresh_database() as naive:
        return [*found, *measured("PostgreSQL", ours, naive, quick)]
