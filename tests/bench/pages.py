"""Pages of a house with a million registrations: what they cost the process that answers, the database in it."""

from __future__ import annotations

import statistics
import tempfile
from datetime import UTC, datetime, time

from flask.testing import FlaskClient
from sqlalchemy import event as sa_event
from sqlalchemy import func, select

from campaign.assets.server import settle
from campaign.core.db import db
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.people.models import Registration
from campaign.people.schemas import PAGE_SIZE
from campaign.relay.models import Relay, Stop
from campaign.reports.demo import load_demo
from campaign.reports.demo_crowd import load_crowd
from campaign.web.paging import Cursor
from tests.bench import house
from tests.bench.measure import REFERENCE, Case, Figures, calibrate, cpu, in_child, medians
from tests.bench.serving import percentile
from tests.factories import an_event

WARM, TIMES = 3, 40
DEEP = 2000
SEASON = 500  # events of the relay whose board is looked at


def prepare(folder: str, count: int, largest: int) -> dict[str, str]:
    """The demo with its crowd, one event of it so large; the addresses to look at, and a signed-in organizer."""
    with house.new(folder):
        load_demo()
        load_crowd(count, lambda words: None, largest)
        _fill_the_season()
        house.sign_in(folder)
        return _addresses(min(DEEP, largest // PAGE_SIZE))


def _fill_the_season() -> None:
    """So many events in the eighteen stops of the demo's first relay, drafts and open ones by turns."""
    first = select(func.min(Relay.id)).scalar_subquery()
    stops = db.session.scalars(select(Stop).where(Stop.relay_id == first).order_by(Stop.position)).all()
    there = db.session.scalar(select(func.count(Event.id)).join(Stop, Stop.id == Event.stop_id).where(Stop.relay_id == first))
    for number in range(SEASON - (there or 0)):
        stop = stops[number % len(stops)]
        starts = datetime.combine(stop.arrives_on, time(10), UTC)
        state = EventState.OPEN if number % 2 else EventState.DRAFT
        an_event(stop, title=f"Мероприятие {number}", capacity=40, state=state, starts=starts)


def _addresses(deep: int) -> dict[str, str]:
    """Of the largest event the list of its people, of the one of some five thousand the roster."""
    size = func.count()
    sizes = db.session.execute(select(Registration.event_id, size).group_by(Registration.event_id).order_by(size.desc())).all()
    largest = sizes[0].event_id
    roster = min(sizes, key=lambda row: abs(row[1] - 5000)).event_id
    key = select(Registration.sort_kk, Registration.id).where(Registration.event_id == largest)
    before = db.session.execute(
        key.order_by(Registration.sort_kk, Registration.id).offset((deep - 1) * PAGE_SIZE - 1).limit(1)
    ).one()
    people = f"/staff/events/{largest}/people"
    relay = db.session.scalar(select(func.min(Relay.id)))
    return {
        "events": "/staff/events",
        "roster": f"/staff/events/{roster}/roster",
        "first": people,
        "deep": f"{people}?page={Cursor(tuple(before)).token()}",
        "relay": f"/relays/{relay}",
        "board": f"/staff/relays/{relay}/board",
    }


def look(folder: str, url: str, is_public: bool) -> Figures:
    """CPU of one request of a warm process: the median, and what 19 of 20 stay below; and the statements it sends."""
    app = house.opened(folder)
    client = app.test_client() if is_public else house.browser(app, folder)
    sent: list[str] = []
    with app.app_context():
        sa_event.listen(db.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    warm = [_one(client, url) for _turn in range(WARM)]
    settle()  # as every process that serves does
    spent = [_one(client, url) for _turn in range(TIMES)]
    return {
        "cpu": statistics.median(spent), "p95": percentile(spent, 0.95), "statements": len(sent) / (len(warm) + TIMES),
    }  # fmt: skip


def _one(client: FlaskClient, url: str) -> float:
    began = cpu()
    response = client.get(url, headers=house.LANGUAGE)
    spent = cpu() - began
    if response.status_code != 200:
        raise RuntimeError(f"{url}: {response.status_code}")
    return spent


def cases(quick: bool) -> list[Case]:
    count, largest, rounds = (20_000, 5_000, 1) if quick else (1_000_000, (DEEP + 1) * PAGE_SIZE, 3)
    with tempfile.TemporaryDirectory() as folder:
        urls = in_child(prepare, folder, count, largest)
        jobs = {name: (look, folder, url, name == "relay") for name, url in urls.items()}
        found = medians({**jobs, "calibration": (calibrate,)}, rounds)
    return _judged(found, min(DEEP, largest // PAGE_SIZE), f"{count:,} registrations")


def _judged(found: dict[str, Figures], deep: int, size: str) -> list[Case]:
    scale = REFERENCE / found["calibration"]["cpu"] * 1000
    names = {"events": "list of events", "roster": "roster page of 5,000", "first": "people, page 1"}
    names |= {"deep": f"people, page {deep:,}", "relay": "page of a relay"}
    names |= {"board": f"season board, 18 stops and {SEASON} events"}
    deeper = found["deep"]["cpu"] / found["first"]["cpu"]
    return [
        *(
            fast(f"{words}, {found[name]['statements']:.0f} statements", found[name]["p95"] * scale)
            for name, words in names.items()
        ),
        Case(f"page {deep:,} by page 1, {size}", deeper, "ratio", ratio=deeper, goal="≤ 1.5×", reached=deeper <= 1.5),
    ]


def fast(name: str, p95: float, most: int = 150) -> Case:
    """A page that must not cost more than that many milliseconds in 19 of 20 requests."""
    return Case(name, p95, "cpu ms, p95", ratio=p95, goal=f"< {most} ms", reached=p95 < most)
