"""How a figure is taken: in a child process, in CPU seconds, interleaved with what it is compared to.

A benchmark is a module of this package with a function `cases(quick) -> list[Case]`; it is found by itself and
named after the module. Its work lives in functions of plain arguments that return figures, and `medians` runs
them:

    def ours(count: int) -> Figures:
        began = cpu()
        ...
        return {"cpu": cpu() - began}

    def cases(quick: bool) -> list[Case]:
        found = medians({"ours": (ours, count), "naive": (naive, count)})
        ratio = found["naive"]["cpu"] / found["ours"]["cpu"]
        return [Case("10k", found["ours"]["cpu"], "cpu s", ratio=ratio, goal="≥ 10× naive", reached=ratio >= 10)]
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Figures = dict[str, float]
Job = tuple[Any, ...]
"""A function of a module, and its arguments (plain enough for JSON)."""

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
REFERENCE = 0.63  # seconds of `calibrate` on the reference machine
PEERS = "CAMPAIGN_BENCH_PEERS"
ONLY = "BENCH_ONLY"  # without our prefix: what begins with it is a setting, and an unknown one stops the start
MINUTES = "BENCH_MINUTES"


@dataclass(frozen=True, slots=True)
class Case:
    """One goal: our figure beside the others, all in the same unit; None was not measured.

    `ratio` is the number the goal speaks of; `reached` None decides nothing.
    """

    case: str
    ours: float | None
    unit: str
    naive: float | None = None
    peer: float | None = None
    floor: float | None = None
    ratio: float | None = None
    goal: str = ""
    reached: bool | None = None


def cpu() -> float:
    """CPU seconds, user and system, of this process and the children it waited for."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def held() -> float:
    """The memory this process holds now, in MB; where the system does not tell, the most it ever held."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return peak()
    return pages * resource.getpagesize() / (1 << 20)


def peak() -> float:
    """The most memory this process ever held, in MB.

    Linux lets a child begin with the `ru_maxrss` of whoever started it: there the system is asked for the program's own.
    """
    try:
        told = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 10 if sys.platform == "linux" else 1 << 20)
    return int(told.partition("VmHWM:")[2].split()[0]) / (1 << 10)


def medians(jobs: Mapping[str, Job], rounds: int = ROUNDS) -> dict[str, Figures]:
    """Run every job once a round, in turn, each in a process of its own; the median of every figure."""
    taken: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in jobs}
    for _ in range(rounds):
        for name, (function, *arguments) in jobs.items():
            for figure, value in in_child(function, *arguments).items():
                taken[name][figure].append(value)
    return {name: {figure: statistics.median(values) for figure, values in of.items()} for name, of in taken.items()}


def in_child(function: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """The figures of one run of a function in a new process. Raises CalledProcessError when it fails."""
    command = [sys.executable, "-m", "tests.bench.child", function.__module__, function.__name__, json.dumps(arguments)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def calibrate() -> Figures:
    """A fixed piece of Python work; times are scaled by what it takes here and on the reference machine."""
    began = cpu()
    table = {}
    for number in range(400_000):
        key = f"v{number * 7919 % 400_000:06d}@example.com"
        table[key] = (number, key.upper(), "<td>" + key + "</td>")
    ordered = sorted(table.items(), key=lambda item: item[1][0] % 9973)
    sum(len(key) + len(value[2]) for key, value in ordered)
    return {"cpu": cpu() - began}


def wants_peers() -> bool:
    """Whether peers that live in environments of their own are to be measured (`--peers`)."""
    return bool(os.environ.get(PEERS))
