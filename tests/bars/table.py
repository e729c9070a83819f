"""All bars, and the table of them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tests.bars
from tests.bars.asked import ASKED, Section
from tests.bars.bar import BOTH, NEITHER, NOT_MEASURED, Bar, Reached
from tests.bars.measuring import Measurer

WIDE = 56


@dataclass(frozen=True)
class Row:
    """One bar, measured. `figures` by the database."""

    section: Section
    line: str
    part: str
    asks: str
    figures: dict[str, Reached]

    @property
    def reached(self) -> bool:
        return all(figure.reached is True for figure in self.figures.values())


def all_bars() -> list[Bar]:
    """Those of every module of this package that has `BARS`."""
    names = [module.name for module in pkgutil.iter_modules(tests.bars.__path__) if not module.name.startswith("test_")]
    modules = (importlib.import_module(f"tests.bars.{name}") for name in names)
    return [bar for module in modules for bar in getattr(module, "BARS", ())]


def measured(quick: bool, lines: Iterable[str] = ()) -> list[Row]:
    """Every line that is asked, or these, each with all its bars; one that nothing measures is not measured."""
    wanted = set(lines)
    bars = [bar for bar in all_bars() if not wanted or bar.line in wanted]
    measurer = Measurer(quick)
    measurer.run_tests(bars)
    return [row for row in rows(bars, measurer) if not wanted or row.line in wanted]


def rows(bars: list[Bar], measurer: Measurer) -> Iterator[Row]:
    for section, asked in ASKED.items():
        for line, asks in asked.items():
            ours = [bar for bar in bars if bar.line == line]
            for bar in ours:
                figures = {name: measurer.figure(bar, name) for name in bar.databases}
                yield Row(section, line, bar.part, asks, figures)
            if not ours:
                yield Row(section, line, "", asks, dict.fromkeys(BOTH, NOT_MEASURED))


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
        first, second = row.figures[NEITHER[0]].figure, "(no database)"
    else:
        first, second = (row.figures[name].figure if name in row.figures else "–" for name in BOTH)
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
