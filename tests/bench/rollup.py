"""The roll-up of eighteen stops and five hundred events with their figures: reckoned, as a page, a table and a paper."""

from __future__ import annotations

import statistics
import tempfile

from sqlalchemy import delete, func, select
from sqlalchemy import event as sa_event

from campaign.core import clock
from campaign.core.actor import SYSTEM
from campaign.core.db import db, unit_of_work
from campaign.events.figures.amounts import Qualifier
from campaign.events.figures.models import Figure, Measure
from campaign.events.figures.schemas import Counts, Source, Stage
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.papers.schemas import Signers
from campaign.papers.wording import kit_words
from campaign.pdf import office
from campaign.pdf.schemas import SheetStamp
from campaign.relay.models import Relay, Stop
from campaign.reports.demo import load_demo
from campaign.reports.periods.queries import document_of
from campaign.reports.periods.snapshot import canonical, digest
from campaign.reports.rollup.columns import COLUMNS
from campaign.reports.rollup.paper import rollup_paper
from campaign.reports.rollup.queries import rollup_of
from campaign.reports.rollup.sheets import rollup_file
from tests.bench import house
from tests.bench.measure import REFERENCE, Case, Figures, calibrate, cpu, in_child, medians
from tests.bench.pages import look
from tests.factories import an_event

EVENTS = 500
WARM, TIMES = 2, 5


def prepare(folder: str, events: int) -> dict[str, int]:
    """The demo; its first relay has so many held events, each with a figure in every column; a signed-in organizer."""
    with house.new(folder):
        load_demo()
        relay = db.session.scalars(select(Relay).order_by(Relay.id).limit(1)).one()
        stops = db.session.scalars(select(Stop).where(Stop.relay_id == relay.id).order_by(Stop.position)).all()
        there = db.session.scalar(select(func.count(Event.id)).where(Event.stop_id.in_([stop.id for stop in stops]))) or 0
        for number in range(max(0, events - there)):
            an_event(stops[number % len(stops)])
        _say_everything([stop.id for stop in stops])
        house.sign_in(folder)
        return {"relay": relay.id, "region": relay.region_id, "stops": len(stops)}


def _say_everything(stop_ids: list[int]) -> None:
    """In the place of what the demo says of some events."""
    with unit_of_work() as session:
        session.execute(delete(Figure).where(Figure.stop_id.in_(stop_ids)))
        codes = [column.code for column in COLUMNS]
        measures = list(session.scalars(select(Measure.id).where(Measure.code.in_(codes))))
        for event in session.scalars(select(Event).where(Event.stop_id.in_(stop_ids))).all():
            event.state = EventState.HELD
            session.add_all(
                Figure(
                    event_id=event.id, stop_id=event.stop_id, region_id=event.region_id, measure_id=measure, stage=Stage.FACT,
                    value=event.id % 400 + 1, qualifier=Qualifier.ABOUT if event.id % 3 == 0 else Qualifier.EXACT,
                    source=Source.TOLD, counts=Counts.PEOPLE, made_at=clock.now(), changed_at=clock.now(),
                )
                for measure in measures
            )  # fmt: skip


def reckon(folder: str, relay_id: int, region_id: int) -> Figures:
    """CPU of the roll-up, of its table and its paper, and of the text that closing it would keep."""
    with house.inside(folder):
        sent: list[str] = []
        sa_event.listen(db.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
        jobs = {
            "rollup": lambda: rollup_of(SYSTEM, relay_id),
            "table": lambda: rollup_file(rollup_of(SYSTEM, relay_id), "xlsx"),
            "paper": lambda: _pdf(relay_id),
            "text": lambda: _text(region_id, relay_id),
        }
        found = {name: statistics.median([_spent(job) for _turn in range(WARM + TIMES)][WARM:]) for name, job in jobs.items()}
        sent.clear()
        rollup_of(SYSTEM, relay_id)
        return {**found, "statements": len(sent)}


def _pdf(relay_id: int) -> bytes:
    paper = rollup_paper(rollup_of(SYSTEM, relay_id), Signers(), {})
    return office.render(paper, SheetStamp("00001"), kit_words())


def _text(region_id: int, relay_id: int) -> str:
    relay = db.session.get_one(Relay, relay_id)
    return digest(canonical(document_of(region_id, relay_id, relay.starts_on, relay.ends_on)))


def _spent(job: object) -> float:
    db.session.rollback()
    began = cpu()
    assert callable(job)
    job()
    return cpu() - began


def cases(quick: bool) -> list[Case]:
    events, rounds = (150, 1) if quick else (EVENTS, 3)
    with tempfile.TemporaryDirectory() as folder:
        made = in_child(prepare, folder, events)
        jobs = {
            "reckoned": (reckon, folder, made["relay"], made["region"]),
            "page": (look, folder, f"/staff/relays/{made['relay']}/rollup", False),
            "calibration": (calibrate,),
        }
        found = medians(jobs, rounds)
    scale = REFERENCE / found["calibration"]["cpu"]
    size = f"{made['stops']} stops, {events} events, {found['reckoned']['statements']:.0f} statements"
    spent = {
        f"roll-up reckoned: {size}": found["reckoned"]["rollup"],
        "as a table (XLSX)": found["reckoned"]["table"],
        "as a paper (PDF)": found["reckoned"]["paper"],
        "as the text of a closed period": found["reckoned"]["text"],
        "its page, as sent, p95": found["page"]["p95"],
    }
    return [
        Case(name, value * scale, "cpu s", ratio=value * scale, goal="< 1 s", reached=value * scale < 1)
        for name, value in spent.items()
    ]
