"""The real server with real workers on a port of its own, and how to kill them."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from base64 import b64encode
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from campaign.config import ROOT
from campaign.core import clock, settings
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.schema import upgrade_to
from campaign.factory import create_app
from campaign.people.services import load_shipped
from campaign.relay.models import Relay
from tests.conftest import KEY, config_for
from tests.factories import a_stop, an_event

SECRET = b64encode(KEY).decode()
START = 60  # seconds in which a server must answer on a busy machine


def environment(database: str, folder: Path, **more: str) -> dict[str, str]:
    """What a process of this installation is started with."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CAMPAIGN_")}
    keys = {f"CAMPAIGN_{name}_KEY": SECRET for name in ("SECRET", "DATA", "BACKUP")}
    place = {"CAMPAIGN_SQLALCHEMY_DATABASE_URI": database, "CAMPAIGN_DATA_DIR": str(folder)}
    return {**kept, **keys, **place, "CAMPAIGN_DEFAULT_LANGUAGE": "en", **more}


def prepare(database: str, folder: Path, capacities: list[int]) -> list[int]:
    """An upgraded database with a chain of one stop and open events of so many places; the events' numbers."""
    app = create_app(config_for(database, folder))
    with app.app_context(), acting_as(SYSTEM):
        upgrade_to("head")
        with unit_of_work() as session:
            load_shipped(session)
            settings.start_clock(session, clock.DEMO_START)
        stop = a_stop()
        stop.position = 1
        relay = db.session.get_one(Relay, stop.relay_id)
        relay.starts_on, relay.ends_on = stop.arrives_on, stop.departs_on
        events = [an_event(stop, capacity=capacity).id for capacity in capacities]
        db.session.remove()
        db.engine.dispose()
    return events


def adalzhol(database: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The console command on this installation."""
    command = [sys.executable, "-c", "from campaign.factory import cli; cli()", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment(database, folder), capture_output=True, text=True, timeout=120)


def wrong_things(database: str, folder: Path) -> list[Any]:
    """What `adalzhol check` has to say; nothing when all is in order."""
    said = adalzhol(database, folder, "check", "--json")
    document = json.loads(said.stdout or "{}")
    if not document:
        raise RuntimeError(said.stderr)
    return [wrong for check in document["checks"] for wrong in check["wrong"]]


class Site:
    """gunicorn as `python3 app.py` starts it, with more workers; a context that ends every process it began."""

    def __init__(self, database: str, folder: Path, workers: int, app: str = "app:app", **more: str) -> None:
        config = ("--config", "python:campaign.assets.server", "--workers", str(workers), "--bind", "127.0.0.1:0")
        self._command = [sys.executable, "-m", "gunicorn", *config, app]
        self._environment = environment(database, folder, **more)
        self._log = folder / "server.log"
        self.killed = 0

    def __enter__(self) -> "Site":
        with self._log.open("a") as log:
            self.process = subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
                text=True,
            )  # fmt: skip
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        self.url = next(word for word in said.split() if word.startswith("http://127.0.0.1:")).rstrip("/")
        self.port = int(self.url.rsplit(":", 1)[1])
        urlopen(f"{self.url}/healthz", timeout=START).close()
        return self

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        try:
            self.process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            for worker in self.workers():
                os.kill(worker, signal.SIGKILL)
            self.process.kill()
            self.process.communicate()

    def workers(self) -> list[int]:
        """The process numbers of the present workers."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(number) for number in listed.split()]

    def kill_a_worker(self) -> None:
        """kill -9 of the eldest, who has most to do."""
        if alive := self.workers():
            os.kill(min(alive), signal.SIGKILL)
            self.killed += 1

    def log(self) -> str:
        return self._log.read_text()


class Watch:
    """Asks again and again whether the site answers, and keeps the longest silence in seconds."""

    def __init__(self, site: Site) -> None:
        self.longest = 0.0
        self._site = site
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        self._last = time.monotonic()
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join(10)

    def _look(self) -> None:
        while not self._over.wait(0.05):
            try:
                urlopen(f"{self._site.url}/healthz", timeout=5).close()
            except OSError:
                continue
            finally:
                now = time.monotonic()
                self.longest = max(self.longest, now - self._last)
            self._last = now
