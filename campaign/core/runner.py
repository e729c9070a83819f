"""Doing queued work: taking it by lease, in the name of its owner, and keeping how it ended."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.exc import InterfaceError, OperationalError

from campaign.core import clock, crypto
from campaign.core.actor import NOBODY, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import CampaignError, Crossed, NotFound, Unavailable
from campaign.core.i18n import Words, _l, use_language
from campaign.core.tasks import KINDS, OPEN, Cancelled, Job, JobState, LeaseLost, Result, Stopped, Work, owner_of

MOST_ATTEMPTS: Final = 8
MOST_FAULTS: Final = 3
FIRST_PAUSE: Final = 5  # seconds; doubled with every attempt
LONGEST_TROUBLE: Final = 500
NO_RIGHT: Final = _l("The account in whose name this was to be done may not do it any more.")
OFTEN_BROKEN: Final = _l(
    "This was begun several times and never came to its end. Try it with less at once, or tell the support."
)
OUR_FAULT: Final = _l("Something went wrong inside the program; it is noted in its log. Try again later, or tell the support.")
_LEASES: Final = "campaign_leases"


def lease() -> timedelta:
    """For how long work is somebody's without a sign of life."""
    return timedelta(seconds=current_app.config["JOB_LEASE"])


def due_jobs(limit: int) -> int:
    """How many jobs could be taken now, `limit` at most. One statement."""
    due = select(Job.id).where(Job.state.in_(OPEN), Job.due_at <= clock.now())
    return len(db.session.scalars(due.limit(limit)).all())


def run_next(stopping: Callable[[], bool] = lambda: False) -> bool:
    """Take the oldest job that is due and do it; False when there is none. Safe in many threads, processes and machines."""
    job = _take()
    if job is None:
        return False
    work = Work(job.id, job.uid, str(job.taken_by), job.facts, stopping)
    held = _leases()
    held.add(work.taken_by)
    try:
        _do(job, work)
    finally:
        held.discard(work.taken_by)
    return True


def _leases() -> set[str]:
    found: set[str] = current_app.extensions.setdefault(_LEASES, set())
    return found


def renew_leases() -> None:
    """Give a sign of life for all that this process is doing. One statement, none when it does nothing."""
    if held := sorted(_leases()):
        with unit_of_work() as session:
            mine = update(Job).where(Job.taken_by.in_(held), Job.state == JobState.RUNNING)
            session.execute(mine.values(due_at=clock.now() + lease()), execution_options={"synchronize_session": False})


def _take() -> Job | None:
    at = clock.now()
    with unit_of_work() as session:
        due = select(Job.id).where(Job.state.in_(OPEN), Job.due_at <= at).order_by(Job.due_at, Job.id).limit(1)
        number = session.scalar(due.with_for_update(skip_locked=True))
        if number is None:
            return None
        job = session.scalars(select(Job).where(Job.id == number), execution_options={"populate_existing": True}).one()
        job.attempts += 1
        job.state, job.taken_by, job.due_at = JobState.RUNNING, crypto.new_uid(), at + lease()
        job.started_at = job.started_at or at
        session.flush()
        session.refresh(job)
        session.expunge(job)
    return job


def _do(job: Job, work: Work) -> None:
    with use_language(job.language):
        try:
            _begin(job, work)
        except LeaseLost:
            return
        except Cancelled:
            _end(work, state=JobState.CANCELLED)
        except Stopped:
            _end(work, state=JobState.WAITING, due_at=clock.now(), attempts=job.attempts - 1)
        except (Unavailable, Crossed, OperationalError, InterfaceError, OSError) as trouble:
            current_app.logger.warning("job %s waits: %s", job.uid, type(trouble).__name__)
            _later(job, work, MOST_ATTEMPTS, trouble.message if isinstance(trouble, Unavailable) else OFTEN_BROKEN)
        except CampaignError as error:
            _end(work, state=JobState.FAILED, trouble=str(error))
        except Exception:  # a fault of ours in one job must not stop whoever does the others
            current_app.logger.exception("job %s of kind %s failed", job.uid, job.kind)
            _later(job, work, MOST_FAULTS, OUR_FAULT)
        finally:
            db.session.remove()


def _begin(job: Job, work: Work) -> None:
    kind = KINDS.get(job.kind)
    if job.attempts > MOST_ATTEMPTS or kind is None:
        _end(work, state=JobState.FAILED, trouble=str(OFTEN_BROKEN))
        return
    if job.stop_asked:
        raise Cancelled
    try:
        actor = owner_of(job)
    except NotFound:
        actor = NOBODY
    if not actor.may(kind.permission):
        _end(work, state=JobState.FAILED, trouble=str(NO_RIGHT))
        return
    with acting_as(actor):
        result = kind.do(work)
    if not work.finished:
        _finish(work, result)


def _finish(work: Work, result: Result | None) -> None:
    with unit_of_work() as session:
        work.finish(session, result)


def _later(job: Job, work: Work, most: int, words: Words) -> None:
    if job.attempts >= most:
        _end(work, state=JobState.FAILED, trouble=str(words))
        return
    pause = timedelta(seconds=FIRST_PAUSE * 2 ** (job.attempts - 1))
    _end(work, state=JobState.WAITING, due_at=clock.now() + pause, trouble=str(words))


def _end(work: Work, **values: Any) -> None:
    """Keep how this turn ended, if the work is still ours; a database that is away leaves it to the end of the lease."""
    if values["state"] is not JobState.WAITING:
        values["ended_at"] = clock.now()
    if "trouble" in values:
        values["trouble"] = values["trouble"][:LONGEST_TROUBLE]
    db.session.rollback()
    try:
        with unit_of_work() as session:
            mine = update(Job).where(Job.id == work.job_id, Job.taken_by == work.taken_by, Job.state == JobState.RUNNING)
            session.execute(mine.values(taken_by=None, **values), execution_options={"synchronize_session": False})
    except (OperationalError, InterfaceError):
        current_app.logger.warning("job %s is left to its lease", work.uid)


def heartbeat_every() -> float:
    """Seconds between two signs of life."""
    return max(0.5, lease().total_seconds() / 4)
