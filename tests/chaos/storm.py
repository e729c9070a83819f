"""People register while workers are killed again and again; what is left afterwards, as figures."""

import time
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from campaign.config import engine_options
from tests.chaos.importer import Importer, people_of
from tests.chaos.site import Site, Watch, prepare, wrong_things
from tests.chaos.visitors import Crowd, Journal

CAPACITIES = (20, 100_000)
MOST_SECONDS = 120  # until the number of kills is reached, on however busy a machine


@dataclass(frozen=True)
class Aftermath:
    """What a storm left. `lost` were acknowledged and are not there, `doubled` are there twice; `written` tables came in."""

    kills: int
    seconds: float
    acknowledged: int
    broken: int
    lost: set[str]
    doubled: set[str]
    statuses: Counter[int]
    silence: float
    wrong: list[Any]
    written: int = 0


def storm(
    database: str, folder: Path, *, workers: int, hands: int, kills: int, every: float, between: int, tables: int = 0
) -> Aftermath:
    """Kill the eldest worker `kills` times, not before `every` seconds and `between` acknowledgements after the last.

    The workers do queued work too, and that many tables are brought in meanwhile.
    """
    events = prepare(database, folder, list(CAPACITIES))
    journal = Journal()

    def wish(number: int) -> tuple[int, str, str]:
        return events[number % len(events)], f"Қатысушы {number}", f"+7700{number:07d}"

    settings = {"CAMPAIGN_JOBS": "1", "CAMPAIGN_JOB_LEASE": "1"} if tables else {}
    importer = Importer(database, folder, events[-1], tables)
    with Site(database, folder, workers, **settings) as site, importer if tables else nullcontext():
        with Watch(site) as watch, Crowd(site.port, hands, journal, wish):
            began = time.monotonic()
            for _ in range(kills):
                _wait(journal, every, between, began + MOST_SECONDS)
                site.kill_a_worker()
            seconds = time.monotonic() - began
            _wait(journal, every, between, began + MOST_SECONDS)
        _end(importer)
    there = names_in(database)
    doubled = {name for name, count in there.items() if count > 1}
    promised = {*journal.acknowledged, *(name for table in importer.written for name in people_of(table))}
    lost = promised - set(there)
    return Aftermath(
        site.killed, seconds, len(journal.acknowledged), journal.broken, lost, doubled, journal.statuses, watch.longest,
        wrong_things(database, folder), len(importer.written),
    )  # fmt: skip


def _end(importer: Importer) -> None:
    """Once the storm is over, what is queued is done."""
    until = time.monotonic() + MOST_SECONDS
    while not importer.is_done and time.monotonic() < until:
        time.sleep(0.1)
    if importer.failed:
        raise importer.failed[0]


def _wait(journal: Journal, every: float, between: int, until: float) -> None:
    then, wanted = time.monotonic() + every, len(journal.acknowledged) + between
    while time.monotonic() < then or (len(journal.acknowledged) < wanted and time.monotonic() < until):
        time.sleep(0.02)


def names_in(database: str) -> Counter[str]:
    """Everybody on a list, and how often."""
    engine = create_engine(database, **engine_options(database))
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT full_name FROM registrations JOIN people ON people.id = person_id"))
        found = Counter(rows.scalars())
    engine.dispose()
    return found
