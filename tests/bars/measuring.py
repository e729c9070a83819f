"""Takes the figures of many bars and tells each as soon as it is reached: tests first, then benchmarks, then what is measured.

The tests of both databases run at once, each in a child of its own; benchmarks one after another, each once, for most of them
keep several processes busy; what is measured `apart` for both databases at once. Whatever is begun ends with this process.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.bars.bar import NEITHER, NOT_MEASURED, POSTGRESQL, SQLITE, Bar, Cases, Measured, Reached, Tests
from tests.bench.measure import ROOT, Case

ON = {SQLITE: "sqlite", POSTGRESQL: "postgresql", NEITHER[0]: "sqlite"}
UNABLE = (OSError, ArithmeticError, LookupError, RuntimeError, AssertionError, ValueError, subprocess.SubprocessError)
LOOK, TELL = 1.0, 30.0  # seconds between looks at what the tests said, and between words about how far they are
Told = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """How one test ended, and the figures it said."""

    test: str
    passed: bool
    figures: tuple[str, ...] = ()


@dataclass
class Measurer:
    """Remembers what it has measured. `told` is given a line for each figure, and now and then one about how far it is."""

    quick: bool
    told: Told = lambda line: None
    found: dict[tuple[str, str, str], Reached] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def measure(self, bars: list[Bar]) -> None:
        """All of them. What was reached stands in `found` even when this is broken off."""
        self._tests(bars)
        self._benchmarks(bars)
        self._functions(bars)

    def figure(self, bar: Bar, database: str) -> Reached:
        return self.found.get((bar.line, bar.part, database), NOT_MEASURED)

    def _keep(self, bar: Bar, database: str, reached: Reached) -> None:
        self.found[bar.line, bar.part, database] = reached
        name = f"{bar.line}: {bar.part}" if bar.part else bar.line
        self.say(f"{'yes' if reached.reached else 'NO '} {name}, {database}: {reached.figure}")

    def say(self, line: str) -> None:
        spent = int(time.monotonic() - self.began)
        self.told(f"[{spent // 60:02}:{spent % 60:02}] {line}")

    def _of(self, bars: Iterable[Bar], kind: type) -> Iterator[tuple[Bar, str]]:
        """The bars of one kind of evidence, each with its databases."""
        for bar in bars:
            if isinstance(bar.evidence(self.quick), kind):
                yield from ((bar, database) for database in bar.databases)

    def _tests(self, bars: list[Bar]) -> None:
        waiting = list(self._of(bars, Tests))
        targets: dict[str, dict[str, None]] = {}
        for bar, database in waiting:
            targets.setdefault(ON[database], {}).update(dict.fromkeys(_targets(bar, self.quick)))
        with tempfile.TemporaryDirectory() as folder, ended() as running:
            said = {on: Path(folder) / f"{on}.jsonl" for on in targets}
            children = {on: running(tests_command(on, list(wanted)), BARS_SAID=str(said[on])) for on, wanted in targets.items()}
            self._watch(waiting, said, children)

    def _watch(self, waiting: list[tuple[Bar, str]], said: dict[str, Path], children: dict[str, subprocess.Popen[str]]) -> None:
        words = 0.0
        while waiting:
            over = {on for on, child in children.items() if child.poll() is not None}
            heard = {on: heard_in(path) for on, path in said.items()}
            for bar, database in list(waiting):
                on = ON[database]
                if on in over or heard[on].has_all(_targets(bar, self.quick)):
                    waiting.remove((bar, database))
                    self._keep(bar, database, of_tests(heard[on].outcomes, _targets(bar, self.quick)))
            if waiting and time.monotonic() - words > TELL:
                words = time.monotonic()
                self.say(", ".join(f"{len(one.outcomes)} of {len(one.collected)} tests on {on}" for on, one in heard.items()))
            if waiting:
                time.sleep(LOOK)

    def _benchmarks(self, bars: list[Bar]) -> None:
        asked: dict[str, list[tuple[Bar, str]]] = {}
        for bar, database in self._of(bars, Cases):
            evidence = bar.evidence(self.quick)
            assert isinstance(evidence, Cases)
            asked.setdefault(evidence.benchmark, []).append((bar, database))
        for name, ours in asked.items():
            self.say(f"benchmark {name}")
            found = benchmark(name, self.quick)
            for bar, database in ours:
                evidence = bar.evidence(self.quick)
                assert isinstance(evidence, Cases)
                alone = database in NEITHER or len(bar.databases) == 1
                words = evidence.words if alone else (*evidence.words, database)
                self._keep(bar, database, Reached(found, None) if isinstance(found, str) else of_cases(found, words))

    def _functions(self, bars: list[Bar]) -> None:
        for bar in bars:
            evidence = bar.evidence(self.quick)
            if isinstance(evidence, Measured) and evidence.apart:
                self._apart(bar, evidence)
            elif isinstance(evidence, Measured):
                for database in bar.databases:
                    try:
                        self._keep(bar, database, evidence.function(database, self.quick))
                    except UNABLE as error:
                        self._keep(bar, database, Reached(f"cannot be measured: {error}", None))

    def _apart(self, bar: Bar, evidence: Measured) -> None:
        place = (evidence.function.__module__, evidence.function.__name__)
        with ended() as running:
            children = {
                database: running(
                    [sys.executable, "-m", "tests.bars.child", *place, database, str(int(self.quick))], piped=True
                )
                for database in bar.databases
            }
            for database, child in children.items():
                said, _nothing = child.communicate()
                self._keep(bar, database, _reached_of(said, child.returncode))


def _targets(bar: Bar, quick: bool) -> tuple[str, ...]:
    evidence = bar.evidence(quick)
    assert isinstance(evidence, Tests)
    return evidence.targets


def tests_command(on: str, targets: list[str]) -> list[str]:
    options = ("-q", "-p", "no:cacheprovider", "-p", "tests.bars.saying", "--tb=short", "--on", on)
    return [sys.executable, "-m", "pytest", *options, *targets]


@contextmanager
def ended() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Begins children; each has ended, with whatever it began, when this is left. What they print goes to stderr."""
    began: list[subprocess.Popen[str]] = []

    def running(command: list[str], *, piped: bool = False, **more: str) -> subprocess.Popen[str]:
        out = subprocess.PIPE if piped else sys.stderr
        child = subprocess.Popen(command, cwd=ROOT, stdout=out, text=True, env={**os.environ, **more}, start_new_session=True)
        began.append(child)
        return child

    try:
        yield running
    finally:
        for child in began:
            if child.poll() is None:
                with suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGTERM)
                try:
                    child.wait(10)
                except subprocess.TimeoutExpired:
                    os.killpg(child.pid, signal.SIGKILL)
                    child.wait()


def benchmark(name: str, quick: bool) -> list[Case] | str:
    """Its cases, or why it cannot run."""
    with ended() as running:
        command = [sys.executable, "-m", "tests.bench", name, "--json", *(["--quick"] if quick else [])]
        said, _nothing = running(command, piped=True).communicate()
    for line in reversed(said.splitlines()):
        if line.startswith('{"name"'):
            return [Case(**case) for case in json.loads(line)["cases"]]
    return f"cannot run: python -m tests.bench {name} says why"


def _reached_of(said: str, code: int) -> Reached:
    lines = said.splitlines()
    if code or not lines:
        return Reached(f"cannot be measured: the child ended with {code}", None)
    figure, reached = json.loads(lines[-1])
    return Reached(figure, reached)


@dataclass(frozen=True)
class Heard:
    """What a child of tests has said so far; `collected` is empty before it has found them."""

    collected: list[str]
    outcomes: list[Outcome]

    def has_all(self, targets: tuple[str, ...]) -> bool:
        """Whether every test of these has ended."""
        ended_ones = {one.test for one in self.outcomes}
        wanted = [test for test in self.collected if any(belongs(test, target) for target in targets)]
        return bool(wanted) and ended_ones.issuperset(wanted)


def heard_in(path: Path) -> Heard:
    """Lines that are still being written are left for later."""
    lines = path.read_text().splitlines(keepends=True) if path.exists() else []
    said = [json.loads(line) for line in lines if line.endswith("\n")]
    collected = [test for line in said if line[0] == "collected" for test in line[1]]
    outcomes = [Outcome(test, passed, tuple(figures)) for test, passed, figures in (line for line in said if len(line) == 3)]
    return Heard(collected, outcomes)


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
