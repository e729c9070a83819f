"""A season of eighteen places with a kit of twelve events and its checklists: planned at once, and moved as a whole."""

from __future__ import annotations

import statistics
import tempfile
from datetime import date

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as sa_event
from sqlalchemy import func, select

from campaign.core import clock
from campaign.core.db import Base, db
from campaign.events.models import Kit, KitEvent
from campaign.relay import planning
from campaign.relay import services as relays
from campaign.relay.models import Stop
from campaign.relay.schemas import PlanWish
from campaign.relay.slip import queries
from campaign.relay.slip.schemas import SlipAct, SlipWish
from tests.bench import house
from tests.bench.measure import REFERENCE, Case, Figures, calibrate, cpu, in_child, medians

KIT, EVENTS, PLACES = "standard", 12, 18
WARM, TIMES = 2, 7
START = date(2018, 4, 9)
TASKS = "checklist_tasks"


def prepare(folder: str) -> Figures:
    """An empty house whose usual kit has twelve events."""
    with house.new(folder):
        _fill_the_kit()
        house.sign_in(folder)
    return {"events": EVENTS}


def _fill_the_kit() -> None:
    """Its own events once more, a day later, until there are twelve."""
    kit = db.session.scalars(select(Kit).where(Kit.code == KIT)).one()
    rows = db.session.scalars(select(KitEvent).where(KitEvent.kit_id == kit.id).order_by(KitEvent.position)).all()
    columns = [column.key for column in KitEvent.__table__.columns if column.key != "id"]
    for number in range(len(rows), EVENTS):
        like = rows[number % len(rows)]
        copied = {name: getattr(like, name) for name in columns}
        db.session.add(KitEvent(**copied | {"position": number + 1, "day_offset": like.day_offset + 1}))
    db.session.commit()


def plan(folder: str) -> Figures:
    """CPU of one season: the order proposed, the days, every stop, event, role and task written; in a warm process.

    The first season of the process is not counted: it compiles statements that a server keeps.
    """
    with house.inside(folder):
        spent = [_planned(f"bench-{turn}", date(2018 + turn, 4, 9)) for turn in range(3)]
        made = {"events": _count("events"), "tasks": _count(TASKS)}
        return {"cpu": min(spent[1:]), **{name: count / len(spent) for name, count in made.items()}}


def _count(table: str) -> int:
    found: int | None = db.session.scalar(select(func.count()).select_from(Base.metadata.tables[table]))
    return found or 0


def _planned(key: str, start: date) -> float:
    wish = PlanWish("KZ-35", date(2018, 4, 1), start, 14, date(start.year, 12, 9), KIT)
    planning._shortest.cache_clear()  # the order is looked for each time
    began = cpu()
    made = relays.create_season(wish, key)
    spent = cpu() - began
    if (made.stops, made.events) != (PLACES, PLACES * EVENTS):
        raise RuntimeError(f"planned {made.stops} stops and {made.events} events")
    return spent


def preview(folder: str) -> Figures:
    """CPU of seeing what moves when the first stop does: by itself, and as the whole page; and its statements."""
    with house.inside(folder) as app:
        first = db.session.scalars(select(Stop).where(Stop.position == 1).order_by(Stop.id)).first()
        if first is None:
            raise RuntimeError("no season was planned")
        asked: list[str] = []
        sa_event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        wish = SlipWish(first.relay_id, SlipAct.MOVE, first.id, 3)
        _future(first)
        spent = [_seen(wish) for _turn in range(WARM + TIMES)][WARM:]
        statements = len(asked) / (WARM + TIMES)
        page = _page(folder, app, first)
    return {"cpu": statistics.median(spent), "page": page, "statements": statements}


def _future(stop: Stop) -> None:
    """The campaign's clock shows a day before the season begins."""
    clock.set_shift(clock.at(date(stop.arrives_on.year, 3, 1), 9, 0, stop.time_zone) - clock.now())


def _seen(wish: SlipWish) -> float:
    db.session.rollback()
    began = cpu()
    seen = queries.preview(wish)
    spent = cpu() - began
    if len(seen.changed) != PLACES or len(seen.plan.shifts) < PLACES * EVENTS:
        raise RuntimeError(f"saw {len(seen.changed)} stops and {len(seen.plan.shifts)} things")
    return spent


def _page(folder: str, app: Flask, stop: Stop) -> float:
    client = house.browser(app, folder)
    url = f"/staff/relays/{stop.relay_id}/slip?act=move&stop={stop.id}&days=3&asked=1"
    db.session.remove()
    return statistics.median([_got(client, url) for _turn in range(WARM + TIMES)][WARM:])


def _got(client: FlaskClient, url: str) -> float:
    began = cpu()
    response = client.get(url, headers=house.LANGUAGE)
    spent = cpu() - began
    if response.status_code != 200:
        raise RuntimeError(f"{url}: {response.status_code}")
    return spent


def cases(quick: bool) -> list[Case]:
    with tempfile.TemporaryDirectory() as folder:
        in_child(prepare, folder)
        planned = in_child(plan, folder)
        jobs = {"preview": (preview, folder), "calibration": (calibrate,)}
        found = medians(jobs, 1 if quick else 3)
        again = [planned["cpu"], *(_anew() for _turn in range(0 if quick else 2))]
    return _judged({**found, "plan": {**planned, "cpu": statistics.median(again)}})


def _anew() -> float:
    """The planning once more, in a house of its own."""
    with tempfile.TemporaryDirectory() as folder:
        in_child(prepare, folder)
        return float(in_child(plan, folder)["cpu"])


def _judged(found: dict[str, Figures]) -> list[Case]:
    scale = REFERENCE / found["calibration"]["cpu"]
    planned, seen = found["plan"]["cpu"] * scale, found["preview"]["cpu"] * scale * 1000
    page = found["preview"]["page"] * scale * 1000
    size = f"{PLACES} places × {EVENTS} events, {found['plan']['tasks']:.0f} tasks"
    return [
        Case(f"season planned: {size}", planned, "cpu s", ratio=planned, goal="< 1 s", reached=planned < 1),
        Case(
            f"slip of the whole chain, {found['preview']['statements']:.0f} statements", seen, "cpu ms", ratio=seen,
            goal="< 300 ms", reached=seen < 300,
        ),
        Case("its page, as sent", page, "cpu ms", ratio=page, goal="< 300 ms", reached=page < 300),
    ]  # fmt: skip
