"""All bars, and the table of them."""

from __future__ import annotations

import importlib
import pkgutil
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import tests.bars
from tests.bars.asked import ASKED, Section
from tests.bars.bar import BOTH, NEITHER, NOT_MEASURED, Bar, Reached
from tests.bars.measuring import Measurer

WIDE = 56
MOST_MINUTES = 120.0


@dataclass(frozen=True)
class Row:
    """One bar, measured. `figures` by the database."""

    section: Section
    line: str
    part: str
    asks: str
    figures: dict[str, Reached]
    why: str = ""

    @property
    def reached(self) -> bool:
        return all(figure.reached is True for figure in self.figures.values())


def all_bars() -> list[Bar]:
    """Those of every module of this package that has `BARS`."""
    names = [module.name for module in pkgutil.iter_modules(tests.bars.__path__) if not module.name.startswith("test_")]
    modules = (importlib.import_module(f"tests.bars.{name}") for name in names)
    return [bar for module in modules for bar in getattr(module, "BARS", ())]


def measured(quick: bool, lines: Iterable[str] = (), minutes: float = MOST_MINUTES) -> list[Row]:
    """Every line that is asked, or these, each with all its bars; a clause that nothing measures is not measured.

    Each figure is told on stderr as it is reached. Broken off, or when the minutes are over, the rest is not measured.
    """
    wanted = set(lines)
    if unknown := wanted - {line for asked in ASKED.values() for line in asked}:
        raise LookupError(f"no line {', '.join(sorted(unknown))}")
    bars = [bar for bar in all_bars() if not wanted or bar.line in wanted]
    measurer = Measurer(quick, lambda line: print(line, file=sys.stderr, flush=True))
    try:
        with at_most(minutes):
            measurer.measure(bars)
    except KeyboardInterrupt:
        measurer.say("broken off: what follows has what was reached until now")
    return [row for row in rows(bars, measurer) if not wanted or row.line in wanted]


@contextmanager
def at_most(minutes: float) -> Iterator[None]:
    """Raises KeyboardInterrupt when the time is over, and when this process is told to end."""

    def over(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = {name: signal.signal(name, over) for name in (signal.SIGALRM, signal.SIGTERM)}
    signal.setitimer(signal.ITIMER_REAL, minutes * 60)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for name, handler in before.items():
            signal.signal(name, handler)


def rows(bars: list[Bar], measurer: Measurer) -> Iterator[Row]:
    for section, asked in ASKED.items():
        for line, clauses in asked.items():
            ours = [bar for bar in bars if bar.line == line]
            for bar in ours:
                figures = {name: measurer.figure(bar, name) for name in bar.databases}
                yield Row(section, line, bar.part, asks(bar), figures, bar.why)
            shown = {clause for bar in ours for clause in bar.shows}
            for clause, words in clauses.items():
                if clause not in shown:
                    yield Row(section, line, f"clause {clause}", words, dict.fromkeys(BOTH, NOT_MEASURED))


def asks(bar: Bar) -> str:
    """The words of the clauses that it shows."""
    (clauses,) = (asked[bar.line] for asked in ASKED.values() if bar.line in asked)
    return "; ".join(clauses[clause] for clause in bar.shows)


def missed(found: Iterable[Row]) -> list[str]:
    """The names of the bars that are not reached, each with the database."""
    return [
        f"{row.line}{row.part and f': {row.part}'}, {name}"
        for row in found for name, figure in row.figures.items() if figure.reached is not True
    ]  # fmt: skip


def printed(found: list[Row]) -> str:
    """Section by section; long figures are broken over lines of their own column."""
    lines = []
    for section in Section:
        here = [row for row in found if row.section is section]
        if here:
            lines += [str(section), *_cells("  bar", *BOTH, "reached"), *(line for row in here for line in _row(row))]
    return "\n".join(lines)


def _row(row: Row) -> list[str]:
    name = f"  {row.line}: {row.part}" if row.part else f"  {row.line}"
    if NEITHER[0] in row.figures:
        first, second = row.figures[NEITHER[0]].figure, f"(no database: {row.why})"
    else:
        first, second = (row.figures[name].figure if name in row.figures else f"({row.why})" for name in BOTH)
    return _cells(name, first, second, "yes" if row.reached else "NO")


def _cells(name: str, first: str, second: str, reached: str) -> list[str]:
    parts = [_broken(name, 34), _broken(first, WIDE), _broken(second, WIDE), [reached]]
    height = max(map(len, parts))
    columns = [[*part, *[""] * (height - len(part))] for part in parts]
    return [f"{a:<34}  {b:<{WIDE}}  {c:<{WIDE}}  {d}".rstrip() for a, b, c, d in zip(*columns, strict=True)]


def _broken(text: str, width: int) -> list[str]:
    lines, indent = [""], text[: len(text) - len(text.lstrip())]
    for word in text.split():
        candidate = f"{lines[-1]} {word}".strip()
        if lines[-1].strip() and len(indent + candidate) > width:
            lines.append(word)
        else:
            lines[-1] = candidate
    return [indent + line for line in lines]
