"""kill -9 of `adalzhol worker` in the middle of its work: what it did is done once, by whoever comes after it."""

import subprocess
import time

import pytest
from sqlalchemy import func, select, update

from campaign.accounts.models import RoleGrant
from campaign.core import checks, runner, tasks
from campaign.core.actor import Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.settings import Counter
from campaign.core.tasks import Job, JobState
from campaign.people.imports import services as imports
from campaign.people.imports.models import Import
from campaign.people.imports.schemas import ImportState, Options, Upload
from campaign.people.models import Registration
from tests.chaos.workers import Workers, kill, states, until
from tests.factories import a_stop, a_user, an_event
from tests.races.slow_work import SLOW

JOBS, KILLS = 12, 3
PEOPLE = 2_000


@pytest.fixture
def workers(either_app, tmp_path):
    all_of_them = Workers(tmp_path)
    yield all_of_them
    all_of_them.end()


def kill_in_the_middle(workers: Workers, times: int) -> None:
    """Each time something is being done, and a worker more is on its way."""
    present = workers.start()
    for turn in range(times):
        coming = workers.start()
        held = running_since(present)
        time.sleep(0.1 * turn)
        kill(present)
        assert held
        present = coming


def running_since(one: subprocess.Popen[bytes]) -> bool:
    until(lambda: JobState.RUNNING in states())
    return one.poll() is None


def test_twelve_jobs_are_done_once_each_whoever_is_killed(workers):
    with unit_of_work() as session:
        for number in range(JOBS):
            tasks.queue(session, SLOW, number=number)
    kill_in_the_middle(workers, KILLS)
    until(lambda: states() == [JobState.DONE] * JOBS)
    effects = dict(db.session.execute(select(Counter.name, Counter.value)).all())
    assert effects == {f"effect of {number}": 1 for number in range(JOBS)}
    assert db.session.scalar(select(func.max(Job.attempts))) > 1, "nobody was in the middle of anything"


def an_import(event: int) -> int:
    """A table of many people, read and judged, its writing queued."""
    rows = "\n".join(["ФИО;Телефон", *(f"Қатысушы {number:05d};+7700{number:07d}" for number in range(PEOPLE))])
    number = imports.start(event, Upload("people.csv", rows.encode()), "start")
    assert runner.run_next()
    imports.commit(number, Options(), "commit")
    return number


def test_an_import_is_written_once_or_not_at_all_whoever_is_killed(workers):
    event = an_event(capacity=1_500).id
    number = an_import(event)
    seen = set()
    present = workers.start()
    for turn in range(2):
        coming = workers.start()
        until(lambda: states()[-1] is not JobState.WAITING)
        time.sleep(0.3 * turn)
        kill(present)
        seen.add(db.session.scalar(select(func.count(Registration.id))))
        present = coming
    until(lambda: states() == [JobState.DONE] * 2)
    assert seen <= {0, PEOPLE}, "half an import was to be seen"
    assert db.session.get_one(Import, number).state is ImportState.WRITTEN
    assert db.session.scalar(select(func.count(Registration.id))) == PEOPLE
    assert [outcome.wrong for outcome in checks.recount(["places", "waiting_list"])] == [(), ()]


def test_an_import_of_somebody_who_lost_the_stop_meanwhile_is_not_written(either_app):
    here = a_stop()
    coordinator, event, there = a_user(Role.STOP, stop=here).id, an_event(here).id, a_stop().id
    with acting_as(either_app.extensions["campaign_actor_with_id"](coordinator)):
        number = an_import(event)
    db.session.execute(update(RoleGrant).values(stop_id=there))
    db.session.commit()
    assert runner.run_next()
    assert states() == [JobState.DONE, JobState.FAILED]
    assert db.session.scalar(select(func.count(Registration.id))) == 0
    assert db.session.get_one(Import, number).state is ImportState.WRITING
