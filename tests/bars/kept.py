"""What lies in the database in the clear, and what the linter says of the code."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import Base, db
from campaign.core.sealed import SealedText
from campaign.factory import create_app
from tests import postgres
from tests.bars.bar import NEITHER, SQLITE, Bar, Measured, Reached, Tests
from tests.bench.measure import ROOT
from tests.conftest import config_for, load_demo_into


def static_rules(database: str, quick: bool) -> Reached:
    """The linter's security rules over the program itself."""
    command = [sys.executable, "-m", "ruff", "check", "--select", "S", "--output-format", "json", "campaign", "app.py"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    found = json.loads(done.stdout)
    files = sum(1 for _path in (ROOT / "campaign").rglob("*.py"))
    return Reached(f"{len(found)} findings in {files} files", not found)


def readable_phones(database: str, quick: bool) -> Reached:
    """The digits of every phone of a season, looked for in all that the database keeps."""
    with tempfile.TemporaryDirectory() as folder:
        if database == SQLITE:
            return _phones_in(f"sqlite:///{folder}/test.db", Path(folder))
        with postgres.fresh_database() as address:
            return _phones_in(address, Path(folder))


def _phones_in(address: str, folder: Path) -> Reached:
    load_demo_into(address)
    with create_app(config_for(address, folder)).app_context(), acting_as(SYSTEM):
        digits = {phone[-10:].encode() for phone in _phones(db.session()) if len(phone) > 10}  # not 112
        db.session.remove()
        db.engine.dispose()
    kept = _file(folder) if address.startswith("sqlite") else _dump(address)
    seen = [number for number in digits if number in kept]
    return Reached(f"{len(seen)} of {len(digits):,} phones readable in {len(kept) >> 20} MB", bool(digits) and not seen)


def _phones(session: Session) -> list[str]:
    """Of people, guardians, drivers, whoever is responsible: each property of a row that is a phone."""
    named = [
        (mapper.class_, name)
        for mapper in Base.registry.mappers
        for name, value in vars(mapper.class_).items()
        if name.endswith("phone") and isinstance(value, property | SealedText)
    ]
    return [getattr(row, name) for table, name in named for row in session.scalars(select(table))]


def _file(folder: Path) -> bytes:
    """The file and whatever SQLite keeps beside it."""
    return b"".join(path.read_bytes() for path in folder.glob("test.db*"))


def _dump(address: str) -> bytes:
    """Every table as the server copies it out."""
    parts = []
    with psycopg.connect(address.replace("postgresql+psycopg", "postgresql")) as connection, connection.cursor() as cursor:
        for table in Base.metadata.sorted_tables:
            with cursor.copy(f'COPY "{table.name}" TO STDOUT') as copy:  # type: ignore[arg-type]
                parts += [bytes(block) for block in copy]
    return b"".join(parts)


BARS = (
    Bar("static rules", Measured(static_rules), databases=NEITHER, shows=("none",), why="read, not run"),
    Bar("sealed", Measured(readable_phones), part="phones and guardians of a season", shows=("phones", "guardians")),
    Bar(
        "sealed",
        Tests(
            "tests/people/minors/test_pages.py::test_a_guardian_is_nowhere_in_the_clear",
            "tests/core/test_db.py::test_a_sealed_phone_cannot_be_read_in_the_database",
            "tests/people/photos/test_photos.py::test_bytes_lie_sealed_and_go_with_the_photo",
        ),
        part="the file and its log, photos", databases=(SQLITE,), shows=("guardians",),
        why="PostgreSQL has no such file: see the dump above",
    ),
    Bar(
        "content policy", Tests("tests/browser/test_every_page.py"), part="a crawl by each role", databases=(SQLITE,),
        shows=("inline", "crawl", "connections"), why="pages are made alike of either; the demo of the crawl lies in SQLite",
    ),
    Bar(
        "content policy", Tests("tests/house/test_templates.py::test_nothing_is_inline"), part="templates", databases=NEITHER,
        shows=("inline",), why="read, not run",
    ),
)  # fmt: skip
