"""Applications under gunicorn on a real PostgreSQL: what a request costs the workers and the database together."""

from __future__ import annotations

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psutil
from sqlalchemy import make_url

from tests.bench.measure import ROOT

WORKERS, THREADS = 2, 8
PATIENCE = 60.0
TURN = 25  # acts
Act = Callable[[int], object]
_FIELD = re.compile(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"')


@dataclass
class Served:
    """One application that answers on loopback: its master process, and the database its backends serve."""

    port: int
    master: psutil.Process
    database: str
    spent: dict[int, float] = field(default_factory=dict)

    def cpu(self) -> float:
        """CPU seconds of the workers and of the backends of their database until now, with those that have gone since."""
        for process in (*self.master.children(), *_backends(self.database)):
            try:
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            self.spent[process.pid] = float(times.user + times.system)
        return sum(self.spent.values())


def _backends(database: str) -> list[psutil.Process]:
    """The server processes of one database; they carry its name in their title."""
    named = (process for process in psutil.process_iter(["cmdline"]) if process.info["cmdline"])
    return [process for process in named if _is_backend(" ".join(process.info["cmdline"]), database)]


def _is_backend(title: str, database: str) -> bool:
    return title.startswith("postgres: ") and f" {database} " in f"{title} "


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(target: str, database: str, folder: Path, environment: Mapping[str, str]) -> Iterator[Served]:
    """Serve `module:factory()` with two workers until the block ends; `database` is the address of the one it uses."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-w", str(WORKERS), "--threads", str(THREADS)]
    command += [
        "-k",
        "gthread",
        "--keep-alive",
        "30",
        "--timeout",
        "300",
        "--log-level",
        "warning",
        "--no-control-socket",
        target,
    ]
    with (folder / f"{port}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=log, stderr=log)
        try:
            _wait_for(port, process)
            yield Served(port, psutil.Process(process.pid), make_url(database).database or "")
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise OSError(f"nobody answers on port {port}")


@dataclass
class Browser:
    """A browser that keeps its connection and its cookies, and knows the hidden fields of the page it has."""

    port: int
    headers: dict[str, str] = field(default_factory=lambda: {"Accept-Language": "kk"})
    cookies: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def get(self, path: str) -> str:
        page = self._ask("GET", path, None, 200)[0]
        self.hidden = dict(_FIELD.findall(page))
        return page

    def post(self, path: str, fields: Mapping[str, str], expect: int = 303) -> str:
        """Send the form of the page; where the answer leads."""
        return self.send(path, urlencode({**self.hidden, **fields}), expect)

    def send(self, path: str, body: str, expect: int) -> str:
        """Send what a form would; where the answer leads."""
        return self._ask("POST", path, body, expect)[1]

    def answer(self, path: str, body: str) -> str:
        """Send a body; what is said to it."""
        return self._ask("POST", path, body, 200)[0]

    def _ask(self, method: str, path: str, body: str | None, expect: int) -> tuple[str, str]:
        headers = dict(self.headers)
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read().decode()
        if answer.status != expect:
            raise RuntimeError(f"{method} {path}: {answer.status}\n{content[:2000]}")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return content, answer.getheader("Location") or ""


def cost(app: Served, act: Act, times: int) -> float:
    """CPU seconds of one act, the mean of so many; the workers have been warmed by the caller."""
    before = app.cpu()
    for number in range(times):
        act(number)
    return (app.cpu() - before) / times


def beside(ours: tuple[Served, Act], other: tuple[Served, Act], times: int) -> tuple[float, float]:
    """CPU seconds of one act of each application, the mean of so many; each is served by processes of its own.

    They take turns, so that a slow moment of the machine meets both alike; a turn is long enough that neither is always cold.
    """
    before = ours[0].cpu(), other[0].cpu()
    for begin in range(0, times, TURN):
        for act in (other[1], ours[1]):
            for number in range(begin, min(begin + TURN, times)):
                act(number)
    return (ours[0].cpu() - before[0]) / times, (other[0].cpu() - before[1]) / times


def medians_of(rounds: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """What ours and the other took, and how many times as much ours: each the median of the rounds."""
    ours, other = (statistics.median(taken) for taken in zip(*rounds, strict=True))
    return ours, other, statistics.median(one / two for one, two in rounds)


def percentile(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=1000, method="inclusive")[round(share * 1000) - 1]
