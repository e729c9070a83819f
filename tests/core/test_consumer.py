"""Huey's threads do what stands in the rows: inside the web process, and in `adalzhol worker` beside it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from sqlalchemy import inspect, select

from campaign.config import ROOT
from campaign.core import consumer, tasks
from campaign.core.actor import P
from campaign.core.db import db, unit_of_work
from campaign.core.settings import Counter
from campaign.core.tasks import Job, JobState
from tests.core.test_tasks import count_up


@pytest.fixture(autouse=True)
def counting(monkeypatch):
    monkeypatch.setitem(tasks.KINDS, "test.count", tasks.Kind("test.count", "x", count_up, P.PEOPLE_WRITE))


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
    assert crew.huey.pending_count() == 1
