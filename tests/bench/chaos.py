"""kill -9 of a worker every second and a half, while people register, tables come in, and clerks issue, on both databases."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests import postgres
from tests.bench.measure import Case
from tests.chaos.clerks import issue_under_kills
from tests.chaos.storm import storm

WORKERS, HANDS, KILLS, SECONDS = 3, 8, 60, 90


def measured(name: str, database: str, quick: bool) -> list[Case]:
    kills = 4 if quick else KILLS
    with tempfile.TemporaryDirectory() as folder:
        left = storm(
            database or f"sqlite:///{folder}/test.db", Path(folder), workers=WORKERS, hands=HANDS, kills=kills,
            every=SECONDS / KILLS - 0.1, between=0, tables=2 if quick else 12,
        )  # fmt: skip
    tables, broken, acknowledged = 2 if quick else 12, left.broken, left.acknowledged
    fast, answered = left.kills >= kills and left.seconds <= SECONDS, left.silence < 5
    return [
        Case(f"kill -9 in {left.seconds:.0f} s, {name}", left.kills, "kills", goal=f"≥ {kills} in 90 s", reached=fast),
        Case(f"lost of {acknowledged:,} acknowledged, {name}", len(left.lost), "people", goal="none", reached=not left.lost),
        Case(
            f"there twice, {broken} forms cut off, {name}", len(left.doubled), "people", goal="none", reached=not left.doubled
        ),
        Case(f"tables brought in, {name}", left.written, "tables", goal=f"all {tables}", reached=left.written == tables),
        Case(f"longest silence, {name}", left.silence, "s", goal="< 5 s", reached=answered),
        Case(f"adalzhol check, {name}", len(left.wrong), "wrong", goal="none", reached=not left.wrong),
    ]


def issued(name: str, database: str, quick: bool) -> list[Case]:
    """The same storm over clerks who issue one piece to each of many people."""
    kills, people = (4, 300) if quick else (KILLS, 12_000)
    with tempfile.TemporaryDirectory() as folder:
        left = issue_under_kills(
            database or f"sqlite:///{folder}/test.db", Path(folder), people=people, workers=WORKERS, hands=HANDS, kills=kills,
            every=SECONDS / KILLS - 0.1,
        )  # fmt: skip
    of, answered = f"{left.acknowledged:,} acknowledged, {left.broken} forms cut off", left.silence < 5
    return [
        Case(f"issues lost of {of}, {name}", len(left.lost), "people", goal="none", reached=not left.lost),
        Case(f"issued twice, {name}", len(left.doubled), "people", goal="none", reached=not left.doubled),
        Case(f"longest silence at the desk, {name}", left.silence, "s", goal="< 5 s", reached=answered),
        Case(f"adalzhol check after issuing, {name}", len(left.wrong), "wrong", goal="none", reached=not left.wrong),
    ]


def cases(quick: bool) -> list[Case]:
    found = []
    for act in (measured, issued):
        found += act("SQLite", "", quick)
        with postgres.fresh_database() as address:
            found += act("PostgreSQL", address, quick)
    return found
