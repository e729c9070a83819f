"""What an answer tells by its time."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from flask import Flask

from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db
from tests import postgres
from tests.accounts import timing
from tests.accounts.conftest import an_account
from tests.bars.bar import SQLITE, Bar, Measured, Reached
from tests.conftest import built_app, migrate

ROUNDS = 60


def sign_in(database: str, quick: bool) -> Reached:
    return _told(database, quick, timing.sign_in)


def reset(database: str, quick: bool) -> Reached:
    return _told(database, quick, timing.reset)


def _told(database: str, quick: bool, ask: Callable[[Flask, str, int], timing.Told]) -> Reached:
    """Medians of so many askings, a known and an unknown address by turns."""
    with ExitStack() as opened:
        folder = opened.enter_context(tempfile.TemporaryDirectory())
        if database == SQLITE:
            migrate(url := f"sqlite:///{folder}/test.db")
        else:
            url = opened.enter_context(postgres.fresh_database(migrate))
        app = built_app(url, Path(folder))
        with app.app_context():
            set_actor(SYSTEM)
            told = ask(app, an_account().email, ROUNDS // 4 if quick else ROUNDS)
            db.session.remove()
            db.engine.dispose()
    answers = "same" if told.same else "ANOTHER"
    times = f"{told.known:.1f} ms known, {told.unknown:.1f} ms unknown"
    return Reached(f"{times}: {told.apart:.1%} apart (≤ {timing.MOST:.0%}), {answers} answer", told.tells_nothing)


BARS = (
    Bar("same answer", Measured(sign_in), part="sign-in", shows=("sign-in",)),
    Bar("same answer", Measured(reset), part="a new password", shows=("reset",)),
)
