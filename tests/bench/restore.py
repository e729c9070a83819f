"""The restore drill: a campaign with 50,000 people saved, its machine lost, and brought back with two commands on an empty one.

Two commands do it, each a process of its own as an operator starts it: one that installs, which is not measured, and `adalzhol
restore`. Times are CPU seconds of the command and of the database's server, scaled to the reference machine. What came back is
compared to what was saved, table by table.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from campaign.config import Config, fresh_key
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.backup import saving
from campaign.core.db import db
from campaign.core.schema import load_shipped, upgrade_to
from campaign.factory import create_app
from campaign.reports.demo import load_demo
from campaign.reports.demo_crowd import load_crowd
from tests import postgres
from tests.bench.engines import spent
from tests.bench.measure import REFERENCE, ROOT, Case, calibrate, in_child

PEOPLE, BAR = 50_000, 60.0
KEY = b"k" * 32
ALTERED = {"user_sessions", "account_links", "audit_entries", "audit_blocks", "audit_heads", "settings"}
"""What a restore itself changes: everybody signs in anew, the trail says so; the moment of the backup is noted after it."""


@contextmanager
def machine(database: str, folder: str) -> Iterator[None]:
    config = Config(fresh_key(), KEY, KEY, database, Path(folder), default_language="kk", testing=True)
    with create_app(config).app_context(), acting_as(SYSTEM):
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


def fill(database: str, folder: str, count: int) -> dict[str, Any]:
    """The demo season with a crowd of so many."""
    with machine(database, folder):
        upgrade_to("head")
        load_shipped()
        load_demo()
        load_crowd(count, lambda words: None, count)
    return {}


def sums(database: str, folder: str) -> dict[str, Any]:
    """The hash of every table, and how many rows there are in it."""
    with machine(database, folder), saving.one_picture(db.engine) as picture:
        counts, hashes = saving.sums_of(picture)
    return {"hashes": hashes, "counts": counts}


def adalzhol(database: str, folder: str, *arguments: str, key: bytes = KEY) -> tuple[int, float]:
    """One command as an operator gives it: its exit status and what it cost."""
    secret = base64.b64encode(KEY).decode()
    told = {"SECRET_KEY": secret, "DATA_KEY": secret, "BACKUP_KEY": base64.b64encode(key).decode()}
    told |= {"SQLALCHEMY_DATABASE_URI": database, "DATA_DIR": folder}
    environment = {**os.environ, **{f"CAMPAIGN_{name}": value for name, value in told.items()}}
    command = [sys.executable, "-c", "from campaign.factory import cli; cli()", *arguments]
    kind = "postgresql" if database.startswith("postgresql") else "sqlite"
    began = spent(kind)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode and key == KEY:
        raise RuntimeError(done.stderr)
    return done.returncode, spent(kind) - began


def drill(name: str, home: str, elsewhere: str, folder: Path, count: int) -> list[Case]:
    first, second, file = str(folder / "first"), str(folder / "second"), str(folder / "campaign.backup")
    in_child(fill, home, first, count)
    before = in_child(sums, home, first)
    _status, saving_took = adalzhol(home, first, "backup", file)
    size, rows = Path(file).stat().st_size, sum(before["counts"].values())
    wrong_key, _seconds = adalzhol(elsewhere, second, "restore", file, key=b"x" * 32)
    _status, took = adalzhol(elsewhere, second, "restore", file)
    after = in_child(sums, elsewhere, second)
    wrong = _different(before, after)
    scale = REFERENCE / in_child(calibrate)["cpu"]
    saving_took, took = saving_took * scale, took * scale
    people = f"{before['counts']['people']:,} people, {rows:,} rows"
    return [
        Case(
            f"backup of {people}, {size >> 20} MB, {name}",
            saving_took,
            "cpu s",
            goal=f"< {BAR:.0f} s",
            reached=saving_took < BAR,
        ),
        Case(f"restore on an empty machine, {name}", took, "cpu s", goal=f"< {BAR:.0f} s", reached=took < BAR),
        Case(f"tables whose sums differ, {name}", len(wrong), "tables", goal="none", reached=not wrong),
        Case(f"restored with a wrong key, {name}", 1 - wrong_key, "times", goal="never", reached=wrong_key == 1),
    ]


def _different(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    hashes = before["hashes"]
    return [name for name in hashes if name not in ALTERED and hashes[name] != after["hashes"].get(name)]


def cases(quick: bool) -> list[Case]:
    count = 2_000 if quick else PEOPLE
    found = []
    with tempfile.TemporaryDirectory() as folder:
        places = [f"sqlite:///{folder}/{name}/campaign.db" for name in ("first", "second")]
        found += drill("SQLite", *places, Path(folder), count)
    with postgres.fresh_database() as home, postgres.fresh_database() as elsewhere, tempfile.TemporaryDirectory() as folder:
        found += drill("PostgreSQL", home, elsewhere, Path(folder), count)
    return found
