"""Dashboards of a house with a million registrations: from counters, and as they would cost reckoned from rows each time."""

from __future__ import annotations

import random
import tempfile
import time
from datetime import date, timedelta

from sqlalchemy import insert, select, text

from campaign.core import clock
from campaign.core.checks import recount as recount_all
from campaign.core.db import db, unit_of_work
from campaign.events.figures.amounts import Qualifier
from campaign.events.figures.models import Figure, Measure
from campaign.events.figures.schemas import Source, Stage
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.people.models import Registration
from campaign.relay.models import Stop
from campaign.reports.tallies.services import sweep
from tests.bench import house
from tests.bench.measure import REFERENCE, Case, Figures, calibrate, in_child, medians
from tests.bench.pages import fast, look
from tests.bench.pages import prepare as prepare_pages

SAID = ("participants", "vehicles", "doors_visited", "signs_up", "soap_given", "materials_given", "publications")
PAST = 3  # of four events are over, and have figures


def prepare(folder: str, count: int, largest: int) -> dict[str, str]:
    """The house of `bench pages`, with figures of most events; every stop recounted once. The addresses to look at."""
    prepare_pages(folder, count, largest)
    with house.inside(folder):
        _say_figures()
        while sweep():
            pass
        return _addresses()


def _say_figures() -> None:
    chance = random.Random(1424)
    measures = {row.code: row.id for row in db.session.scalars(select(Measure))}
    with unit_of_work() as session:
        rows = []
        for event in session.scalars(select(Event).where(Event.state != EventState.CANCELLED)):
            is_past = chance.randrange(4) < PAST
            event.state = EventState.HELD if is_past else event.state
            for code in SAID if is_past else ():
                rows.append(_figure(event, measures[code], chance.randrange(10, 900)))
        session.execute(insert(Figure), rows)


def _figure(event: Event, measure_id: int, value: int) -> dict[str, object]:
    return {
        "event_id": event.id, "stop_id": event.stop_id, "region_id": event.region_id, "measure_id": measure_id,
        "stage": Stage.FACT, "value": value, "qualifier": Qualifier.EXACT, "source": Source.COUNTED,
        "made_at": clock.now(), "changed_at": clock.now(),
    }  # fmt: skip


def _addresses() -> dict[str, str]:
    """The country, a region, a relay, the stop with the most people, and a relay in days that cut two of its stops."""
    per_stop = select(Registration.stop_id).group_by(Registration.stop_id).order_by(text("count(*) DESC")).limit(1)
    largest = db.session.get_one(Stop, db.session.scalar(per_stop))
    first = db.session.scalars(select(Stop).where(Stop.relay_id == largest.relay_id).order_by(Stop.position)).first()
    begins = (first.arrives_on if first else date(2018, 4, 2)) + timedelta(days=1)
    relay = f"/staff/relays/{largest.relay_id}/dashboard"
    return {
        "country": "/staff/dashboard",
        "region": f"/staff/regions/{largest.region_id}/dashboard",
        "relay": relay,
        "period": f"{relay}?from={begins}&to={begins + timedelta(days=40)}&kind=rally",
        "stop": f"/staff/stops/{largest.id}/dashboard",
    }


def mark_all(folder: str) -> Figures:
    """As if somebody had changed something everywhere a moment ago."""
    with house.inside(folder), unit_of_work() as session:
        session.execute(text("INSERT INTO tally_marks (stop_id) SELECT id FROM stops"))
    return {}


def recounted(folder: str) -> Figures:
    """How long one change takes to be counted, and whether the check agrees with every counter."""
    with house.inside(folder):
        while sweep():
            pass
        stop_id = db.session.scalar(select(Event.stop_id).order_by(Event.taken.desc()).limit(1))
        with unit_of_work() as session:
            session.execute(text("INSERT INTO tally_marks (stop_id) VALUES (:stop)"), {"stop": stop_id})
        began = time.process_time()
        sweep()
        spent = time.process_time() - began
        (found,) = recount_all(["tallies"])
        return {"cpu": spent, "wrong": len(found.wrong), "counters": found.looked_at}


def cases(quick: bool) -> list[Case]:
    count, largest, rounds = (20_000, 5_000, 1) if quick else (1_000_000, 10_000, 3)
    with tempfile.TemporaryDirectory() as folder:
        urls = in_child(prepare, folder, count, largest)
        jobs = {name: (look, folder, url, False) for name, url in urls.items()}
        found = medians({**jobs, "calibration": (calibrate,)}, rounds)
        in_child(mark_all, folder)
        rows = in_child(look, folder, urls["country"], False)
        kept = in_child(recounted, folder)
    return _judged(found, rows, kept, f"{count:,} registrations")


def _judged(found: dict[str, Figures], rows: Figures, kept: Figures, size: str) -> list[Case]:
    scale = REFERENCE / found["calibration"]["cpu"] * 1000
    ratio = rows["cpu"] / found["country"]["cpu"]
    return [
        *(
            fast(f"dashboard: {name}, {found[name]['statements']:.0f} statements, {size}", found[name]["p95"] * scale)
            for name in ("country", "region", "relay", "period", "stop")
        ),
        Case("the country from counters by the same from rows", ratio, "ratio", ratio=ratio, goal="≥ 5×", reached=ratio >= 5),
        fast("one change counted: the largest stop", kept["cpu"] * scale, 500),
        Case(
            f"counters that the check finds wrong, of {kept['counters']:,.0f}", kept["wrong"], "counters", ratio=kept["wrong"],
            goal="0", reached=kept["wrong"] == 0,
        ),
    ]  # fmt: skip
