"""All papers of a big stop as one file: a dozen events, thousands of people, hundreds of door signs; and what each part costs.

Measured from reading and freezing to the sealed file that is kept. The ratio of a share is its percent of the whole.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from sqlalchemy import func, select

from campaign.config import fresh_key
from campaign.core import files, prints
from campaign.core.db import db
from campaign.papers.queries import subject_of
from campaign.papers.schemas import SubjectKind
from campaign.papers.sets import binding, services
from campaign.papers.sets.queries import items_of, offered, set_row
from campaign.papers.sets.schemas import SetWish
from campaign.pdf.volume import Volume
from campaign.walks.models import WalkDoor
from tests.bench import house
from tests.bench.measure import REFERENCE, Case, Figures, calibrate, cpu, in_child, medians
from tests.factories import NOON, a_relay, a_role, a_stop, an_event
from tests.factories.crowds import a_crowd, names
from tests.walks.halls import a_building, a_walk, a_walk_event

EVENTS, PEOPLE, SIGNS, MOST = 12, 3000, 400, 5.0
FLOORS = 8
PARTS = {
    "freeze": (services, "_frozen"),
    "seal, in freeze": (prints, "freeze"),
    "compare": (services, "_as_before"),
    "draw": (binding, "drawn"),
    "bind": (Volume, "add"),
    "keep": (files, "keep"),
}


def prepare(folder: str, people: int, signs: int) -> Figures:
    """A stop with its events, the people of each, and an office walk with a sign for each door."""
    with house.new(folder):
        stop = a_stop(a_relay())
        stop.position = 1
        per_floor = signs // FLOORS
        rooms = {str(floor): [str(floor * 1000 + room) for room in range(per_floor)] for floor in range(1, FLOORS + 1)}
        walk = a_walk_event(stop)
        a_walk(walk, a_building(stop, rooms))
        others = [an_event(stop, title=f"Митинг {place}", starts=NOON + timedelta(hours=place)) for place in range(1, EVENTS)]
        everybody = names(people)
        for place, event in enumerate((walk, *others)):
            a_crowd(event, everybody[place::EVENTS], [a_role(event), a_role(event, "распорядитель")])
        if db.session.scalar(select(func.count(WalkDoor.id))) != signs:
            raise RuntimeError("not as many doors as signs are wanted")
        return {"stop": stop.id, "small": _a_small_stop()}


class Watch:
    """CPU seconds by part; what is timed inside of another part belongs to both."""

    def __init__(self) -> None:
        self.spent: Figures = dict.fromkeys(PARTS, 0.0)

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def measured(*given: Any, **more: Any) -> Any:
            began = cpu()
            try:
                return function(*given, **more)
            finally:
                self.spent[name] += cpu() - began

        return measured

    @contextmanager
    def on(self) -> Iterator[None]:
        with ExitStack() as patched:
            for name, (where, what) in PARTS.items():
                patched.enter_context(patch.object(where, what, self.timed(name, getattr(where, what))))
            yield


def ours(folder: str, stop_id: int, small: int) -> Figures:
    """Everything that a stop has to print, badges and signs too, from the click to the kept file."""
    watch = Watch()
    with house.inside(folder):
        codes = tuple(press.code for press in offered(subject_of(SubjectKind.STOP, stop_id)))
        services.set_at_once(SubjectKind.STOP, small, SetWish(codes, ("kk",)), fresh_key())  # has printed before
        with watch.on():
            began = cpu()
            uid = services.set_at_once(SubjectKind.STOP, stop_id, SetWish(codes, ("kk",)), fresh_key())
            spent = cpu() - began
        left_out = [item for item in items_of(uid) if item.number is None]
        if left_out:
            raise RuntimeError(f"left out: {left_out[0].code}: {left_out[0].trouble}")
        row = set_row(uid)
        return {"cpu": spent, "papers": row.papers, "bytes": files.shared_row(str(row.file_uid)).size, **watch.spent}


def _a_small_stop() -> int:
    stop = a_stop()
    stop.position = 1
    walk = a_walk_event(stop)
    a_walk(walk, a_building(stop))
    a_crowd(walk, names(3))
    return stop.id


def cases(quick: bool) -> list[Case]:
    people, signs, rounds = (120, 16, 1) if quick else (PEOPLE, SIGNS, 3)
    runs = []
    for _ in range(rounds):  # a database of its own for each: a sheet that says what the last one said is not kept again
        with tempfile.TemporaryDirectory() as folder:
            made = in_child(prepare, folder, people, signs)
            runs.append(in_child(ours, folder, int(made["stop"]), int(made["small"])))
    found = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    whole = found["cpu"]
    scaled = whole * REFERENCE / medians({"calibration": (calibrate,)}, rounds)["calibration"]["cpu"]
    size = f"{EVENTS} events, {people:,} people, {signs} signs: {found['papers']:.0f} papers, {found['bytes'] / 2**20:.1f} MB"
    rest = whole - sum(found[name] for name in PARTS if not name.startswith("seal"))
    return [
        Case(size, whole, "cpu s", ratio=scaled, goal=f"< {MOST:.0f} s", reached=scaled < MOST),
        *(Case(f"share of {name}", found[name], "cpu s", ratio=found[name] / whole * 100) for name in PARTS),
        Case("share of the rest", rest, "cpu s", ratio=rest / whole * 100),
    ]
