"""Retention as queued work, at an organizer's wish and by itself once in a night; the letter about a wish that was closed."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from campaign.core import clock
from campaign.core.actor import SYSTEM, P, acting_as, current_actor
from campaign.core.db import db, unit_of_work
from campaign.core.i18n import _, _l
from campaign.core.mail import Letter, Words, letter
from campaign.core.operation import nightly
from campaign.core.tasks import Result, Work, queue, task
from campaign.people.privacy.models import ErasureRequest
from campaign.people.privacy.services import run
from campaign.people.privacy.services.asking import CLOSED
from campaign.people.privacy.wishes import ANSWERS
from campaign.people.tasks import letter_to, reader_of, way_to_ticket

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


@dataclass(frozen=True)
class OfWish:
    """A letter about the wish to be erased."""

    registration_id: int
    request_id: int


@letter(CLOSED, OfWish)
def wish_closed(facts: OfWish) -> Letter | None:
    """To whoever asked to be erased and is not: why, and that they may ask again."""
    reader, wish = reader_of(facts.registration_id), db.session.get(ErasureRequest, facts.request_id)
    if reader is None or wish is None or wish.closed_why is None:
        return None
    return letter_to(
        reader,
        _("Your wish to be erased"),
        Words(_("You asked that your data be erased. The organizer has looked at it, and nothing was erased.")),
        Words(str(ANSWERS[wish.closed_why])),
        *([Words(wish.closed_words)] if wish.closed_words else []),
        Words(_("You can ask again at any time, on your ticket under “My data”.")),
        way_to_ticket(reader),
    )
