"""The API asked from its own description (schemathesis): good and broken requests to every operation, no surprise."""

from __future__ import annotations

import tempfile
from pathlib import Path

from campaign.accounts.tokens import services
from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db
from tests.bench.measure import Case
from tests.conftest import built_app, ship
from tests.web.api.fuzzing import Found, fuzzed, unlimited, with_rows

EXAMPLES = 20


def cases(quick: bool) -> list[Case]:
    found = asked(1 if quick else EXAMPLES)
    for wrong in found.wrong:
        print(wrong)
    goal = "no answer that the description does not promise"
    return [Case("answers not described", len(found.wrong), unit=f"of {found.requests}", goal=goal, reached=not found.wrong)]


def asked(examples: int) -> Found:
    """So many good and broken requests to each operation, in a database of its own."""
    services.PER_MINUTE = unlimited()  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as folder:
        ship(url := f"sqlite:///{folder}/test.db")
        app = built_app(url, Path(folder))
        with app.app_context():
            set_actor(SYSTEM)
            token, there = with_rows()
            try:
                return fuzzed(app, token, there, examples)
            finally:
                db.session.remove()
                db.engine.dispose()
