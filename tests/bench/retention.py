"""Retention: a season of people whose term is over, erased batch by batch, and how long others wait for it meanwhile.

Everybody has a phone, a letter that was queued to them and a row on a printed roster. Times are CPU seconds of the process and
of the database's server, scaled to the reference machine; of one batch, between its begin and its commit, those of the process.
The naive way is the erasure of one after the other, as a coordinator does it, measured on some of them.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import event as listening
from sqlalchemy import func, select

from campaign.core import mail, prints
from campaign.core.db import Base, db, unit_of_work
from campaign.core.schema import load_shipped, upgrade_to
from campaign.events.models import Event
from campaign.people.models import Person, Registration
from campaign.people.privacy.finding import family_of
from campaign.people.privacy.schemas import ERASED, ErasureWay
from campaign.people.privacy.services import due, run
from campaign.people.privacy.services.erasing import after_erasing, erase_people
from tests import postgres
from tests.bench.engines import spent
from tests.bench.measure import REFERENCE, Case, calibrate, in_child
from tests.bench.restore import machine
from tests.factories import an_event
from tests.factories.crowds import a_crowd, names

PEOPLE, ROSTERS, ONE_BY_ONE = 10_000, 20, 10
BAR, WAIT = 60.0, 1.0
AFTER = date(2030, 1, 1)
APART = {
    "erasures",
    "retention_runs",
    "audit_entries",
    "audit_blocks",
    "audit_heads",
    "kept_files",
    "kept_parts",
    "tally_marks",
}


def fill(count: int) -> None:
    """An event with so many people, each with a letter, and their rosters."""
    upgrade_to("head")
    load_shipped()
    event = an_event()
    a_crowd(event, names(count))
    asked = select(Registration.id, Registration.code, Person).join(Person, Person.id == Registration.person_id)
    people = db.session.execute(asked.order_by(Registration.id)).all()
    for first in range(0, count, count // ROSTERS):
        _papers(event, people[first : first + count // ROSTERS])


def _papers(event: Event, people: Sequence[Any]) -> None:
    with unit_of_work() as session:
        for number, _code, _person in people:
            mail.queue(session, "people.link", "kk", registration_id=number)
        rows = [{"code": code, "name": person.full_name, "phone": person.phone} for _number, code, person in people]
        prints.freeze(
            session, kind="roster", subject_id=event.id, region_id=event.region_id, stop_id=event.stop_id, language="ru",
            rows=len(rows), content={"rows": rows},
        )  # fmt: skip


def sums() -> dict[str, int]:
    tables = [table for table in Base.metadata.sorted_tables if table.name not in APART]
    return {table.name: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def measured(database: str, folder: str, count: int) -> dict[str, Any]:
    kind = "postgresql" if database.startswith("postgresql") else "sqlite"
    with machine(database, folder):
        fill(count)
        before = sums()
        db.session.rollback()
        began = spent(kind)
        one_by_one()
        naive = (spent(kind) - began) / ONE_BY_ONE
        waits: list[float] = []
        _watch(waits)
        began = spent(kind)
        erased = run(AFTER, lambda _line: None)
        took = spent(kind) - began
        left = db.session.scalar(select(func.count(Person.id)).where(Person.full_name != ERASED)) or 0
        return {
            "took": took, "naive": naive * count, "longest": max(waits), "batches": len(waits), "left": left,
            "changed": [name for name, rows in sums().items() if rows != before[name]], "erased": erased,
        }  # fmt: skip


def one_by_one() -> None:
    for person_id in [number for group in due(AFTER) for number in group.person_ids][:ONE_BY_ONE]:
        with unit_of_work() as session:
            who = erase_people(session, family_of(session, [person_id]), ErasureWay.TERM)
        after_erasing([who], clean=False)


def _watch(waits: list[float]) -> None:
    """What each transaction costs from its begin to its commit: on SQLite that long nobody else writes."""
    began: dict[int, float] = {}

    @listening.listens_for(db.engine, "begin")
    def _begun(connection: Any) -> None:
        began[id(connection.connection.dbapi_connection)] = time.process_time()

    @listening.listens_for(db.engine, "commit")
    def _over(connection: Any) -> None:
        waits.append(time.process_time() - began.get(id(connection.connection.dbapi_connection), time.process_time()))


def drill(name: str, database: str, folder: str, count: int) -> list[Case]:
    scale = REFERENCE / in_child(calibrate)["cpu"]
    found = in_child(measured, database, folder, count)
    took = found["took"] * scale
    people = f"{found['erased']:,} people whose term is over, {name}"
    bar = BAR * count / PEOPLE
    return [
        Case(people, took, "cpu s", naive=found["naive"] * scale, goal=f"< {bar:.0f} s", reached=took < bar),
        Case(f"longest unit of work of {found['batches']}, {name}", found["longest"] * scale, "cpu s", goal=f"< {WAIT:.0f} s",
             reached=found["longest"] * scale < WAIT),
        Case(f"names left, {name}", found["left"], "people", goal="none", reached=not found["left"]),
        Case(f"tables with another number of rows, {name}", len(found["changed"]), "tables", goal="none",
             reached=not found["changed"]),
    ]  # fmt: skip


def cases(quick: bool) -> list[Case]:
    count, found = 1_000 if quick else PEOPLE, []
    with tempfile.TemporaryDirectory() as folder:
        found += drill("SQLite", f"sqlite:///{folder}/campaign.db", folder, count)
    with postgres.fresh_database() as database, tempfile.TemporaryDirectory() as folder:
        found += drill("PostgreSQL", database, folder, count)
    return found
