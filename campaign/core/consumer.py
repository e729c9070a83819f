"""Who does queued work: Huey's threads inside the web process (MemoryHuey), or `adalzhol worker` beside it (PostgresHuey).

Huey wakes and stops the threads; what there is to do stands in the rows of jobs and letters. A watch looks at them every second
besides: for what another process queued, what failed and is due again, and what a killed process left.
"""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any, Final

import click
import psycopg
from flask import Flask
from flask.cli import ScriptInfo
from huey import MemoryHuey, PostgresHuey
from huey.api import Huey
from huey.consumer import Consumer
from huey.serializer import SignedSerializer
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from campaign.core import files, mail, runner, tasks
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db
from campaign.core.operation import state

NAME: Final = "adalzhol"
SCHEMA: Final = "adalzhol_huey"
GLANCE: Final = 1.0  # seconds between two looks at the rows
LETTERS_EVERY: Final = 3.0
SWEEP_EVERY: Final = 60.0
CALLS_EVERY: Final = 2.0
FORGET_EVERY: Final = timedelta(hours=1).total_seconds()
STOP_WITHIN: Final = 15.0
SWEEPS: list[Callable[[], object]] = []
"""What falls due by the clock alone: each looks once a minute whether something of its feature does. Set by the registry.

Several processes look at once, so each sweep makes sure by itself that what it does is done once."""
CALLS: list[Callable[[Callable[[], bool]], object]] = []
"""Who has other machines to tell, each given a question that says when to stop. Set by the registry; safe in many processes."""


class _Inside(Consumer):
    """A consumer in somebody else's process: the signals are not ours."""

    def _set_signal_handlers(self) -> None:
        pass


def dsn_of(app: Flask) -> str | None:
    """The address of the campaign's PostgreSQL as psycopg wants it; None on another database."""
    address = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    if address.get_backend_name() != "postgresql":
        return None
    return address.set(drivername="postgresql").render_as_string(hide_password=False)


def huey_of(app: Flask, memory: bool) -> Huey:
    """The line by which workers are woken: in memory, or in a schema of its own of the campaign's PostgreSQL."""
    dsn = dsn_of(app)
    if memory or dsn is None:
        return MemoryHuey(NAME, results=False)

    def connect() -> Any:
        connection = psycopg.connect(dsn, autocommit=True)
        connection.execute(f"SET search_path TO {SCHEMA}")
        return connection

    # What lies in the line is signed: whoever can write into the database cannot make a worker run code of theirs.
    signed = SignedSerializer(secret=app.config["SECRET_KEY"])
    with psycopg.connect(dsn) as first:  # "if not exists" is no help to two who make the same schema at the same moment
        first.execute("SELECT pg_advisory_lock(hashtext(%s))", [SCHEMA])
        first.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        first.commit()
        return PostgresHuey(NAME, connection=connect, results=False, serializer=signed)


class Crew:
    """The threads that do the work of one application, and the watch that keeps them busy."""

    def __init__(self, app: Flask, threads: int, inside: bool) -> None:
        self.app = app
        self.threads = threads
        self.stopping = threading.Event()
        self.huey = huey_of(app, memory=inside)
        self.do_jobs = self.huey.task(name="do_jobs")(self._jobs)
        self.send_letters = self.huey.task(name="send_letters")(self._letters)
        self.make_calls = self.huey.task(name="make_calls")(self._calls)
        kind = _Inside if inside else Consumer
        self.consumer = kind(
            self.huey, workers=threads, periodic=False, initial_delay=0.05, max_delay=1.0, graceful_signal="TERM",
            shutdown_timeout=STOP_WITHIN,
        )  # fmt: skip
        self._watch = threading.Thread(target=self._look, name="watch", daemon=True)
        self._asked = 0
        self._guard = threading.Lock()
        self._posting = threading.Lock()
        self._calling = threading.Lock()

    def _turn(self, work: Callable[[], Any]) -> None:
        """Do one thing; whatever goes wrong with it ends neither the watch nor a thread: the next turn tries again."""
        with self.app.app_context(), acting_as(SYSTEM):
            try:
                try:
                    work()
                finally:
                    db.session.remove()  # which fails, too, when the database went away
            except (SQLAlchemyError, psycopg.Error) as trouble:  # the database is away, or not upgraded yet
                self.app.logger.warning("work waits: %s", type(trouble).__name__)
            except Exception:  # a mistake of ours in one turn must not leave all other work undone
                self.app.logger.exception("a turn of the watch failed")

    def _jobs(self) -> None:
        self._heard()
        self._turn(self._until_none)

    def _until_none(self) -> None:
        while not self.stopping.is_set() and runner.run_next(self.stopping.is_set):
            pass

    def _letters(self) -> None:
        """One thread at a time: a mail server that is slow must not keep the others from their jobs."""
        if self._posting.acquire(blocking=False):
            try:
                self._turn(lambda: mail.deliver_waiting(stopping=self.stopping.is_set))
            finally:
                self._posting.release()

    def _calls(self) -> None:
        """One thread at a time, too: another machine that is slow holds up neither letters nor jobs."""
        if self._calling.acquire(blocking=False):
            try:
                for call in CALLS:
                    self._turn(partial(call, self.stopping.is_set))
            finally:
                self._calling.release()

    def wake(self) -> None:
        """Something was queued: let somebody look."""
        with self._guard:
            if self._asked >= self.threads:
                return
            self._asked += 1
        try:
            self.do_jobs()
        except BaseException:
            self._heard()
            raise

    def _heard(self) -> None:
        with self._guard:
            self._asked = max(0, self._asked - 1)

    def _look(self) -> None:
        """The watch: what is due is done, what is held is renewed, what has expired is dropped."""
        letters = calls = beat = sweep = 0.0
        forget = time.monotonic() + FORGET_EVERY
        while not self.stopping.wait(GLANCE):
            now = time.monotonic()
            self._turn(self._wake_for_due)
            if now >= beat:
                beat = now + self._heartbeat()
                self._turn(runner.renew_leases)
                self._turn(state.note_alive)
            if now >= letters:
                letters = now + LETTERS_EVERY
                self._turn(self.send_letters)
            if now >= calls:
                calls = now + CALLS_EVERY
                self._turn(self.make_calls)
            if now >= sweep:
                sweep = now + SWEEP_EVERY
                self._sweep()
            if now >= forget:
                forget = now + FORGET_EVERY
                self._turn(forget_expired)

    def _heartbeat(self) -> float:
        with self.app.app_context():
            return runner.heartbeat_every()

    def _sweep(self) -> None:
        """One after another; what goes wrong with one leaves the others be."""
        for sweep in SWEEPS:
            self._turn(sweep)

    def _wake_for_due(self) -> None:
        for _one in range(runner.due_jobs(self.threads)):
            self.wake()

    def begin(self) -> None:
        """Start the threads beside a web server's own."""
        self._watch.start()
        self.consumer.start()

    def end(self) -> None:
        """Let what runs come to a stopping place, for some seconds; the rest goes back into the queue."""
        self.stopping.set()
        self.consumer.stop(graceful=True)

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; what runs then stops at its next step and is done by somebody else."""
        self._watch.start()
        signalled = self.consumer._handle_signal

        def stop(number: int, frame: Any) -> None:
            self.stopping.set()
            signalled(number, frame)

        self.consumer._handle_signal = stop
        self.consumer.run()


def forget_expired() -> None:
    """Drop the jobs and files whose time is over."""
    tasks.forget_expired()
    files.forget_expired()


def start_inside(app: Flask, threads: int = 2) -> Crew:
    """Do the queued work in this process too."""
    crew = Crew(app, threads, inside=True)
    tasks.wake_by(app, crew.wake)
    crew.begin()
    return crew


def wake_elsewhere(app: Flask) -> None:
    """Let workers in other processes know at once; without PostgreSQL they look every second anyway."""
    if dsn_of(app) is not None:
        tasks.wake_by(app, _Elsewhere(app).wake)


class _Elsewhere:
    """The writing end of the line of PostgreSQL, opened when it is used first."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._task: Any = None

    def wake(self) -> None:
        if self._task is None:
            self._task = huey_of(self._app, memory=False).task(name="do_jobs")(_nobody)
        try:
            self._task()
        except psycopg.Error as trouble:  # the row is there: the watch of a worker finds it within a second
            self._app.logger.warning("no worker was woken: %s", type(trouble).__name__)


def _nobody() -> None:
    raise RuntimeError("a web process does not do this work itself")


@click.command("worker")
@click.option("--threads", type=click.IntRange(1, 32), default=2, show_default=True, help="How many things at once.")
@click.pass_context
def worker(context: click.Context, threads: int) -> None:
    """Do queued work (imports, long papers, letters) until SIGTERM; any number of workers may run at once."""
    app: Flask = context.ensure_object(ScriptInfo).load_app()
    click.echo(f"Working with {threads} threads (stop with Ctrl+C).")
    Crew(app, threads, inside=False).run()
