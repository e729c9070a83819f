"""What work costs the processes that do it and the database that they ask, together."""

from __future__ import annotations

import os
from pathlib import Path

from tests import postgres
from tests.bench.measure import cpu


def spent(kind: str) -> float:
    """CPU seconds of this process, its children and, on PostgreSQL, all processes of the server."""
    return cpu() + (_of_server() if kind == "postgresql" else 0.0)


def _of_server() -> float:
    """The postmaster, the backends it has waited for, and those that live."""
    first = str(postgres.server().get_pid())
    stats = {path.parent.name: _stat(path) for path in Path("/proc").glob("[0-9]*/stat")}
    ticks = sum(sum(map(int, stat[11:13])) for pid, stat in stats.items() if pid == first or stat[1:2] == [first])
    return (ticks + sum(map(int, stats[first][13:15]))) / os.sysconf("SC_CLK_TCK")


def _stat(path: Path) -> list[str]:
    """What the system says of a process, from its state on; nothing when it has just ended."""
    try:
        return path.read_text().rpartition(") ")[2].split()
    except OSError:
        return []
