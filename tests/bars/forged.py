"""Short codes, guessed ten thousand times from ever new addresses."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from campaign.core import crypto
from campaign.core.actor import NOBODY, SYSTEM, acting_as, set_actor
from campaign.core.db import db
from tests import postgres
from tests.bars.bar import SQLITE, Bar, Measured, Reached
from tests.conftest import built_app, ship
from tests.people.ticket.test_finding import guessed, registered

GUESSES = 10_000


def short_codes(database: str, quick: bool) -> Reached:
    """Whole codes with the right check sign and the digits of somebody who is there, and digits of a code that is there."""
    count, taken = GUESSES // 20 if quick else GUESSES, 0
    with ExitStack() as opened:
        folder = opened.enter_context(tempfile.TemporaryDirectory())
        url = f"sqlite:///{folder}/test.db" if database == SQLITE else opened.enter_context(postgres.fresh_database())
        ship(url)
        with built_app(url, Path(folder)).app_context():
            set_actor(SYSTEM)
            code = registered().code
            with acting_as(NOBODY):
                for number in range(count):
                    address = f"10.{number % 250}.{number // 250}.1"
                    forged = (code, f"{(number + 124) % 10_000:04}") if number % 20 == 0 else (crypto.new_code(), "0123")
                    taken += guessed(*forged, address) is not None
            db.session.remove()
            db.engine.dispose()
    return Reached(f"{taken} of {count:,} guesses taken", taken == 0)


BARS = (Bar("forgeries", Measured(short_codes, apart=True), part="short codes", shows=("short codes",)),)
