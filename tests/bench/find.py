"""Searching everything in a house with a hundred thousand people: what one search costs the process that answers.

Words that nobody has are the dearest, since every name is looked at for them; of common ones the first hundred are enough.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from campaign.core.db import db
from campaign.reports.demo import load_demo
from campaign.reports.demo_crowd import load_crowd
from tests.bench import house
from tests.bench.measure import REFERENCE, Case, calibrate, in_child, medians
from tests.bench.pages import fast, look

SEARCHES = {
    "a common name": "айгерим",
    "a name that nobody has": "щукарь-заливной",
    "the end of a phone": "0123",
    "a stop": "балхаш",
    "a number": "00001",
}


def prepare(folder: str, count: int) -> dict[str, str]:
    """The demo with its crowd, and somebody signed in who sees all of it; the addresses of the searches."""
    with house.new(folder):
        load_demo()
        load_crowd(count, lambda words: None, count // 4)
        house.sign_in(folder)
        (Path(folder) / "people").write_text(
            str(db.session.connection().exec_driver_sql("SELECT count(*) FROM people").scalar())
        )
    return {name: f"/staff/find?q={words}" for name, words in SEARCHES.items()}


def cases(quick: bool) -> list[Case]:
    count, rounds = (5_000, 1) if quick else (100_000, 3)
    with tempfile.TemporaryDirectory() as folder:
        urls = in_child(prepare, folder, count)
        jobs = {name: (look, folder, url, False) for name, url in urls.items()}
        found = medians({**jobs, "calibration": (calibrate,)}, rounds)
        people = int((Path(folder) / "people").read_text())
    scale = REFERENCE / found["calibration"]["cpu"] * 1000
    return [
        fast(f"{name} among {people:,} people, {found[name]['statements']:.0f} statements", found[name]["p95"] * scale)
        for name in SEARCHES
    ]
