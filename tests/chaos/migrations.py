"""The database moves between versions: down and up a step at a time on a season, and an upgrade that is killed ten times."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from campaign.config import ROOT, engine_options
from campaign.core.db import Base, db
from campaign.core.schema import alembic_config, current, newest, upgrade_to
from campaign.factory import create_app
from tests.chaos.site import environment
from tests.conftest import config_for

MOST_SECONDS = 300


@dataclass
class Steps:
    """Down, up and down again through every migration. `changed` names tables whose rows were not the same afterwards."""

    migrations: int = 0
    rows: int = 0
    changed: list[str] = field(default_factory=list)
    different: list[Any] = field(default_factory=list)


@contextmanager
def _opened(database: str, folder: Path) -> Iterator[None]:
    with create_app(config_for(database, folder)).app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def counted() -> dict[str, int]:
    """How many rows each table has."""
    with db.engine.connect() as connection:
        tables = set(inspect(connection).get_table_names()) - {"alembic_version"}
        return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in sorted(tables)}


def differences() -> list[Any]:
    """Between the tables and the models."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def down_and_up(database: str, folder: Path, least: int) -> Steps:
    """From the newest down to migration `least`, each taken back, made again and taken back, on what a season left."""
    found = Steps()
    with _opened(database, folder):
        found.rows = sum(counted().values())
        chain = [revision.revision for revision in ScriptDirectory.from_config(alembic_config()).walk_revisions()]
        for name in chain[: len(chain) - least + 1]:
            command.downgrade(alembic_config(), "-1")
            before = counted()
            command.upgrade(alembic_config(), "+1")
            after = counted()
            found.changed += [f"{name}: {table}" for table, rows in before.items() if after.get(table) != rows]
            found.migrations += 1
            command.downgrade(alembic_config(), "-1")
        upgrade_to("head")
        found.different = differences()
    return found


@dataclass(frozen=True)
class Killed:
    """`places` are the versions at which it was killed."""

    places: list[str]
    reached: bool
    different: list[Any]
    changed: list[str]


def upgrade_under_kills(database: str, folder: Path, back_to: str, kills: int) -> Killed:
    """A season taken back to an old version, then brought up by `adalzhol database upgrade`, killed again and again.

    Where it is quicker than whoever kills it, it is taken back once more: so many kills there are.
    """
    before = _taken_back(database, folder, back_to)
    chance, places, until = random.Random(1), list[str](), time.monotonic() + MOST_SECONDS
    while len(places) < kills and time.monotonic() < until:
        if not (left := _left(database)):
            _taken_back(database, folder, back_to)
            continue
        one = _upgrade(database, folder)
        wait = Wait(database, one)
        wait.until_moved(left // (kills - len(places) + 1))
        time.sleep(chance.random() * 0.02)
        if one.poll() is None:
            places.append(wait.version())
            os.killpg(one.pid, signal.SIGKILL)
        one.wait()
        wait.close()
    last = _upgrade(database, folder)
    reached = last.wait(MOST_SECONDS) == 0
    with _opened(database, folder):
        reached = reached and current() == newest()
        after = counted()
        changed = [table for table, rows in before.items() if after.get(table, -1) < rows]  # what ships is added
        return Killed(places, reached, differences(), changed)


def _taken_back(database: str, folder: Path, back_to: str) -> dict[str, int]:
    """How many rows each table has there."""
    with _opened(database, folder):
        command.downgrade(alembic_config(), back_to)
        return counted()


def _upgrade(database: str, folder: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-c", "from campaign.factory import cli; cli()", "database", "upgrade"]
    return subprocess.Popen(
        words, cwd=ROOT, env=environment(database, folder), start_new_session=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def _left(database: str) -> int:
    """How many migrations there are to go."""
    chain = sorted(path.stem for path in (ROOT / "migrations/versions").glob("*.py"))
    wait = Wait(database)
    wait.close()
    return len(chain) - 1 - chain.index(wait.first)


class Wait:
    """Looks at the version again and again, by one connection: a look takes less than a migration."""

    def __init__(self, database: str, process: subprocess.Popen[bytes] | None = None) -> None:
        self._process = process
        self._engine = create_engine(database, **engine_options(database))
        self._connection = self._engine.connect()
        self.first = self.version()

    def version(self) -> str:
        found = str(self._connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
        self._connection.rollback()
        return found

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()

    def until_moved(self, steps: int) -> None:
        """Until so many migrations more are done, or the process ended."""
        assert self._process is not None
        until, first = time.monotonic() + MOST_SECONDS, int(self.first[:4])
        while self._process.poll() is None and int(self.version()[:4]) < first + steps and time.monotonic() < until:
            time.sleep(0.001)
