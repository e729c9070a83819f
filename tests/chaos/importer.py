"""A coordinator who brings in one table after another while the processes that do it are killed."""

import threading
from pathlib import Path

from sqlalchemy import select

from campaign.core import crypto
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.core.tasks import OPEN, Job
from campaign.factory import create_app
from campaign.people.imports import services
from campaign.people.imports.models import Import
from campaign.people.imports.schemas import ImportState, Options, Upload
from tests.conftest import config_for

PEOPLE = 300


def people_of(table: int) -> list[str]:
    """The names in one table."""
    return [f"Кестедегі {table} {number:04d}" for number in range(PEOPLE)]


def upload(table: int) -> Upload:
    rows = [f"{name};+7705{table:03d}{number:04d}" for number, name in enumerate(people_of(table))]
    return Upload(f"{table}.csv", "\n".join(["ФИО;Телефон", *rows]).encode())


class Importer:
    """Sends tables and says yes to what was judged, anew where the work was given up; a thread until all are written."""

    def __init__(self, database: str, folder: Path, event: int, tables: int) -> None:
        self.written: set[int] = set()
        self.failed: list[BaseException] = []
        self.turns = 0
        self._app = create_app(config_for(database, folder))
        self._event, self._tables = event, tables
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> "Importer":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join(60)
        with self._app.app_context():
            db.engine.dispose()

    @property
    def is_done(self) -> bool:
        return len(self.written) == self._tables or bool(self.failed)

    def _work(self) -> None:
        try:
            with self._app.app_context(), acting_as(SYSTEM):
                numbers = {services.start(self._event, upload(table), f"table {table}"): table for table in range(self._tables)}
                while not self.is_done and not self._over.wait(0.1):
                    for number, table in numbers.items():
                        self._look_after(number, table)
                    db.session.remove()
        except BaseException as error:  # shown by whoever waits
            self.failed.append(error)

    def _look_after(self, number: int, table: int) -> None:
        imported = db.session.get_one(Import, number, populate_existing=True)
        state, job_uid = imported.state, imported.job_uid
        working = db.session.scalar(select(Job.id).where(Job.uid == job_uid, Job.state.in_(OPEN))) is not None
        db.session.rollback()
        if state is ImportState.WRITTEN:
            self.written.add(table)
        elif not working and state in {ImportState.JUDGED, ImportState.WRITING}:
            self.turns += 1
            services.commit(number, Options(), crypto.new_uid())
        elif not working and state in {ImportState.READING, ImportState.FAILED}:
            self.turns += 1
            try:
                services.remap(number, None, Options())
            except Conflict:
                return
