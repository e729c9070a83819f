"""Letting people in at the door: the frame. The least application is measured; ours is, as soon as it has a door."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from tests import postgres
from tests.bench import mini
from tests.bench.measure import Case
from tests.bench.serving import Browser, cost, served

BATCH = 50


def _scan(browser: Browser, number: int) -> None:
    browser.post(f"/checkin/{number}", {}, expect=200)


def _scan_many(browser: Browser, first: int) -> None:
    browser.send("/checkin", urlencode([("number", first + place) for place in range(BATCH)]), expect=200)


def minis(count: int, rounds: int) -> tuple[float, float]:
    """CPU seconds of one scan, and of one scan in a batch of fifty."""
    with tempfile.TemporaryDirectory() as folder, postgres.fresh_database() as url:
        mini.build(url, count)
        with served("tests.bench.mini:from_environment()", url, Path(folder), {mini.DATABASE: url}) as app:
            browser = Browser(app.port)
            for number in range(1, 30):
                _scan(browser, number)
            one = [cost(app, lambda turn: _scan(browser, 1 + turn), count // 2) for _round in range(rounds)]
            many = [cost(app, lambda turn: _scan_many(browser, 1 + turn), count // 10) for _round in range(rounds)]
    return statistics.median(one), statistics.median(many) / BATCH


def cases(quick: bool) -> list[Case]:
    one, many = minis(100 if quick else 600, 1 if quick else 3)
    return [
        Case("one scan with a key", None, "cpu ms", one * 1000, goal="≤ 2.5× mini"),
        Case(f"a scan of a batch of {BATCH}", None, "cpu ms", many * 1000, goal="≤ 1× mini"),
        Case("16 scans of one person at once", None, "answers", goal="once in, 15 times already"),
    ]
