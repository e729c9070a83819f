"""How the installation is at this moment: the database, the work that waits, who does it, room on the disk, backups, checks."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from flask import current_app
from sqlalchemy import func, select, text

from campaign.core import clock, mail, schema, settings
from campaign.core.backup import keeping
from campaign.core.db import db, unit_of_work
from campaign.core.tasks import Job, JobState

ALIVE: Final = "worker_seen"
SILENT_AFTER: Final = 150  # seconds: a beat is a quarter of a lease, and a machine may be busy
LEAST_ROOM: Final = 200 << 20  # bytes
COUNTED: dict[str, Callable[[], int]] = {}
"""What features count for the page and the metrics, by the name of the figure. Set by the registry."""


class Part(StrEnum):
    OK = "ok"
    BEHIND = "behind"
    AHEAD = "ahead"
    SILENT = "silent"
    FULL = "full"


@dataclass(frozen=True)
class State:
    """Everything at once. Sizes in bytes, ages in seconds; None where there is nothing yet."""

    database: str
    database_size: int
    revision: str | None
    migrations: Part
    worker: Part
    worker_age: float | None
    disk: Part
    disk_free: int
    jobs_waiting: int
    jobs_failed: int
    oldest_job: float | None
    letters_waiting: int
    backup: keeping.LastBackup | None
    counted: dict[str, int]

    @property
    def is_ready(self) -> bool:
        """Whether requests can be served here. Without a worker they can, so its silence is said but closes nothing."""
        return self.migrations is Part.OK and self.disk is Part.OK


def note_alive() -> None:
    """A worker says that it lives. One statement."""
    with unit_of_work() as session:
        settings.keep(session, ALIVE, clock.now().isoformat())


@cache
def _newest() -> str | None:
    """Read once: the code of a process does not change."""
    return schema.newest()


def migrations() -> tuple[str | None, Part]:
    """Where the database is, and whether the program was written for it. One statement."""
    present = db.session.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if present == _newest():
        return present, Part.OK
    return present, Part.BEHIND if present is None or schema.knows(present) else Part.AHEAD


def worker() -> tuple[float | None, Part]:
    """How long ago a worker last said that it lives. One statement."""
    seen = settings.value_of(ALIVE)
    if seen is None:
        return None, Part.SILENT
    age = (clock.now() - datetime.fromisoformat(seen)).total_seconds()
    return age, Part.OK if age < SILENT_AFTER else Part.SILENT


def disk() -> tuple[int, Part]:
    """The room on the disk of the data folder."""
    folder = Path(current_app.config["DATA_DIR"])
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return free, Part.OK if free >= LEAST_ROOM else Part.FULL


def now() -> State:
    """The state of this moment. A dozen statements, whatever the number of rows."""
    revision, at_head = migrations()
    age, alive = worker()
    free, room = disk()
    jobs = _jobs()
    return State(
        database=db.engine.dialect.name, database_size=_size(), revision=revision, migrations=at_head, worker=alive,
        worker_age=age, disk=room, disk_free=free, letters_waiting=mail.how_many_unsent(), backup=keeping.last(),
        counted={name: count() for name, count in COUNTED.items()}, **jobs,
    )  # fmt: skip


def _jobs() -> dict[str, Any]:
    """Those that wait, the age of the oldest that is due, and those that failed. One statement."""
    at = clock.now()
    waiting = func.count().filter(Job.state == JobState.WAITING)
    oldest = func.min(Job.queued_at).filter(Job.state == JobState.WAITING, Job.due_at <= at)
    row = db.session.execute(select(waiting, func.count().filter(Job.state == JobState.FAILED), oldest)).one()
    return {
        "jobs_waiting": row[0],
        "jobs_failed": row[1],
        "oldest_job": None if row[2] is None else (at - row[2]).total_seconds(),
    }


def _size() -> int:
    if db.engine.dialect.name == "postgresql":
        return int(db.session.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    asked = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    return int(db.session.execute(text(asked)).scalar_one())
