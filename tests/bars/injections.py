"""Forty strings in every text there is, and everything that comes out (tests/injections)."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack

from campaign.core.mail.outbox import WRITERS
from tests import postgres
from tests.bars.bar import NEITHER, SQLITE, Bar, Measured, Reached, Tests
from tests.injections import outputs
from tests.injections.rounds import Looked
from tests.injections.strings import STRINGS
from tests.injections.world import papers, rounds_on

SHORT = (0, 25)


def everywhere(database: str, quick: bool) -> Reached:
    """Each string into each text of a season, then every page, file and letter."""
    with ExitStack() as open_ones:
        if database == SQLITE:
            url = f"sqlite:///{open_ones.enter_context(tempfile.TemporaryDirectory())}/test.db"
        else:
            url = open_ones.enter_context(postgres.fresh_database())
        rounds = open_ones.enter_context(rounds_on(url))
        turns = SHORT if quick else range(len(STRINGS))
        for turn in turns:
            rounds.go(turn)
        looked = rounds.looked
    written = looked.written
    shut = written.refused - written.taken
    texts = f"{len(written.taken)} texts × {len(turns)} strings ({len(shut)} more are held shut by their own tables)"
    absent = [*(written.absent - written.taken), *(set(WRITERS) - looked.letters)]
    return judged(looked, texts, absent)


def judged(looked: Looked, texts: str, absent: Sequence[str] = ()) -> Reached:
    """`absent` texts and letters were in no row, or went to nobody."""
    outs = ", ".join(f"{count:,} {outputs.NAMES[kind]}" for kind, count in sorted(looked.outs.items()))
    nowhere = [outputs.NAMES[kind] for kind in looked.outs if not looked.marked[kind]]
    wrong = [*looked.wrong, *(f"no string came out in {name}" for name in nowhere)]
    wrong += [f"{name} was not tried" for name in absent]
    said = f"; first: {wrong[0][:200]}" if wrong else ""
    return Reached(f"{texts} in {outs}: {len(wrong)} run or break{said}", not wrong)


def on_paper(database: str, quick: bool) -> Reached:
    looked = papers(2 if quick else len(STRINGS))
    return judged(looked, "every word of every paper")


BARS = (
    Bar(
        "injections", Measured(everywhere, apart=True), part="every text that is kept",
        shows=("pages", "PDF", "mail", "CSV", "XLSX", "ICS"),
    ),
    Bar(
        "injections", Measured(on_paper, apart=True), part="every paper", databases=NEITHER, shows=("PDF",),
        why="papers are drawn from what was read",
    ),
    Bar(
        "injections", Tests("tests/injections/test_injections.py"), part="fields of forms; mutants",
        databases=NEITHER,
        shows=("forms",), why="a form knows no database",
    ),
)  # fmt: skip
