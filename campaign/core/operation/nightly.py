"""The check of the night: every invariant recounted as queued work, once in a night, its outcome kept for the page."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import checks, clock, settings
from campaign.core.actor import SYSTEM, P, acting_as
from campaign.core.db import insert_into, unit_of_work
from campaign.core.i18n import _l
from campaign.core.settings import Setting
from campaign.core.tasks import Result, Work, queue, task

ASKED: Final = "night_check_asked"
FOUND: Final = "night_check_found"
KIND: Final = "operation.check"
AT: Final = 2  # o'clock in Astana: nobody works
NAMED: Final = 20  # findings that the page shows of one check


@dataclass(frozen=True)
class Checked:
    """One check: how many things it looked at, how many of them are wrong, and sentences about the first."""

    name: str
    looked_at: int
    wrong: int
    said: tuple[str, ...]


@dataclass(frozen=True)
class NightCheck:
    """The outcome of one night."""

    at: datetime
    seconds: float
    checks: tuple[Checked, ...]

    @property
    def wrong(self) -> int:
        return sum(one.wrong for one in self.checks)


def sweep() -> None:
    """Queue the check when a night has come that nobody has queued it for. One statement on all other occasions."""
    if not is_night_of(ASKED):
        return
    with unit_of_work() as session:
        if claimed(session, ASKED):
            queue(session, KIND)


def is_night_of(name: str) -> bool:
    """Whether a night has come in which this was not asked for yet. One statement."""
    wall = clock.on_the_wall(clock.now(), clock.HOME)
    return wall.hour >= AT and bool(settings.value_of(name) != wall.date().isoformat())


def claimed(session: Session, name: str) -> bool:
    """Whether this process is the one that asks: the row is held until then. A new installation waits for its next night."""
    night = clock.on_the_wall(clock.now(), clock.HOME).date()
    session.execute(insert_into(Setting, session).values(name=name, value="").on_conflict_do_nothing())
    row = session.scalars(select(Setting).where(Setting.name == name).with_for_update()).one()
    before, row.value = row.value, night.isoformat()
    return before not in {"", night.isoformat()}


def ask_now() -> str:
    """Queue the check at somebody's wish; the uid of the task."""
    with unit_of_work() as session:
        return queue(session, KIND)


@task(KIND, _l("Check of all records"), P.OPERATION_READ)
def check(work: Work) -> Result:
    """Recount everything on one picture of the database and keep what was found."""
    began = time.monotonic()
    with acting_as(SYSTEM):
        outcomes = checks.recount()
    found = [
        {
            "name": one.name, "looked_at": one.looked_at, "wrong": len(one.wrong),
            "said": [f"{wrong.thing} {wrong.id}: {wrong.message}" for wrong in one.wrong[:NAMED]],
        }
        for one in outcomes
    ]  # fmt: skip
    result = Result("operation.operation")
    with unit_of_work() as session:
        facts = {"at": clock.now().isoformat(), "seconds": round(time.monotonic() - began, 1), "checks": found}
        settings.keep(session, FOUND, facts)
        work.finish(session, result)
    return result


def last() -> NightCheck | None:
    """The last outcome; None before the first night. One statement."""
    facts: dict[str, Any] | None = settings.value_of(FOUND)
    if facts is None:
        return None
    found = tuple(Checked(one["name"], one["looked_at"], one["wrong"], tuple(one["said"])) for one in facts["checks"])
    return NightCheck(datetime.fromisoformat(facts["at"]), facts["seconds"], found)


def how_many_wrong() -> int | None:
    """For the metrics: None before the first night. One statement."""
    found = last()
    return None if found is None else found.wrong
