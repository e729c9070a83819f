"""A table of people brought in: the whole way from XLSX to committed rows, against the ORM row by row and the engine alone.

CPU counts the child that reads the file and, on PostgreSQL, the server's processes. The ORM gets the rows of the same reader
and judge, and fewer of them: its cost grows with the rows, so it is scaled up in proportion. The engine's own
insert writes the very rows that an import left, finished and sealed, into the same tables with their indexes (COPY on
PostgreSQL, executemany on SQLite).
"""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter
from sqlalchemy import select, text

from campaign.config import Config, fresh_key
from campaign.core import clock, crypto
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.schema import upgrade_to
from campaign.core.text import fold
from campaign.events.models import Event
from campaign.events.services import take_place
from campaign.factory import create_app
from campaign.people.imports import doing, reports, services
from campaign.people.imports.judging import JudgedRow
from campaign.people.imports.schemas import Options
from campaign.people.models import Organisation, Person, Registration, phone_index
from campaign.people.schemas import RegistrationState, Source
from campaign.sheets.reading import read_file, with_errors
from tests import postgres
from tests.bench.engines import spent
from tests.bench.invented import people
from tests.bench.measure import REFERENCE, Case, Figures, calibrate, cpu, in_child, medians
from tests.factories import a_role, an_event

KEY = b"k" * 32
HEAD = ("ФИО", "Телефон", "Организация", "Роль", "Год рождения", "Эл. почта", "Язык", "Примечание")
TABLES = (Organisation, Person, Registration)
OPTIONS = Options(create_organisations=True)


def write_table(path: Path, count: int, wrong: bool) -> None:
    """So many invented people in a sheet of eight columns; `wrong`: something in each row."""
    chance = random.Random(3)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Лист1")
        sheet.write_row(0, 0, HEAD)
        for number, (_place, name, organisation, _role, _phone, _year, _sign, note) in enumerate(people(count), 1):
            phone = 12_345 if wrong and number % 2 else 87_010_000_000 + number
            role = chance.choice(("", "қатысушы", "вручает мыло"))
            year = "давно" if wrong and not number % 2 else chance.randrange(1950, 2000)
            address = f"u{number}@example.kz"
            sheet.write_row(number, 0, (name, phone, organisation, role, year, address, chance.choice(("каз", "рус")), note))


def build(url: str) -> None:
    """The tables, and one event with a role."""
    with _app(url):
        upgrade_to("head")
        a_role(an_event(), "вручает мыло")
        db.session.remove()
        db.engine.dispose()


@contextmanager
def _app(url: str) -> Iterator[None]:
    app = create_app(Config(fresh_key(), KEY, KEY, url, Path("unused"), default_language="kk", testing=True))
    with app.app_context(), acting_as(SYSTEM):
        clock.set_shift(clock.DEMO_START - clock.now())
        yield


@contextmanager
def _fresh(kind: str) -> Iterator[str]:
    if kind == "postgresql":
        with postgres.fresh_database(build) as url:
            yield url
        return
    folder = tempfile.mkdtemp()
    try:
        build(f"sqlite:///{folder}/bench.db")
        yield f"sqlite:///{folder}/bench.db"
    finally:
        shutil.rmtree(folder)


def ours(kind: str, path: str) -> Figures:
    """The whole way: reading in the child, judging, planning, writing, committing."""
    with _fresh(kind) as url, _app(url):
        event = db.session.scalars(select(Event.id)).one()
        db.session.rollback()
        began = spent(kind)
        brought = services.bring_in(event, read_file(Path(path)), OPTIONS)
        figures = {"cpu": spent(kind) - began, "rows": float(brought.plan.counts.created)}
        _ensure_counted(brought.plan.counts.created)
        db.session.remove()
        db.engine.dispose()
    return figures


def naive(kind: str, path: str) -> Figures:
    """Read and judge as we do; look for each person, add them and a registration sealed as ours, take a place; one commit."""
    with _fresh(kind) as url, _app(url):
        event = doing.event_to_fill(db.session.scalars(select(Event.id)).one())
        began = spent(kind)
        found = doing.survey(event, read_file(Path(path)), None, OPTIONS)
        db.session.rollback()
        roles = {fold(words): role.id for role in event.roles for words in role.name.as_dict().values()}
        with unit_of_work() as session:
            for number, row in enumerate(found.judged.rows, 1):
                _add(session, event, row, number, roles.get(row.role))
        figures = {"cpu": spent(kind) - began, "rows": float(len(found.judged.rows))}
        _ensure_counted(len(found.judged.rows))
        db.session.remove()
        db.engine.dispose()
    return figures


def _ensure_counted(count: int) -> None:
    """Raises RuntimeError when the event does not say that so many have a place: then the work was not the same."""
    if (taken := db.session.scalar(select(Event.taken))) != count:
        raise RuntimeError(f"{count} people came, the event counts {taken}")


def _add(session: Any, event: Any, row: JudgedRow, number: int, role_id: int | None) -> None:
    same = (Person.region_id == event.region_id, Person.phone_index == phone_index(row.phone), Person.name_key == row.name_key)
    person = session.scalars(select(Person).where(*same)).one_or_none()
    if person is None:
        person = Person(uid=crypto.new_uid(), region_id=event.region_id, made_at=clock.now(), language=row.language)
        person.rename(row.full_name)
        person.phone, person.birth_year = row.phone, row.birth_year
        person.organisation_id = _organisation(session, event.region_id, row)
        session.add(person)
        session.flush()
    here = (Registration.event_id == event.id, Registration.person_id == person.id)
    if session.scalars(select(Registration).where(*here)).one_or_none() is None:
        registration = Registration(
            uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, person_id=person.id,
            role_id=role_id, state=RegistrationState.CONFIRMED, source=Source.IMPORT, queue_number=number,
            code=crypto.new_code(), language=row.language, note=row.note, made_at=clock.campaign_now(),
        )  # fmt: skip
        registration.email = row.email
        registration.issue(1)
        registration.sort_as(row.full_name)
        session.add(registration)
        session.flush()
        take_place(session, event.id, role_id, 1)


def _organisation(session: Any, region_id: int, row: JudgedRow) -> int:
    same = (Organisation.region_id == region_id, Organisation.name_key == row.organisation_key)
    organisation = session.scalars(select(Organisation).where(*same)).one_or_none()
    if organisation is None:
        organisation = Organisation(region_id=region_id)
        organisation.rename(row.organisation)
        session.add(organisation)
        session.flush()
    return int(organisation.id)


def floor(kind: str, path: str) -> Figures:
    """The rows that an import left, put into a fresh database as they are, in one transaction."""
    with _fresh(kind) as url, _app(url):
        event = db.session.scalars(select(Event.id)).one()
        services.bring_in(event, read_file(Path(path)), OPTIONS)
        rows = {table: _as_stored(table) for table in (services.Import, *TABLES)}
        db.session.remove()
        db.engine.dispose()
    with _fresh(kind) as url, _app(url):
        began = spent(kind)
        with unit_of_work() as session:
            for table, stored in rows.items():
                _put(session.connection(), table.__tablename__, list(table.__table__.c.keys()), stored)
        figures = {"cpu": spent(kind) - began, "rows": float(len(rows[Registration]))}
        db.session.remove()
        db.engine.dispose()
    return figures


def _as_stored(table: Any) -> list[tuple[Any, ...]]:
    columns = ", ".join(table.__table__.c.keys())
    found = db.session.execute(text(f"SELECT {columns} FROM {table.__tablename__} ORDER BY id"))
    return [tuple(json.dumps(cell) if isinstance(cell, dict) else cell for cell in row) for row in found]


def _put(connection: Any, table: str, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    names = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", rows)
        return
    with connection.connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def report(path: str) -> Figures:
    """Everything that is wrong with each row: read, judged, compared with the database, written into a copy of the sheet."""
    with _fresh("sqlite") as url, _app(url):
        event = db.session.scalars(select(Event.id)).one()
        began = cpu()
        upload = read_file(Path(path))
        found = doing.survey(doing.event_to_fill(event), upload, None, OPTIONS)
        made = doing.planned(db.session(), found, OPTIONS)
        sum(map(len, reports.written(services.Report(), made.errors, made.lines)))
        with_errors(found.table, found.reading.head_row, made.errors, "What is wrong", found.reading.columns)
        figures = {"cpu": cpu() - began, "errors": float(len(made.errors))}
        db.session.remove()
    return figures


def prepare(folder: str, name: str, count: int, wrong: bool) -> Figures:
    write_table(Path(folder, name), count, wrong)
    return {}


def cases(quick: bool) -> list[Case]:
    count, few, rounds = (2_000, 300, 1) if quick else (100_000, 2_000, 3)
    with tempfile.TemporaryDirectory() as folder:
        for name, rows, wrong in (("all", count, False), ("few", few, False), ("wrong", count // 20, True)):
            in_child(prepare, folder, f"{name}.xlsx", rows, wrong)
        jobs: dict[str, Any] = {"calibration": (calibrate,), "report": (report, f"{folder}/wrong.xlsx")}
        for kind in ("sqlite", "postgresql"):
            jobs[f"{kind} ours"] = (ours, kind, f"{folder}/all.xlsx")
            jobs[f"{kind} floor"] = (floor, kind, f"{folder}/all.xlsx")
            jobs[f"{kind} naive"] = (naive, kind, f"{folder}/few.xlsx")
        found = medians(jobs, rounds)
    judged = [case for kind in ("sqlite", "postgresql") for case in _judged(found, kind, count, few)]
    full = found["report"]["cpu"] * REFERENCE / found["calibration"]["cpu"]
    errors = f"{count // 20:,} rows, {found['report']['errors']:,.0f} errors, scaled"
    return [*judged, Case(errors, full, "cpu s", ratio=full, goal="< 3 s", reached=full < 3)]


def _judged(found: dict[str, Figures], kind: str, count: int, few: int) -> list[Case]:
    mine, engine = found[f"{kind} ours"]["cpu"], found[f"{kind} floor"]["cpu"]
    row_by_row = found[f"{kind} naive"]["cpu"] * count / few
    against, above = row_by_row / mine, mine / engine
    return [
        Case(f"{count:,} into {kind} (ORM: {few:,} scaled)", mine, "cpu s", naive=row_by_row, ratio=against,
             goal="≥ 15× naive", reached=against >= 15),
        Case(f"{count:,} into {kind}", mine, "cpu s", floor=engine, ratio=above, goal="≤ 3× engine", reached=above <= 3),
    ]  # fmt: skip
