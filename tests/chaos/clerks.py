"""Clerks at the page of issuing over real HTTP, while workers are killed or many stand at the same shelf."""

import threading
import time
from collections import Counter
from dataclasses import dataclass
from http.client import HTTPResponse
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import create_engine, text

from campaign.accounts.queries import COOKIE
from campaign.config import engine_options
from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.events.models import Event
from campaign.factory import create_app
from campaign.materials.schemas import DocumentKind, Move, PlaceKind, Posting
from campaign.materials.services import load_shipped, outside, post, stop_store
from campaign.people.models import Registration
from tests.chaos.site import Site, Watch, prepare, wrong_things
from tests.chaos.visitors import Journal, Visitor, hidden
from tests.conftest import config_for
from tests.factories import a_session_of, a_user
from tests.factories.crowds import a_crowd, names
from tests.materials.stock import a_material

HELD = text(
    "SELECT p.registration_id, b.on_hand FROM stock_balances b JOIN stock_places p ON p.id = b.place_id "
    "WHERE p.registration_id IS NOT NULL AND b.on_hand > 0"
)
MOST_SECONDS = 120


@dataclass(frozen=True)
class Shelf:
    """A store with so many of one material, people who wait for it, and the cookie of a clerk who may issue it."""

    event_id: int
    variant_id: int
    people: list[int]
    cookie: str


def fill(database: str, folder: Path, people: int, pieces: int) -> Shelf:
    """An upgraded database with a shelf."""
    (event_id,) = prepare(database, folder, [people])
    app = create_app(config_for(database, folder))
    with app.app_context(), acting_as(SYSTEM):
        event = db.session.get_one(Event, event_id)
        a_crowd(event, names(people))
        (soap,) = a_material("soap-of-chaos")
        with unit_of_work() as session:
            load_shipped(session)
            store, supplier = stop_store(session, event.stop_id), outside(session, event.region_id, PlaceKind.SUPPLIER)
            post(session, Posting(DocumentKind.RECEIPT, store.id, (Move(soap, pieces, supplier.id, store.id),)))
        numbers = db.session.query(Registration.id).order_by(Registration.id).all()
        cookie = f"{COOKIE}={a_session_of(a_user(Role.NATIONAL))}"
        db.session.remove()
        db.engine.dispose()
    return Shelf(event_id, soap, [number for (number,) in numbers], cookie)


class Clerk(Visitor):
    """A signed-in browser that issues one piece at a time, and sends the same form again when the line breaks."""

    def __init__(self, port: int, journal: Journal, shelf: Shelf) -> None:
        super().__init__(port, journal)
        self._cookie, self._shelf = shelf.cookie, shelf

    def give(self, registration_id: int) -> bool:
        """One piece to one person; whether it was acknowledged. Raises GaveUp."""
        path = f"/staff/events/{self._shelf.event_id}/materials/issue/people/{registration_id}"
        began = time.monotonic()
        _status, _place, page = self._insist("GET", path, None, began)
        body = urlencode({**dict(hidden(page)), f"n_{self._shelf.variant_id}": "1"})
        status, _place, _page = self._insist("POST", path, body, began)
        if status == 303:
            self._journal.acknowledge(str(registration_id), path, time.monotonic() - began)
        return status == 303

    def _keep_cookie(self, answer: HTTPResponse) -> None:
        """Beside the one of the form, the clerk's own stays."""
        super()._keep_cookie(answer)
        if not self._cookie.startswith(self._shelf.cookie):
            self._cookie = f"{self._shelf.cookie}; {self._cookie}"


class Desk:
    """So many clerks who serve one person after another until nobody waits or they are told to stop."""

    def __init__(self, port: int, hands: int, journal: Journal, shelf: Shelf) -> None:
        self.failed: list[BaseException] = []
        self._over, self._next = threading.Event(), count()
        self._port, self._journal, self._shelf = port, journal, shelf
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(hands)]

    def __enter__(self) -> "Desk":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(MOST_SECONDS)
        if self.failed and error[0] is None:
            raise self.failed[0]

    def wait(self, seconds: float) -> None:
        """Until everybody was served, or so long."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _work(self) -> None:
        clerk = Clerk(self._port, self._journal, self._shelf)
        try:
            while not self._over.is_set() and (number := next(self._next)) < len(self._shelf.people):
                clerk.give(self._shelf.people[number])
        except BaseException as error:  # shown by the thread that opened the desk
            self.failed.append(error)
        finally:
            clerk.leave()


@dataclass(frozen=True)
class Issued:
    """What was left. `lost` were acknowledged and hold nothing, `doubled` hold more than one."""

    acknowledged: int
    broken: int
    lost: set[str]
    doubled: set[str]
    statuses: Counter[int]
    silence: float
    wrong: list[Any]


def issue_under_kills(
    database: str, folder: Path, *, people: int, workers: int, hands: int, kills: int, every: float
) -> Issued:
    """Kill the eldest worker again and again while clerks issue."""
    shelf, journal = fill(database, folder, people, people), Journal()
    with Site(database, folder, workers) as site, Watch(site) as watch, Desk(site.port, hands, journal, shelf):
        for _ in range(kills):
            time.sleep(every)
            site.kill_a_worker()
        time.sleep(every)
    return aftermath(database, folder, journal, watch.longest)


def aftermath(database: str, folder: Path, journal: Journal, silence: float) -> Issued:
    held = held_by(database)
    doubled = {person for person, pieces in held.items() if pieces > 1}
    lost = set(journal.acknowledged) - set(held)
    return Issued(
        len(journal.acknowledged), journal.broken, lost, doubled, journal.statuses, silence, wrong_things(database, folder)
    )  # fmt: skip


def held_by(database: str) -> dict[str, int]:
    """How many pieces everybody holds who holds any."""
    engine = create_engine(database, **engine_options(database))
    with engine.connect() as connection:
        found = {str(person): pieces for person, pieces in connection.execute(HELD)}
    engine.dispose()
    return found
