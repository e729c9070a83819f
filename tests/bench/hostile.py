"""2,000 names made to break papers on every paper of the gallery, in three languages by turns: each comes back whole."""

from __future__ import annotations

import tempfile
from pathlib import Path

from campaign.core.i18n import LANGUAGES, use_language
from campaign.papers.gallery.showing import SAMPLES
from tests.bench.measure import Case, Figures, cpu, in_child
from tests.papers.gallery import kept
from tests.papers.gallery.hostile import ON_ONE, WHOLE, found_on, hostile_names


def ours(many: int) -> Figures:
    """How many names stood on how many files, and how many did not come back. A file that fails raises."""
    names, figures = hostile_names(many), {"files": 0, "names": 0, "missing": 0, "papers": 0, "cpu": cpu()}
    with tempfile.TemporaryDirectory() as folder, kept.room(Path(folder)):
        figures["papers"] = len(SAMPLES)
        for turn, first in enumerate(range(0, many, ON_ONE)):
            for code, sample in SAMPLES.items():
                with use_language(LANGUAGES[turn % len(LANGUAGES)]):
                    found = found_on(sample, names[first : first + ON_ONE])
                for name in found.missing:
                    print(f"{code}: {name!a}")
                figures["files"] += 1
                figures["names"] += found.printed
                figures["missing"] += len(found.missing)
    return {**figures, "cpu": cpu() - figures["cpu"]}


def cases(quick: bool) -> list[Case]:
    figures = in_child(ours, 3 * ON_ONE if quick else WHOLE)
    said = f"{figures['names']:.0f} names on {figures['files']:.0f} files of {figures['papers']:.0f} papers"
    return [
        Case(f"{said}: missing or cut", figures["missing"], "names", goal="0", reached=figures["missing"] == 0),
        Case("time for all of them", figures["cpu"], "cpu s"),
    ]
