"""Takes the figures of many bars at once: one child for all tests on a database, each benchmark once."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.bars.bar import NEITHER, NOT_MEASURED, POSTGRESQL, SQLITE, Bar, Cases, Measured, Reached, Tests
from tests.bench.measure import ROOT, Case

ON = {SQLITE: "sqlite", POSTGRESQL: "postgresql", NEITHER[0]: "sqlite"}
UNABLE = (OSError, ArithmeticError, LookupError, RuntimeError, AssertionError, subprocess.SubprocessError)


@dataclass(frozen=True)
class Outcome:
    """How one test ended, and the figures it said."""

    test: str
    passed: bool
    figures: tuple[str, ...] = ()


@dataclass
class Measurer:
    """Remembers what it has measured."""

    quick: bool
    _tests: dict[str, list[Outcome]] = field(default_factory=dict)
    _cases: dict[str, list[Case] | str] = field(default_factory=dict)

    def run_tests(self, bars: Iterable[Bar]) -> None:
        """All tests these bars name, in one child for each database."""
        targets: dict[str, dict[str, None]] = {}
        for bar in bars:
            evidence = bar.evidence(self.quick)
            if isinstance(evidence, Tests):
                for database in bar.databases:
                    targets.setdefault(ON[database], {}).update(dict.fromkeys(evidence.targets))
        for on, wanted in targets.items():
            self._tests[on] = outcomes(on, list(wanted))

    def figure(self, bar: Bar, database: str) -> Reached:
        match bar.evidence(self.quick):
            case Tests(targets=targets):
                return of_tests(self._tests.get(ON[database], []), targets)
            case Cases(benchmark=benchmark, words=words):
                return self._of_cases(
                    benchmark, words if database in NEITHER or len(bar.databases) == 1 else (*words, database)
                )
            case Measured(function=function):
                try:
                    return function(database, self.quick)
                except UNABLE as error:
                    return Reached(f"cannot be measured: {error}", None)

    def _of_cases(self, benchmark: str, words: tuple[str, ...]) -> Reached:
        if benchmark not in self._cases:
            try:
                self._cases[benchmark] = importlib.import_module(f"tests.bench.{benchmark}").cases(self.quick)
            except UNABLE as error:
                self._cases[benchmark] = str(error)
        found = self._cases[benchmark]
        return Reached(f"cannot run: {found}", None) if isinstance(found, str) else of_cases(found, words)


def outcomes(on: str, targets: list[str]) -> list[Outcome]:
    """What became of these tests with their applications on that database."""
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.jsonl"
        options = ("-q", "-p", "no:cacheprovider", "-p", "tests.bars.saying", "--tb=short", "--on", on)
        subprocess.run(
            [sys.executable, "-m", "pytest", *options, *targets],
            cwd=ROOT, check=False, stdout=sys.stderr, env={**os.environ, "BARS_SAID": str(said)},
        )  # fmt: skip
        lines = said.read_text().splitlines() if said.exists() else []
    return [Outcome(test, passed, tuple(figures)) for test, passed, figures in map(json.loads, lines)]


def of_tests(found: list[Outcome], targets: tuple[str, ...]) -> Reached:
    """The figures that the tests said, else how many there were. A target without a test is not measured."""
    wanted = {target: [one for one in found if belongs(one.test, target)] for target in targets}
    ours = [one for some in wanted.values() for one in some]
    if missing := [target for target, some in wanted.items() if not some]:
        return Reached(f"no test ran: {', '.join(missing)}", None)
    if failed := [one.test for one in ours if not one.passed]:
        return Reached(f"{len(failed)} of {len(ours)} tests fail: {failed[0]}", False)
    figures = list(dict.fromkeys(figure for one in ours for figure in one.figures))
    return Reached("; ".join(figures) or f"{len(ours)} {'test' if len(ours) == 1 else 'tests'}", True)


def belongs(test: str, target: str) -> bool:
    return test == target or test.startswith((f"{target}::", f"{target}[", f"{target.rstrip('/')}/"))


def of_cases(cases: list[Case], words: tuple[str, ...]) -> Reached:
    """The figures of the cases that have a goal, and whether none is missed."""
    ours = [case for case in cases if all(word in case.case for word in words) and case.goal]
    if not ours or any(case.reached is None for case in ours):
        return NOT_MEASURED
    missed = [case for case in ours if not case.reached]
    said = "; ".join(f"{case.case}: {case.ours:,.6g} {case.unit}" for case in missed or ours)
    return Reached(said, not missed)
