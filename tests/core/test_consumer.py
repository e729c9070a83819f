"""Huey's threads do what stands in the rows: inside the web process, and in `adalzhol worker` beside it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import inspect, select

from campaign.config import ROOT
from campaign.core import consumer, runner, tasks
from campaign.core.actor import P
from campaign.core.db import db, unit_of_work
from campaign.core.settings import Counter
from campaign.core.tasks import Job, JobState
from tests import postgres
from tests.conftest import built_app, living, migrate
from tests.core.test_tasks import count_up


@pytest.fixture(autouse=True)
def counting(monkeypatch):
    monkeypatch.setitem(tasks.KINDS, "test.count", tasks.Kind("test.count", "x", count_up, P.PEOPLE_WRITE))


@pytest.fixture
def shared_line(tmp_path):
    """The application on PostgreSQL, where web process and workers share a line."""
    with postgres.fresh_database(migrate) as url:
        yield from living(built_app(url, tmp_path))


def queued() -> str:
    with unit_of_work() as session:
        return tasks.queue(session, "test.count")


def states() -> list[JobState]:
    db.session.rollback()
    return list(db.session.scalars(select(Job.state)))


def comes_true(asked: Callable[[], bool], within: float = 30) -> bool:
    ends = time.monotonic() + within
    while time.monotonic() < ends:
        if asked():
            return True
        time.sleep(0.05)
    return False


def test_the_web_process_does_its_work_itself(either_app):
    queued()
    crew = consumer.start_inside(either_app)
    try:
        queued()
        assert comes_true(lambda: states() == [JobState.DONE] * 2), states()
    finally:
        crew.end()
    assert db.session.scalar(select(Counter.value)) == 2


def test_a_crew_that_ends_leaves_the_rest_in_the_queue(app):
    crew = consumer.start_inside(app)
    crew.end()
    queued()
    time.sleep(0.3)
    assert states() == [JobState.WAITING]


def worker(app, folder, *arguments: str) -> subprocess.Popen[bytes]:
    keys = {name: app.config["SECRET_KEY"] for name in ("CAMPAIGN_SECRET_KEY", "CAMPAIGN_DATA_KEY", "CAMPAIGN_BACKUP_KEY")}
    address = db.engine.url.render_as_string(hide_password=False)
    environment = {**os.environ, **keys, "CAMPAIGN_DATA_DIR": str(folder), "CAMPAIGN_SQLALCHEMY_DATABASE_URI": address}
    command = [sys.executable, "-c", "from campaign.factory import cli; cli()", "worker", *arguments]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)


def test_a_worker_beside_works_and_stops_when_it_is_told(either_app, tmp_path):
    # A job of a kind the worker's process does not know ends in a sentence: proof enough that it was taken up there.
    started = worker(either_app, tmp_path)
    try:
        queued()
        assert comes_true(lambda: states() == [JobState.FAILED], within=60), states()
        started.send_signal(signal.SIGTERM)
        assert started.wait(timeout=60) == 0
    finally:
        started.kill()


def test_the_line_of_postgresql_stands_beside_the_campaigns_tables(either_app, tmp_path):
    if db.engine.dialect.name == "sqlite":
        assert type(consumer.huey_of(either_app, memory=False)).__name__ == "MemoryHuey"
        return
    consumer.wake_elsewhere(either_app)
    queued()
    assert "adalzhol_huey" in inspect(db.engine).get_schema_names()
    assert not [name for name in inspect(db.engine).get_table_names() if "huey" in name]
    crew = consumer.Crew(either_app, 1, inside=False)
    message = crew.huey.dequeue()
    assert message is not None
    assert message.name == crew.do_jobs.task_class(()).name, "a worker must know what the web process calls for"


def test_workers_that_start_at_the_same_moment_do_not_trip_over_one_another(shared_line):
    with ThreadPoolExecutor(8) as together:
        lines = list(together.map(lambda _turn: consumer.huey_of(shared_line, memory=False), range(8)))
    assert [line.pending_count() for line in lines] == [0] * 8


@contextmanager
def watching(app) -> Iterator[consumer.Crew]:
    """The crew of `adalzhol worker` on threads of this process."""
    crew = consumer.Crew(app, 1, inside=False)
    crew.begin()
    try:
        yield crew
    finally:
        crew.end()


def test_a_worker_outlives_a_restart_of_the_database(shared_line):
    with watching(shared_line):
        queued()
        assert comes_true(lambda: states() == [JobState.DONE]), states()
        db.session.remove()
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        with psycopg.connect(consumer.dsn_of(shared_line), autocommit=True) as connection:
            for _time in range(3):
                connection.execute(f"SELECT pg_terminate_backend(pid) {others}")
                time.sleep(0.5)
        db.engine.dispose()
        queued()
        assert comes_true(lambda: states() == [JobState.DONE] * 2), states()


def test_a_mistake_in_one_turn_does_not_end_the_watch(app, monkeypatch, caplog):
    due_jobs = runner.due_jobs
    turns = []

    def broken(limit: int) -> int:
        turns.append(limit)
        if len(turns) == 1:
            raise ZeroDivisionError
        return due_jobs(limit)

    monkeypatch.setattr(runner, "due_jobs", broken)
    crew = consumer.start_inside(app)
    tasks.wake_by(app, lambda: None)  # only the watch can find it
    queued()
    try:
        assert comes_true(lambda: states() == [JobState.DONE]), states()
    finally:
        crew.end()
    assert "a turn of the watch failed" in caplog.text


def test_who_could_not_be_woken_can_be_woken_again(app, monkeypatch):
    crew = consumer.Crew(app, 1, inside=True)
    enqueue = crew.huey.enqueue
    monkeypatch.setattr(crew.huey, "enqueue", lambda task: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        crew.wake()
    monkeypatch.setattr(crew.huey, "enqueue", enqueue)
    crew.wake()
    assert crew.huey.pending_count() == 1
