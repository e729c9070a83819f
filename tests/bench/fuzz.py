"""The places of events, and the stock of a region, under anything that can happen to them (tests/stateful)."""

from __future__ import annotations

import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db, unit_of_work
from campaign.core.schema import upgrade_to
from campaign.people.services import load_shipped
from tests import postgres
from tests.bench.measure import Case, Figures, in_child
from tests.conftest import built_app
from tests.stateful.machine import PlacesOfAnEvent, hurry
from tests.stateful.stock import StockOfARegion

RUNS, STEPS, IN_ONE_DATABASE = 1_000, 50, 50
MOST_SECONDS = 1_500
MACHINES = {"places": PlacesOfAnEvent, "stock": StockOfARegion}


def runs(name: str, database: str, count: int, steps: int) -> Figures:
    """So many runs in a database of their own; how many there were, and the steps in them. One that fails raises."""
    machine = MACHINES[name]
    with ExitStack() as opened:
        folder = opened.enter_context(tempfile.TemporaryDirectory())
        url = opened.enter_context(_fresh(database, folder))
        opened.enter_context(built_app(url, Path(folder)).app_context())
        set_actor(SYSTEM)
        if database == "SQLite":
            hurry()
        upgrade_to("head")
        with unit_of_work() as session:
            load_shipped(session)
        machine.finished = 0
        try:
            run_state_machine_as_test(machine, settings=_settings(count, steps))
        finally:
            db.session.remove()
            db.engine.dispose()
    return {"runs": machine.finished, "steps": machine.steps}


def _fresh(database: str, folder: str) -> AbstractContextManager[str]:
    return nullcontext(f"sqlite:///{folder}/test.db") if database == "SQLite" else postgres.fresh_database()


def _settings(count: int, steps: int) -> settings:
    return settings(
        max_examples=count, stateful_step_count=steps, deadline=None, database=None, print_blob=True,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip


def cases(quick: bool) -> list[Case]:
    return [case for database in ("SQLite", "PostgreSQL") for name in MACHINES for case in _measured(name, database, quick)]


def _measured(name: str, database: str, quick: bool) -> list[Case]:
    wanted, steps, chunk = (10, 20, 10) if quick else (RUNS, STEPS, IN_ONE_DATABASE)
    found, began = [], time.monotonic()

    def one(_number: int) -> None:
        if time.monotonic() - began < MOST_SECONDS:
            found.append(in_child(runs, name, database, chunk, steps))  # a failure of one run ends the child, and the benchmark

    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        list(pool.map(one, range(wanted // chunk)))
    seconds = time.monotonic() - began
    done, walked = (int(sum(figures[name] for figures in found)) for name in ("runs", "steps"))
    return [
        Case(
            f"{name}: runs of {steps} steps that agree with the model, {database}",
            done,
            "runs",
            goal=f"{wanted:,}",
            reached=done >= wanted,
        ),
        Case(f"{name}: steps in them, {database}", walked, "steps"),
        Case(f"{name}: steps a second, {database}", walked / seconds, "1/s"),
    ]
