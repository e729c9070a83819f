"""Two machines: each serves and works with a data folder of its own, and they share one PostgreSQL."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import select

from campaign.accounts.queries import COOKIE
from campaign.config import ROOT
from campaign.core import files, tasks
from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.settings import Counter
from campaign.core.tasks import Job, JobState
from campaign.factory import create_app
from campaign.territory.models import Region
from tests.chaos.site import Site, environment, prepare
from tests.chaos.visitors import hidden
from tests.conftest import config_for
from tests.factories import a_session_of, a_user
from tests.races.slow_work import SLOW

JOBS, GUESSES, PATIENCE = 12, 12, 90


@dataclass(frozen=True)
class Shared:
    """What one machine knew of the other. `compared` of the wrong passwords were looked at, the others told to wait."""

    signed_in_there: bool
    signed_out_there: bool
    compared: int
    effects: dict[str, int]
    taken_once: int
    file_read_there: bool


class Browser:
    """One browser that asks this machine or that, with the cookies it was given."""

    def __init__(self, cookie: str = "") -> None:
        self.cookies = dict([cookie.split("=", 1)]) if cookie else {}

    def ask(self, site: Site, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
        with_cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        heads = {"Cookie": with_cookies, "Accept-Language": "en", "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, urlencode(fields) if fields else None, heads)
        answer = connection.getresponse()
        page = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _is, value = line.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, page

    def send(self, site: Site, path: str, fields: dict[str, str], action: str = "") -> int:
        _status, page = self.ask(site, "GET", path)
        return self.ask(site, "POST", action or path, {**dict(hidden(page)), **fields})[0]


def two_machines(database: str, here: Path, there: Path) -> Shared:
    prepare(database, here, [10])
    with create_app(config_for(database, here)).app_context(), acting_as(SYSTEM):
        user = a_user(Role.NATIONAL)
        cookie, email = f"{COOKIE}={a_session_of(user)}", user.email
        with unit_of_work() as session:
            for number in range(JOBS):
                tasks.queue(session, SLOW, number=number)
        uid = _file()
        db.session.remove()
        db.engine.dispose()
    with Site(database, here, 2) as one, Site(database, there, 2) as other, _workers(database, here, there):
        browser = Browser(cookie)
        inside = [browser.ask(site, "GET", "/staff/")[0] for site in (one, other)]
        browser.send(one, "/staff/", {}, "/sign-out")
        outside = Browser(cookie).ask(other, "GET", "/staff/")[0]
        guesses = [_guess((one, other)[turn % 2], email, turn) for turn in range(GUESSES)]
        effects, once = _done(database, here)
    compared, read = sum(code != 429 for code in guesses), _read(database, there, uid)
    return Shared(inside == [200, 200], outside == 302, compared, effects, once, read)


def _guess(site: Site, email: str, turn: int) -> int:
    return Browser().send(site, "/sign-in", {"email": email, "password": f"wrong {turn}"})


def _file() -> str:
    with unit_of_work() as session:
        region = session.scalars(select(Region.id).limit(1)).one()
        return files.keep(
            session, [b"made on one machine"], name="a.txt", mimetype="text/plain", region_id=region, stop_id=None,
            kept=timedelta(hours=1),
        )  # fmt: skip


def _read(database: str, folder: Path, uid: str) -> bool:
    with create_app(config_for(database, folder)).app_context(), acting_as(SYSTEM):
        content = b"".join(files.content_of(uid, owned=False))
        db.session.remove()
        db.engine.dispose()
    return content == b"made on one machine"


@contextmanager
def _workers(database: str, *folders: Path) -> Iterator[None]:
    words = [sys.executable, "-m", "tests.races.slow_work", "worker", "--threads", "2"]
    running = [
        subprocess.Popen(words, cwd=ROOT, env=environment(database, folder), stdout=subprocess.DEVNULL, start_new_session=True)
        for folder in folders
    ]
    try:
        yield
    finally:
        for one in running:
            with suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGKILL)
            one.wait()


def _done(database: str, folder: Path) -> tuple[dict[str, int], int]:
    """What the jobs did, once all are done, and how many were taken once only."""
    with create_app(config_for(database, folder)).app_context(), acting_as(SYSTEM):
        until = time.monotonic() + PATIENCE
        states: list[JobState] = []
        while time.monotonic() < until and states.count(JobState.DONE) < JOBS:
            db.session.rollback()
            states = list(db.session.scalars(select(Job.state).where(Job.kind == SLOW)))
            time.sleep(0.1)
        rows = db.session.execute(select(Counter.name, Counter.value).where(Counter.name.like("effect of %"))).all()
        once = db.session.scalars(select(Job.attempts).where(Job.kind == SLOW)).all().count(1)
        db.session.remove()
        db.engine.dispose()
    return dict(rows), once
