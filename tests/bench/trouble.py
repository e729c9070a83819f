"""A restart of the database, a lock that others hold, a full disk, each while people register, on both databases."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests import postgres
from tests.bench.measure import ROOT, Case
from tests.chaos.trouble import Left, held, restarts, under

MEGABYTES = {"sqlite": 24, "postgresql": 220}
ALONE_WITH_A_DISK = (
    "mount -t tmpfs -o size={size}m none {disk} && exec {python} -m tests.chaos.trouble {kind} {disk} {times} {seconds}"
)


def told(what: str, name: str, left: Left, must_trouble: bool = True) -> list[Case]:
    """The goals are the same whatever happened."""
    come_again = left.statuses[503]
    of = f"{what}, {left.acknowledged} acknowledged, {name}"
    return [
        Case(f"{of}: told to come again", come_again, "answers", goal="some", reached=come_again > 0 or not must_trouble),
        Case(f"{of}: other errors, or no word when", left.odd, "answers", goal="none", reached=left.odd == 0),
        Case(f"{of}: lost", len(left.lost), "people", goal="none", reached=not left.lost),
        Case(f"{of}: twice", len(left.doubled), "people", goal="none", reached=not left.doubled),
        Case(f"{of}: adalzhol check", len(left.wrong), "wrong", goal="none", reached=not left.wrong),
    ]


def restarted(quick: bool) -> list[Case]:
    with tempfile.TemporaryDirectory() as folder, postgres.fresh_database() as address:
        left = under(address, Path(folder), restarts(2 if quick else 8, 1 if quick else 3))
    return told("restarts", "PostgreSQL", left)


def locked(name: str, database: str, quick: bool) -> list[Case]:
    with tempfile.TemporaryDirectory() as folder:
        address = database or f"sqlite:///{folder}/test.db"
        longer = 12 if name == "SQLite" else 33  # than BUSY_SECONDS and LOCK_SECONDS
        left = under(address, Path(folder), held(address, 1 if quick else 3, longer))
    return told("held by others", name, left)


def filled(name: str, quick: bool) -> list[Case]:
    """On a disk of its own in memory, in a namespace of its own: needs the right to mount there."""
    kind = name.lower()
    with tempfile.TemporaryDirectory() as disk:
        words = ALONE_WITH_A_DISK.format(
            size=MEGABYTES[kind], disk=disk, python=sys.executable, kind=kind, times=1 if quick else 4, seconds=2,
        )  # fmt: skip
        command = ["unshare", "--mount", "sh", "-c", words]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, timeout=600)
    said = json.loads(done.stdout.splitlines()[-1])
    statuses = Counter({int(status): count for status, count in said["statuses"].items()})
    left = Left(statuses, said["mute"], said["acknowledged"], set(said["lost"]), set(said["doubled"]), said["wrong"])
    return told("full disk", name, left)


def cases(quick: bool) -> list[Case]:
    found = [*restarted(quick), *locked("SQLite", "", quick)]
    with postgres.fresh_database() as address:
        found += locked("PostgreSQL", address, quick)
    return [*found, *filled("SQLite", quick), *filled("PostgreSQL", quick)]
