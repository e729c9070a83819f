"""The whole gallery: every paper with five sets of invented data in three languages, and the share of each paper.

The ratio of a paper is its share of the time in percent; that of all of them is milliseconds a page at the reference's speed.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from campaign.config import Config, fresh_key
from campaign.core.i18n import LANGUAGES, use_language
from campaign.factory import create_app
from campaign.papers.gallery.documents import sample_pdf
from campaign.papers.gallery.schemas import DATA_SETS
from campaign.papers.gallery.showing import SAMPLES
from tests.bench.measure import REFERENCE, Case, Figures, calibrate, cpu, medians

KEY = b"k" * 32
MOST = 6  # ms a page: mostly files of one or two pages, each with fonts of its own, and pages full of the longest words
_PAGES = re.compile(rb"/Type ?/Pages/Count (\d+)")


def ours(quick: bool) -> Figures:
    """CPU seconds for each paper, and the pages of all, in a process that has made each once before."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config(fresh_key(), KEY, KEY, f"sqlite:///{folder}/none.db", Path(folder), default_language="kk", testing=True)
        with create_app(config).app_context():
            sets = list(DATA_SETS)[: 1 if quick else None]
            return _made(sets)


def _made(sets: list[str]) -> Figures:
    figures: Figures = {"pages": 0, "files": 0}
    for code, sample in SAMPLES.items():
        for spoken in LANGUAGES:
            with use_language(spoken):
                sample_pdf(sample, DATA_SETS["one"])
        figures[code] = 0
        for name in sets:
            for spoken in LANGUAGES:
                began = cpu()
                with use_language(spoken):
                    pdf = sample_pdf(sample, DATA_SETS[name])
                figures[code] += cpu() - began
                figures["files"] += 1
                figures["pages"] += max(int(count) for count in _PAGES.findall(pdf))
    return figures


def cases(quick: bool) -> list[Case]:
    found = medians({"ours": (ours, quick), "calibration": (calibrate,)}, 1 if quick else 3)
    figures, speed = found["ours"], REFERENCE / found["calibration"]["cpu"]
    pages, files = figures.pop("pages"), figures.pop("files")
    whole = sum(figures.values())
    a_page = whole / pages * 1000 * speed
    each = sorted(figures.items(), key=lambda paper: -paper[1])
    return [
        Case(f"all {len(each)} papers, {files:.0f} files, {pages:.0f} pages", whole, "cpu s", ratio=a_page,
             goal=f"≤ {MOST} ms a page", reached=a_page <= MOST),
        *(Case(f"share of {code}", spent, "cpu s", ratio=spent / whole * 100) for code, spent in each),
    ]  # fmt: skip
