"""Work for later: a row in the transaction of the act that wants it, a lease for whoever does it, a result that is kept.

The row is the truth. Huey (`core/consumer.py`) only wakes somebody who looks at the rows, so nothing is queued for an act that
was rolled back, and nothing is lost with a process that is killed: its lease runs out and another takes the work up again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from flask import Flask, current_app
from sqlalchemy import JSON, String, delete, event, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.core import clock, crypto
from campaign.core.actor import SYSTEM, Actor, P, current_actor
from campaign.core.db import Base, db, unit_of_work, word_type
from campaign.core.errors import NotFound, Refused
from campaign.core.i18n import Translated, Words, _l, language

KEPT: Final = timedelta(days=7)
SHOWN: Final = 100
_ACTORS: Final = "campaign_actor_with_id"
_DESKS: Final = "campaign_desk_with_id"
_WAKE: Final = "campaign_wake"
Facts = dict[str, Any]


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN: Final = (JobState.WAITING, JobState.RUNNING)


class Job(Base):
    """One piece of work. `facts` and `result` hold numbers and words of our own, nothing personal.

    `due_at` is when it may be taken: while it runs, when its lease ends. `taken_by` names the one taking that may still write
    its end. `owner_id` is the account in whose name it is done, with the rights of that moment, `desk_id` the print desk;
    neither for the system.
    """

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    kind: Mapped[str] = mapped_column(String(60))
    facts: Mapped[Facts] = mapped_column(JSON)
    subject: Mapped[Translated] = mapped_column(default=Translated)
    owner_id: Mapped[int | None] = mapped_column(index=True)
    desk_id: Mapped[int | None] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[JobState] = mapped_column(word_type(JobState), default=JobState.WAITING, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(index=True)
    taken_by: Mapped[str | None] = mapped_column(String(22))
    stop_asked: Mapped[bool] = mapped_column(default=False)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    trouble: Mapped[str] = mapped_column(String(500), default="")
    result: Mapped[Facts] = mapped_column(JSON, default=dict)


class Cancelled(Exception):
    """The owner does not want it any more: whatever the work had not kept is dropped."""


class Stopped(Exception):
    """The process is about to end: the work goes back into the queue and is done from its beginning elsewhere."""


class LeaseLost(Exception):
    """Somebody else has taken the work up meanwhile: nothing of this turn may be kept."""


@dataclass(frozen=True)
class Result:
    """Where the outcome is to be seen: a page of ours and the numbers in its address."""

    endpoint: str
    values: Mapping[str, int | str] = field(default_factory=dict)

    def as_facts(self) -> Facts:
        return {"endpoint": self.endpoint, "values": dict(self.values)}


@dataclass
class Work:
    """What whoever does a job is given. `finish` keeps its end in the transaction of its effect: once, or not at all."""

    job_id: int
    uid: str
    taken_by: str
    facts: Facts
    stopping: Callable[[], bool] = lambda: False
    finished: bool = False
    _shown_at: datetime | None = None

    def progress(self, done: int, total: int) -> None:
        """Show how far it is, twice a second at most; to be called between units of work, never inside one.

        Raises Cancelled, Stopped or LeaseLost when it is not to be gone on with. One statement.
        """
        if self.stopping():
            raise Stopped
        at = clock.now()
        if self._shown_at is not None and at - self._shown_at < timedelta(seconds=0.5):
            return
        self._shown_at = at
        with unit_of_work() as session:
            mine = update(Job).where(Job.id == self.job_id, Job.taken_by == self.taken_by, Job.state == JobState.RUNNING)
            asked = session.execute(mine.values(done=done, total=total).returning(Job.stop_asked)).scalar_one_or_none()
        if asked is None:
            raise LeaseLost
        if asked:
            raise Cancelled

    def finish(self, session: Session, result: Result | None = None) -> None:
        """Mark it done in this unit of work. Raises LeaseLost, and nothing is kept, when it is somebody else's now."""
        at = clock.now()
        mine = update(Job).where(Job.id == self.job_id, Job.taken_by == self.taken_by, Job.state == JobState.RUNNING)
        kept = mine.values(
            state=JobState.DONE, taken_by=None, ended_at=at, expires_at=at + KEPT, trouble="", done=Job.total,
            result=result.as_facts() if result else {},
        )  # fmt: skip
        if session.execute(kept.returning(Job.id), execution_options={"synchronize_session": False}).scalar() is None:
            raise LeaseLost
        self.finished = True


Doer = Callable[[Work], Result | None]


@dataclass(frozen=True)
class Kind:
    """One kind of work: what it is called on the page of tasks, and who does it."""

    name: str
    title: Words
    do: Doer
    permission: P


KINDS: dict[str, Kind] = {}


def task(name: str, title: Words, permission: P) -> Callable[[Doer], Doer]:
    """Register who does this kind of work; `permission` is what its owner must still hold when it begins."""

    def register(do: Doer) -> Doer:
        if name in KINDS:
            raise ValueError(f"two tasks are called {name}")
        KINDS[name] = Kind(name, title, do, permission)
        return do

    return register


def install(app: Flask, actor_with_id: Callable[[int], Actor]) -> None:
    """Say who knows accounts: `actor_with_id` raises NotFound for one that is gone or switched off."""
    app.extensions[_ACTORS] = actor_with_id


def desks_by(app: Flask, desk_with_id: Callable[[int], Actor]) -> None:
    """Say who knows print desks: `desk_with_id` raises NotFound for one that may not print any more."""
    app.extensions[_DESKS] = desk_with_id


def wake_by(app: Flask, wake: Callable[[], None]) -> None:
    """Say who is to be called once a job was committed."""
    app.extensions[_WAKE] = wake


def owner_of(job: Job) -> Actor:
    """The actor in whose name the job is done, as the account or the desk is now. Raises NotFound."""
    if job.desk_id is not None:
        desk: Actor = current_app.extensions[_DESKS](job.desk_id)
        return desk
    if job.owner_id is None:
        return SYSTEM
    actor: Actor = current_app.extensions[_ACTORS](job.owner_id)
    return actor


def queue(session: Session, kind: str, subject: Translated | None = None, **facts: Any) -> str:
    """Queue work in the name of whoever acts, and give its uid; it is done exactly when this unit of work is kept.

    Raises Refused for somebody who is neither an account nor a print desk.
    """
    actor = current_actor()
    if not (actor.is_known or actor.is_system or actor.desk_id is not None):
        raise Refused(_l("Please sign in."))
    if kind not in KINDS:
        raise ValueError(f"nobody does {kind}")
    at, uid = clock.now(), crypto.new_uid()
    session.add(
        Job(
            uid=uid, kind=kind, facts=facts, subject=subject or Translated(), owner_id=actor.user_id, desk_id=actor.desk_id,
            language=language(), queued_at=at, due_at=at, expires_at=at + KEPT,
        )
    )  # fmt: skip
    _wake_after(session)
    return uid


def _wake_after(session: Session) -> None:
    """Call whoever does the work once this unit of work is kept."""
    if (wake := current_app.extensions.get(_WAKE)) is not None:
        event.listen(session, "after_commit", lambda _session: wake(), once=True)


@dataclass(frozen=True)
class JobRow:
    """One job as its owner sees it. `percent` is None while nobody knows how long it is."""

    uid: str
    title: Words
    subject: Translated
    state: JobState
    percent: int | None
    done: int
    total: int
    queued_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    trouble: str
    result: Facts
    stop_asked: bool

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def waits_long(self) -> bool:
        """Whether it looks as if nobody does the work at all."""
        return self.state is JobState.WAITING and clock.now() - self.queued_at > timedelta(minutes=1)


def _row(job: Job) -> JobRow:
    percent = min(100, job.done * 100 // job.total) if job.total else None
    title = KINDS[job.kind].title if job.kind in KINDS else job.kind
    return JobRow(
        job.uid, title, job.subject, job.state, percent, job.done, job.total, job.queued_at, job.started_at, job.ended_at,
        job.trouble, job.result, job.stop_asked,
    )  # fmt: skip


def my_jobs() -> tuple[JobRow, ...]:
    """The last hundred of whoever asks, the newest first. One statement."""
    mine = select(Job).where(Job.owner_id == current_actor().user_id, Job.owner_id.is_not(None))
    return tuple(_row(job) for job in db.session.scalars(mine.order_by(Job.id.desc()).limit(SHOWN)))


def job_row(uid: str) -> JobRow:
    """One of the asker's own. Raises NotFound."""
    return _row(_own(db.session(), uid))


def job_behind(uid: str | None) -> JobRow | None:
    """The job of anybody, for a feature whose own row says who may see it; None when it is forgotten. One statement."""
    job = db.session.scalars(select(Job).where(Job.uid == uid)).one_or_none() if uid else None
    return _row(job) if job is not None else None


def _own(session: Session, uid: str) -> Job:
    actor = current_actor()
    owner = Job.owner_id == actor.user_id if actor.desk_id is None else Job.desk_id == actor.desk_id
    mine = select(Job).where(Job.uid == uid, owner, or_(Job.owner_id.is_not(None), Job.desk_id.is_not(None)))
    job = session.scalars(mine, execution_options={"populate_existing": True}).one_or_none()
    if job is None:
        raise NotFound(_l("There is no such task, or its result was kept long enough."))
    return job


def cancel(uid: str) -> JobState:
    """Give the work up: at once while it waits, at its next step while it runs; what is done stays done. Raises NotFound."""
    with unit_of_work() as session:
        job = _own(session, uid)
        if job.state is JobState.WAITING:
            job.state, job.ended_at = JobState.CANCELLED, clock.now()
        elif job.state is JobState.RUNNING:
            job.stop_asked = True
        return job.state


def again(uid: str) -> None:
    """Queue a job anew that failed or was cancelled. Raises NotFound."""
    with unit_of_work() as session:
        job = _own(session, uid)
        if job.state in {JobState.FAILED, JobState.CANCELLED}:
            job.state, job.attempts, job.trouble, job.stop_asked = JobState.WAITING, 0, "", False
            job.queued_at = job.due_at = at = clock.now()
            job.expires_at = at + KEPT
            job.started_at, job.ended_at, job.done = None, None, 0
            _wake_after(session)


def forget_expired() -> int:
    """Drop what was kept long enough, and say how many jobs that were."""
    with unit_of_work() as session:
        old = delete(Job).where(Job.expires_at <= clock.now(), Job.state.not_in(OPEN))
        return len(session.scalars(old.returning(Job.id)).all())
