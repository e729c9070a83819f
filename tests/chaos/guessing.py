"""Many guesses at once at a site of several workers: passwords of one account, and digits of one short code."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier

from campaign.accounts.services import limits
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db
from campaign.events.models import Event
from campaign.factory import create_app
from tests.accounts.conftest import an_account
from tests.chaos.machines import Browser
from tests.chaos.site import Site, prepare
from tests.chaos.visitors import hidden
from tests.conftest import config_for
from tests.factories import a_registration

WORKERS, GUESSES = 3, 40
MOST = limits.SIGN_IN_ACCOUNT.most
UNCOUNTED = "tests.chaos.uncounted:uncounted()"


@dataclass(frozen=True)
class Compared:
    """How many guesses of one storm were compared; the others were told to wait. `odd` answers were neither."""

    passwords: int
    codes: int
    odd: int


def storms(database: str, folder: Path, app: str = "app:app") -> Compared:
    (event_id,) = prepare(database, folder, [10])
    with create_app(config_for(database, folder)).app_context(), acting_as(SYSTEM):
        email, event = an_account().email, db.session.get_one(Event, event_id)
        code = a_registration(event).code
        db.session.remove()
        db.engine.dispose()
    with Site(database, folder, WORKERS, app) as site:
        passwords = _storm(site, "/sign-in", [{"email": email, "password": f"wrong {turn}"} for turn in range(GUESSES)])
        codes = _storm(site, "/ticket", [{"code": code, "digits": f"{9000 + turn}"} for turn in range(GUESSES)])
    odd = sum((passwords + codes).values()) - sum((passwords + codes)[status] for status in (422, 429))
    return Compared(passwords[422], codes[422], odd)


def _storm(site: Site, path: str, guesses: list[dict[str, str]]) -> Counter[int]:
    """Everybody has the form open before the first sends it."""
    together = Barrier(len(guesses))

    def one(guess: dict[str, str]) -> int:
        browser = Browser()
        _status, page = browser.ask(site, "GET", path)
        together.wait()
        return browser.ask(site, "POST", path, {**dict(hidden(page)), **guess})[0]

    with ThreadPoolExecutor(len(guesses)) as pool:
        return Counter(pool.map(one, guesses))
