"""python -m tests.bench [NAME…] [--json] [--quick] [--peers]: runs benchmarks and prints their figures.

Exits 1 when a goal is missed; with --quick (small sizes) only when a benchmark cannot run. `bars` is judged either way, and
tells each figure on stderr as it is reached.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict

import tests.bench
from tests.bench.measure import MINUTES, ONLY, PEERS, Case

Benchmark = Callable[[bool], list[Case]]
ALONE = ("bars",)  # runs others: only when it is named


def benchmarks() -> dict[str, Benchmark]:
    """Name → function of every module of this package that has `cases`."""
    found = (module.name for module in pkgutil.iter_modules(tests.bench.__path__))
    names = [name for name in found if name not in ("__main__", "child") and not name.startswith("test_")]
    modules = {name: importlib.import_module(f"tests.bench.{name}") for name in names}
    return {name: module.cases for name, module in modules.items() if hasattr(module, "cases")}


def main(arguments: list[str]) -> int:
    known = benchmarks()
    parser = argparse.ArgumentParser(prog="bench", description="Measure what the campaign's heavy work costs.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(known)}; none means all")
    parser.add_argument("--json", action="store_true", help="print one JSON document a benchmark")
    parser.add_argument("--quick", action="store_true", help="small sizes; goals are not judged")
    parser.add_argument("--peers", action="store_true", help="also peers that have an environment of their own")
    parser.add_argument("--only", metavar="LINE;…", help="of bars these lines alone")
    limit = "of bars end after so many and print what there is (else 120; the whole takes some 70 alone on two cores)"
    parser.add_argument("--minutes", metavar="N", type=float, help=limit)
    chosen = parser.parse_args(arguments)
    if unknown := [name for name in chosen.names if name not in known]:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}")
    if chosen.peers:
        os.environ[PEERS] = "1"
    os.environ[ONLY] = chosen.only or ""
    os.environ[MINUTES] = str(chosen.minutes or "")
    names = chosen.names or [name for name in known if name not in ALONE]
    outcomes = [run(name, known[name], chosen.quick, chosen.json) for name in names]
    return int(not all(outcomes))


def run(name: str, cases: Benchmark, quick: bool, as_json: bool) -> bool:
    """Run one benchmark and print it; whether it ran and, unless quick, reached its goals."""
    try:
        found = cases(quick)
    except (OSError, ArithmeticError, LookupError, RuntimeError, subprocess.SubprocessError) as error:
        print(f"{name}: cannot run: {error}", file=sys.stderr)
        return False
    show = getattr(sys.modules[cases.__module__], "table", table)
    print(document(name, found) if as_json else show(name, found), flush=True)
    return (quick and name not in ALONE) or not any(case.reached is False for case in found)


def document(name: str, cases: list[Case]) -> str:
    return json.dumps({"name": name, "cases": [asdict(case) for case in cases]}, ensure_ascii=False)


HEAD = ("case", "ours", "naive", "peer", "floor", "unit", "ratio", "goal", "reached")


def table(name: str, cases: list[Case]) -> str:
    """The cases as a table in columns of text."""
    rows = [HEAD, *(cells(case) for case in cases)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([name, *(f"  {line}" for line in lines)])


def cells(case: Case) -> tuple[str, ...]:
    figures = [figure(value) for value in (case.ours, case.naive, case.peer, case.floor)]
    ratio = "not measured" if case.goal and case.ratio is None and case.reached is None else figure(case.ratio)
    reached = {True: "yes", False: "NO", None: "–"}[case.reached]
    return (case.case, *figures, case.unit, ratio, case.goal or "–", reached)


def figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.4g}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
