"""Retention as queued work: at an organizer's wish, and by itself once in a night."""

from datetime import date
from typing import Final

from campaign.core import clock
from campaign.core.actor import SYSTEM, P, acting_as, current_actor
from campaign.core.db import unit_of_work
from campaign.core.i18n import _l
from campaign.core.operation import nightly
from campaign.core.tasks import Result, Work, queue, task
from campaign.people.privacy.services import run

KIND: Final = "people.retention"
ASKED: Final = "retention_asked"


def ask_now() -> str:
    """Queue it at somebody's wish; the uid of the task."""
    with unit_of_work() as session:
        return queue(session, KIND, as_of=clock.campaign_today().isoformat())


def sweep() -> None:
    """Queue it once in a night, of several processes by one. One statement on all other occasions."""
    if not nightly.is_night_of(ASKED):
        return
    with unit_of_work() as session:
        if nightly.claimed(session, ASKED):
            queue(session, KIND, as_of=clock.campaign_today().isoformat())


@task(KIND, _l("Erasing people whose term is over"), P.RETENTION_RUN)
def retain(work: Work) -> Result:
    """Batch by batch, each whole: broken off, the next run goes on."""
    with acting_as(current_actor() if current_actor().is_known else SYSTEM):
        run(date.fromisoformat(work.facts["as_of"]), lambda _line: None)
    return Result("personal_staff.retention")
