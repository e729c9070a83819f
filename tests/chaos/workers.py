"""Real `adalzhol worker` processes, one after the other, and how to kill them in the middle of their work."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from campaign.config import ROOT
from campaign.core.db import db
from campaign.core.tasks import Job, JobState
from tests.chaos.site import environment

PATIENCE = 60


class Workers:
    """One worker after the other, each a real process; none is left."""

    def __init__(self, folder: Path) -> None:
        address = db.engine.url.render_as_string(hide_password=False)
        self._environment = environment(address, folder, CAMPAIGN_JOB_LEASE="1")
        self._alive: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.races.slow_work", "worker", "--threads", "2"]
        one = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=subprocess.DEVNULL, start_new_session=True)
        self._alive.append(one)
        return one

    def end(self) -> None:
        for one in self._alive:
            if one.poll() is None:
                kill(one)


def kill(one: subprocess.Popen[bytes]) -> None:
    """kill -9 of the worker and of the children that read tables for it."""
    os.killpg(one.pid, signal.SIGKILL)
    one.wait()


def until(comes_true: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not comes_true():
        assert time.monotonic() < ends, states()
        time.sleep(0.02)


def states() -> list[JobState]:
    db.session.rollback()
    return list(db.session.scalars(select(Job.state).order_by(Job.id)))
