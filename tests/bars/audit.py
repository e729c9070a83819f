"""The trail: whether anybody can change it unseen."""

import tempfile
from pathlib import Path

from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db
from tests import postgres
from tests.bars.bar import SQLITE, Bar, Measured, Reached, Tests
from tests.conftest import built_app, migrate
from tests.core.flips import a_trail, flipped, without_guards

BYTES = 1_000


def changed_bytes(database: str, quick: bool) -> Reached:
    """So many bytes of a trail without its triggers, changed one after another: in entries, blocks and the head."""
    with tempfile.TemporaryDirectory() as name:
        if database == SQLITE:
            migrate(url := f"sqlite:///{name}/trail.db")
            return _flipped(url, Path(name), BYTES // 10 if quick else BYTES)
        with postgres.fresh_database(migrate) as url:
            return _flipped(url, Path(name), BYTES // 10 if quick else BYTES)


def _flipped(url: str, folder: Path, times: int) -> Reached:
    app = built_app(url, folder)
    with app.app_context(), acting_as(SYSTEM):
        a_trail()
        without_guards(db.session())
        changed, found = flipped(times)
        db.session.remove()
        db.engine.dispose()
    return Reached(f"{changed:,} changed bytes, {found:,} found", changed == found)


BARS = (
    Bar("audit chain", Measured(changed_bytes), part="bytes", shows=("bytes",)),
    Bar("audit chain", Tests("tests/core/test_audit_chain.py"), part="removed, added, reordered, cut"),
    Bar(
        "audit chain",
        Tests("tests/relay/custody/test_acts.py::test_a_printed_head_proves_where_the_trail_stood"),
        part="a head on paper",
    ),
)
