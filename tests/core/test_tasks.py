"""Work for later is done once, in its owner's name, and survives whatever happens to whoever does it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from campaign.core import clock, runner, settings, tasks
from campaign.core.actor import NOBODY, SYSTEM, Actor, Grant, P, Role, acting_as, current_actor
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid, NotFound, Refused
from campaign.core.i18n import language, use_language
from campaign.core.tasks import Job, JobState, LeaseLost, Result, Work

KNOWN: dict[int, Actor] = {}
SEEN: list[object] = []


def count_up(work: Work) -> Result | None:
    """Adds one to a number, and ends in the same unit of work."""
    work.progress(1, 2)
    with unit_of_work() as session:
        settings.next_number(session, "counted")
        work.finish(session, Result("health.healthz", {"n": 1}))
    return None


def trouble(work: Work) -> Result | None:
    raise OperationalError("x", {}, Exception("away"))


def wrong(work: Work) -> Result | None:
    raise Invalid("Nothing can be made of this.")


def faulty(work: Work) -> Result | None:
    raise ZeroDivisionError


def who(work: Work) -> Result | None:
    SEEN.append((current_actor().name, language()))
    return None


KINDS = {"test.count": count_up, "test.trouble": trouble, "test.wrong": wrong, "test.faulty": faulty, "test.who": who}


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    SEEN.clear()
    for name, do in KINDS.items():
        monkeypatch.setitem(tasks.KINDS, name, tasks.Kind(name, name, do, P.PEOPLE_WRITE))


@pytest.fixture
def marat(app: Flask) -> Actor:
    return an_organizer(app)


def an_organizer(app: Flask, number: int = 7) -> Actor:
    actor = Actor(user_id=number, name="Марат", grants=(Grant(Role.REGION, region_id=1),))
    KNOWN.clear()
    KNOWN[number] = actor

    def actor_with_id(user_id: int) -> Actor:
        if user_id not in KNOWN:
            raise NotFound("gone")
        return KNOWN[user_id]

    tasks.install(app, actor_with_id)
    return actor


def queued(kind: str, actor: Actor = SYSTEM, **facts: object) -> str:
    with acting_as(actor), unit_of_work() as session:
        return tasks.queue(session, kind, **facts)


def job(uid: str) -> Job:
    db.session.rollback()
    return db.session.scalars(select(Job).where(Job.uid == uid), execution_options={"populate_existing": True}).one()


def counted() -> int:
    db.session.rollback()
    return db.session.scalar(select(settings.Counter.value).where(settings.Counter.name == "counted")) or 0


def make_due(uid: str) -> None:
    db.session.execute(update(Job).where(Job.uid == uid).values(due_at=clock.now() - timedelta(seconds=1)))
    db.session.commit()


def test_a_job_is_queued_exactly_when_its_act_is_kept(app):
    with pytest.raises(RuntimeError), unit_of_work() as session:
        tasks.queue(session, "test.count")
        raise RuntimeError("the act failed")
    assert not runner.run_next()
    uid = queued("test.count")
    assert runner.run_next()
    assert (job(uid).state, job(uid).result, counted()) == (
        JobState.DONE, {"endpoint": "health.healthz", "values": {"n": 1}}, 1,
    )  # fmt: skip
    assert not runner.run_next()


def test_twelve_jobs_and_eight_hands_are_twelve_effects(either_app):
    uids = [queued("test.count") for _ in range(12)]

    def hand(_: int) -> None:
        with either_app.app_context(), acting_as(SYSTEM):
            while runner.run_next():
                pass
            db.session.remove()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(hand, range(8)))
    assert counted() == 12
    assert {job(uid).state for uid in uids} == {JobState.DONE}
    assert {job(uid).attempts for uid in uids} == {1}


def test_work_whose_doer_died_is_taken_up_when_its_lease_is_over(either_app):
    uid = queued("test.count")
    taken = runner._take()
    assert taken is not None
    assert runner._take() is None, "a lease is a lease"
    make_due(uid)
    assert runner.run_next()
    assert (job(uid).state, job(uid).attempts, counted()) == (JobState.DONE, 2, 1)
    late = Work(taken.id, taken.uid, str(taken.taken_by), {})
    with pytest.raises(LeaseLost):
        count_up(late)
    assert counted() == 1, "whoever comes too late has no effect"


def test_without_its_guard_the_end_would_be_kept_twice(app, monkeypatch):
    """The mutant marks the end without asking whose the work is: then the one that came too late counts again."""
    uid = queued("test.count")
    taken = runner._take()
    assert taken is not None
    make_due(uid)
    assert runner.run_next()
    monkeypatch.setattr(Work, "finish", lambda self, session, result=None: None)
    monkeypatch.setattr(Work, "progress", lambda self, done, total: None)
    count_up(Work(taken.id, taken.uid, str(taken.taken_by), {}))
    assert counted() == 2


def test_a_sign_of_life_keeps_the_lease(app):
    uid = queued("test.count")
    taken = runner._take()
    assert taken is not None
    make_due(uid)
    runner._leases().add(str(taken.taken_by))
    runner.renew_leases()
    assert job(uid).due_at > clock.now() + timedelta(seconds=30)


def test_passing_trouble_waits_longer_each_time_and_ends_in_a_sentence(app):
    uid = queued("test.trouble")
    pauses = []
    for _turn in range(runner.MOST_ATTEMPTS):
        make_due(uid)
        before = clock.now()
        assert runner.run_next()
        pauses.append((job(uid).due_at - before).total_seconds())
    assert [round(pause) for pause in pauses[:3]] == [5, 10, 20]
    assert (job(uid).state, job(uid).trouble) == (JobState.FAILED, str(runner.OFTEN_BROKEN))


def test_a_fault_of_ours_is_tried_three_times(app):
    uid = queued("test.faulty")
    for _turn in range(3):
        make_due(uid)
        assert runner.run_next()
    assert (job(uid).state, job(uid).trouble) == (JobState.FAILED, str(runner.OUR_FAULT))


def test_what_can_never_succeed_fails_at_once_with_its_own_sentence(app):
    uid = queued("test.wrong")
    assert runner.run_next()
    assert (job(uid).state, job(uid).attempts, job(uid).trouble) == (JobState.FAILED, 1, "Nothing can be made of this.")


def test_work_that_kills_whoever_does_it_is_given_up(app):
    uid = queued("test.count")
    for _turn in range(runner.MOST_ATTEMPTS):
        assert runner._take() is not None
        make_due(uid)
    assert runner.run_next()
    assert (job(uid).state, counted()) == (JobState.FAILED, 0)


def test_work_is_done_in_its_owners_name_and_language(app, marat):
    with use_language("kk"):
        queued("test.who", marat)
    assert runner.run_next()
    assert SEEN == [("Марат", "kk")]


@pytest.mark.parametrize("change", ["gone", "no right"])
def test_work_of_somebody_who_lost_the_right_fails_closed(app, marat, change):
    uid = queued("test.who", marat)
    if change == "gone":
        KNOWN.clear()
    else:
        KNOWN[7] = Actor(user_id=7, grants=(Grant(Role.AUDITOR),))
    assert runner.run_next()
    assert (job(uid).state, job(uid).trouble, SEEN) == (JobState.FAILED, str(runner.NO_RIGHT), [])


def test_nobody_queues_work(app):
    with pytest.raises(Refused):
        queued("test.count", NOBODY)


def test_a_job_exists_for_its_owner_only(app, marat):
    uid = queued("test.count", marat)
    for other in (SYSTEM, NOBODY, Actor(user_id=8)):
        with acting_as(other):
            assert tasks.my_jobs() == ()
            with pytest.raises(NotFound):
                tasks.job_row(uid)
            with pytest.raises(NotFound):
                tasks.cancel(uid)
    with acting_as(marat):
        assert [row.uid for row in tasks.my_jobs()] == [uid]


def test_waiting_work_is_cancelled_at_once_and_can_be_wanted_again(app, marat):
    uid = queued("test.count", marat)
    with acting_as(marat):
        assert tasks.cancel(uid) is JobState.CANCELLED
    assert not runner.run_next()
    with acting_as(marat):
        tasks.again(uid)
    assert runner.run_next()
    assert (job(uid).state, counted()) == (JobState.DONE, 1)


def test_what_is_wanted_again_is_kept_from_then_on_also_when_it_fails_again(app, marat):
    uid = queued("test.count", marat)
    with acting_as(marat):
        tasks.cancel(uid)
        db.session.execute(update(Job).values(expires_at=clock.now() + timedelta(seconds=1)))
        db.session.commit()
        tasks.again(uid)
    assert job(uid).expires_at > clock.now() + timedelta(days=6)


def test_running_work_is_cancelled_at_its_next_step(app, marat, monkeypatch):
    def stopped_by_its_owner(work: Work) -> Result | None:
        tasks.cancel(work.uid)
        return count_up(work)

    monkeypatch.setitem(tasks.KINDS, "test.count", tasks.Kind("test.count", "x", stopped_by_its_owner, P.PEOPLE_WRITE))
    uid = queued("test.count", marat)
    assert runner.run_next()
    assert (job(uid).state, counted()) == (JobState.CANCELLED, 0)


def test_a_process_that_ends_gives_its_work_back_at_once(app):
    uid = queued("test.count")
    assert runner.run_next(stopping=lambda: True)
    assert (job(uid).state, job(uid).attempts, counted()) == (JobState.WAITING, 0, 0)
    assert runner.run_next()
    assert (job(uid).state, counted()) == (JobState.DONE, 1)


def test_what_was_kept_long_enough_is_forgotten(app, marat):
    uid, other = queued("test.count", marat), queued("test.count", marat)
    assert runner.run_next()
    db.session.execute(update(Job).values(expires_at=clock.now() - timedelta(seconds=1)))
    db.session.commit()
    assert tasks.forget_expired() == 1
    with acting_as(marat):
        assert [row.uid for row in tasks.my_jobs()] == [other], "what is not done yet stays"
        with pytest.raises(NotFound):
            tasks.job_row(uid)


def test_progress_is_seen_by_others(app, marat):
    uid = queued("test.count", marat)
    taken = runner._take()
    assert taken is not None
    Work(taken.id, taken.uid, str(taken.taken_by), {}).progress(3, 4)
    with acting_as(marat):
        assert tasks.job_row(uid).percent == 75
