"""The API asked from its own description (schemathesis): good and broken requests to every operation, both databases."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from campaign.accounts.tokens import services
from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db
from tests import postgres
from tests.bench.measure import Case
from tests.conftest import built_app, ship
from tests.web.api.fuzzing import Found, fuzzed, unlimited, with_rows

EXAMPLES = 20
KEPT = Path(__file__).parents[2] / ".cache" / "bench-api.txt"


def cases(quick: bool) -> list[Case]:
    examples = 1 if quick else EXAMPLES
    with tempfile.TemporaryDirectory() as folder:
        found = [told("SQLite", asked(examples, f"sqlite:///{folder}/test.db"))]
    with postgres.fresh_database() as address:
        return [*found, told("PostgreSQL", asked(examples, address))]


def told(name: str, found: Found) -> Case:
    """The figure. What was found is told on stderr, no document of figures swallows it, and kept for another day."""
    for wrong in found.wrong:
        print(f"{name}: {wrong}", file=sys.stderr)
    if found.wrong:
        KEPT.parent.mkdir(exist_ok=True)
        with KEPT.open("a", encoding="utf-8") as kept:
            kept.writelines(f"{name}: {wrong}\n\n" for wrong in found.wrong)
    goal = "no answer that the description does not promise"
    unit = f"of {found.requests} to {found.operations} operations"
    return Case(f"answers not described, {name}", len(found.wrong), unit=unit, goal=goal, reached=not found.wrong)


def asked(examples: int, address: str) -> Found:
    """So many good and broken requests to each operation, in this empty database."""
    services.PER_MINUTE = unlimited()  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as folder:
        ship(address)
        app = built_app(address, Path(folder))
        with app.app_context():
            set_actor(SYSTEM)
            token, there = with_rows()
            try:
                return fuzzed(app, token, there, examples)
            finally:
                db.session.remove()
                db.engine.dispose()
