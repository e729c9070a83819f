"""Ten thousand operations, of forms, phones and programs, five times each in any order, on both databases."""

from __future__ import annotations

import tempfile
from pathlib import Path

from campaign.accounts.tokens import services
from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db, unit_of_work
from campaign.core.schema import upgrade_to
from campaign.people.services import load_shipped
from tests import postgres
from tests.bench.measure import Case
from tests.chaos.repeated import replay
from tests.conftest import built_app
from tests.web.api.fuzzing import unlimited

COUNT = 10_000


def measured(name: str, database: str, quick: bool) -> list[Case]:
    count = 100 if quick else COUNT
    services.PER_MINUTE = unlimited()  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as folder:
        app = built_app(database or f"sqlite:///{folder}/test.db", Path(folder))
        with app.app_context():
            set_actor(SYSTEM)
            upgrade_to("head")
            with unit_of_work() as session:
                load_shipped(session)
            left = replay(app, count)
            db.session.remove()
            db.engine.dispose()
    of = f"{left.operations:,} operations five times, {name}"
    return [
        Case(f"{of}: with several answers", left.several, "operations", goal="none", reached=left.several == 0),
        Case(f"{of}: rows too many", left.extra, "rows", goal="none", reached=left.extra == 0),
        Case(f"{of}: taken with another body", left.taken, "operations", goal="none", reached=left.taken == 0),
        Case(f"{of}: adalzhol check", left.wrong, "wrong", goal="none", reached=left.wrong == 0),
        Case(f"{of}: all of them", left.operations, "operations", goal=f"{count:,}", reached=left.operations == count),
    ]


def cases(quick: bool) -> list[Case]:
    found = measured("SQLite", "", quick)
    with postgres.fresh_database() as address:
        return [*found, *measured("PostgreSQL", address, quick)]
