"""Pages of materials in a region with a hundred thousand movements, and the need of its whole route."""

from __future__ import annotations

import tempfile
from itertools import cycle

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core.checks import recount
from campaign.core.db import db, unit_of_work
from campaign.materials.models import StockLine, StockPlace
from campaign.materials.queries import variants
from campaign.materials.schemas import DocumentKind, Move, PlaceKind, Posting
from campaign.materials.services import holder, outside, post, region_store, stop_store
from campaign.relay.models import Relay, Stop
from campaign.reports.demo import load_demo
from tests.bench import house
from tests.bench.measure import REFERENCE, Case, calibrate, in_child, medians
from tests.bench.pages import fast, look
from tests.factories import a_registration, an_event

PEOPLE = 25  # at each stop, who are issued everything and bring it back again and again
PLENTY = 500_000


def prepare(folder: str, lines: int) -> dict[str, str]:
    """The demo, with so many lines in the books of its first relay; the addresses to look at, and a signed-in organizer."""
    with house.new(folder):
        load_demo()
        relay = db.session.scalars(select(Relay).order_by(Relay.id).limit(1)).one()
        stops = db.session.scalars(select(Stop).where(Stop.relay_id == relay.id).order_by(Stop.position)).all()
        holders = {stop.id: _people(stop) for stop in stops}
        _supply(relay.region_id, [stop.id for stop in stops])
        _give_and_take(holders, lines)
        if wrong := recount(["ledger"])[0].wrong:
            raise RuntimeError(wrong[0].message)
        house.sign_in(folder)
        return _addresses(relay.id, stops[0].id, next(iter(variants().values())).material_id)


def _people(stop: Stop) -> list[int]:
    event = an_event(stop)
    registrations = [a_registration(event, f"Қатысушы {stop.id} {number}").id for number in range(PEOPLE)]
    with unit_of_work() as session:
        return [holder(session, registration_id=number).id for number in registrations]


def _supply(region_id: int, stops: list[int]) -> None:
    """Plenty of everything for every store."""
    with unit_of_work() as session:
        store, supplier = region_store(session, region_id).id, outside(session, region_id, PlaceKind.SUPPLIER).id
        everything = list(variants())
        _post(session, DocumentKind.RECEIPT, store, [(variant, PLENTY, supplier, store) for variant in everything])
        for stop in stops:
            target = stop_store(session, stop).id
            _post(session, DocumentKind.TRANSFER, store, [(v, PLENTY // 50, store, target) for v in everything])


def _give_and_take(holders: dict[int, list[int]], lines: int) -> None:
    """Documents of four materials for everybody at a stop, and their return, until there are so many lines."""
    everything = list(variants())
    turns = cycle(holders.items())
    while (db.session.scalar(select(func.count(StockLine.id))) or 0) < lines:
        stop, people = next(turns)
        with unit_of_work() as session:
            store = stop_store(session, stop).id
            some = everything[stop % len(everything) :][:4]
            given = [(variant, 1, store, person) for person in people for variant in some]
            _post(session, DocumentKind.ISSUE, store, given)
            _post(session, DocumentKind.RETURN, store, [(v, one, person, place) for v, one, place, person in given])


def _post(session: Session, kind: DocumentKind, store: int, moves: list[tuple[int, int, int, int]]) -> None:
    post(session, Posting(kind, store, tuple(Move(*move) for move in moves)))


def _addresses(relay_id: int, stop_id: int, material: int) -> dict[str, str]:
    """The busiest card is that of a stop's store."""
    busiest = (
        select(StockLine.source_id, StockLine.variant_id)
        .join(StockPlace, StockPlace.id == StockLine.source_id)
        .where(StockPlace.kind == PlaceKind.STOP)
        .group_by(StockLine.source_id, StockLine.variant_id)
        .order_by(func.count().desc())
    )
    store, variant = db.session.execute(busiest.limit(1)).one()
    return {
        "balance": "/staff/stock",
        "store": f"/staff/stock/stores/{store}",
        "card": f"/staff/stock/stores/{store}/card/{variant}",
        "material": f"/staff/stock/materials/{material}",
        "holders": "/staff/stock/holders",
        "documents": "/staff/stock/documents",
        "need": f"/staff/relays/{relay_id}/need",
        "stop": f"/staff/stops/{stop_id}/need",
    }


WORDS = {
    "balance": "balances of all stores", "store": "balances of a store", "card": "the busiest card",
    "material": "where a material is", "holders": "who holds what", "documents": "list of documents",
    "need": "need of the whole route", "stop": "need of a stop",
}  # fmt: skip


def cases(quick: bool) -> list[Case]:
    lines, rounds = (5_000, 1) if quick else (100_000, 3)
    with tempfile.TemporaryDirectory() as folder:
        urls = in_child(prepare, folder, lines)
        jobs = {name: (look, folder, url, False) for name, url in urls.items()}
        found = medians({**jobs, "calibration": (calibrate,)}, rounds)
    scale = REFERENCE / found["calibration"]["cpu"] * 1000
    return [
        fast(
            f"{WORDS[name]}, {lines:,} movements, {found[name]['statements']:.0f} statements", found[name]["p95"] * scale,
            500 if name == "need" else 150,
        )
        for name in urls
    ]  # fmt: skip
