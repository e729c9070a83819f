"""Every migration taken back, made and taken back on a demo season; an upgrade that is killed ten times. Both databases."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests import postgres
from tests.bench.measure import Case
from tests.chaos.migrations import down_and_up, upgrade_under_kills
from tests.conftest import load_demo_into

LEAST, FAR_BACK, KILLS = 1, "0020_running_and_safety", 10


def stepped(name: str, database: str, quick: bool) -> list[Case]:
    with tempfile.TemporaryDirectory() as folder:
        address = database or f"sqlite:///{folder}/test.db"
        load_demo_into(address)
        found = down_and_up(address, Path(folder), 55 if quick else LEAST)
    of = f"{found.migrations} migrations down, up, down on a season of {found.rows:,} rows, {name}"
    return [
        Case(f"{of}: tables with other rows", len(found.changed), "tables", goal="none", reached=not found.changed),
        Case(
            f"down and up, models and head, {name}: differences",
            len(found.different),
            "things",
            goal="none",
            reached=not found.different,
        ),
    ]


def killed(name: str, database: str, quick: bool) -> list[Case]:
    kills, back_to = (3, "0050_signers_from_a_day") if quick else (KILLS, FAR_BACK)
    with tempfile.TemporaryDirectory() as folder:
        address = database or f"sqlite:///{folder}/test.db"
        load_demo_into(address)
        left = upgrade_under_kills(address, Path(folder), back_to, kills)
    kept = left.reached and not left.different and not left.changed
    return [
        Case(
            f"killed during an upgrade, {name}", len(left.places), "kills", goal=f"{kills}", reached=len(left.places) >= kills
        ),
        Case(f"after the upgrade a rerun reaches head with all rows, {name}", float(kept), "yes", goal="yes", reached=kept),
    ]


def cases(quick: bool) -> list[Case]:
    found = []
    for act in (stepped, killed):
        found += act("SQLite", "", quick)
        with postgres.fresh_database() as address:
            found += act("PostgreSQL", address, quick)
    return found
