"""The world of the matrix on top of the demo season, in which every text that is kept has a row; and the papers, alone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db
from campaign.core.i18n import LANGUAGES, Translated, use_language
from campaign.papers.gallery.cast import LONGEST_NAME, Cast
from campaign.papers.gallery.documents import sample_pdf
from campaign.papers.gallery.schemas import DATA_SETS
from campaign.papers.gallery.showing import SAMPLES
from campaign.reports.demo import load_demo
from tests.conftest import built_app, ship
from tests.house.world import built
from tests.injections import outputs
from tests.injections.rounds import Looked, Rounds
from tests.injections.strings import STRINGS
from tests.papers.gallery import kept


@contextmanager
def rounds_on(url: str) -> Iterator[Rounds]:
    """Rounds in a world of its own on this database, which is empty."""
    with tempfile.TemporaryDirectory() as folder:
        ship(url)
        app = built_app(url, Path(folder))
        with app.app_context():
            set_actor(SYSTEM)
            load_demo()
            rounds = Rounds(built(app))
            rounds.begin()
            yield rounds
            db.session.remove()
            db.engine.dispose()


def papers(strings: int = len(STRINGS)) -> Looked:
    """Every paper that there is with one string in the place of every name, place and word, for so many of the strings."""
    looked = Looked()
    with tempfile.TemporaryDirectory() as folder, kept.room(Path(folder)):
        for number, string in enumerate(STRINGS[:strings]):
            with use_language(LANGUAGES[number % len(LANGUAGES)]):
                for code, sample in SAMPLES.items():
                    pdf = sample_pdf(sample, replace(DATA_SETS["one"], cast=cast_of(string)))
                    looked.take("application/pdf", f"{code} with {string!a}", pdf, outputs.paper)
    return looked


def cast_of(string: str) -> Cast:
    """Everybody and everything is called so, in as many characters as may be typed there."""
    short = string[:LONGEST_NAME]
    return Cast(
        (f"{short} А",), (short,), (Translated(short, short, short),), lambda words, most: string[:most] if words else ""
    )
