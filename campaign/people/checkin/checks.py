"""What `adalzhol check` recounts of the door: nobody is counted twice or at another event, and phones find every code."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import crypto
from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.people.checkin.models import CheckIn, CheckInScan
from campaign.people.checkin.schemas import Outcome
from campaign.people.models import Registration

_READ_AT_ONCE = 10_000


@check("check_ins")
def check_ins(session: Session) -> Finding:
    """Each check-in belongs to a registration of its event, one that stands for each; each item told “in” has one.

    Five statements; the last walks through all registrations: about a second for a million.
    """
    looked_at = session.scalar(select(func.count(CheckIn.id))) or 0
    wrong = [*_elsewhere(session), *_twice(session), *_told_in_vain(session), *_hidden(session)]
    return Finding(looked_at, tuple(wrong))


def _elsewhere(session: Session) -> Iterator[Wrong]:
    asked = (
        select(CheckIn.id, CheckIn.event_id, Registration.event_id)
        .join(Registration, Registration.id == CheckIn.registration_id)
        .where(Registration.event_id != CheckIn.event_id)
        .order_by(CheckIn.id)
        .limit(MOST_NAMED)
    )
    for number, counted, registered in session.execute(asked):
        yield Wrong("check_in", number, f"counts at event {counted} somebody registered for event {registered}")


def _twice(session: Session) -> Iterator[Wrong]:
    asked = (
        select(CheckIn.registration_id, func.count())
        .where(CheckIn.undone_at.is_(None))
        .group_by(CheckIn.registration_id)
        .having(func.count() > 1)
        .limit(MOST_NAMED)
    )
    for number, count in session.execute(asked):
        yield Wrong("registration", number, f"is counted {count} times")


def _told_in_vain(session: Session) -> Iterator[Wrong]:
    """A phone heard “in”, and there is no check-in, not even one that was taken back."""
    there = select(CheckIn.id).where(CheckIn.registration_id == CheckInScan.registration_id).exists()
    asked = select(CheckInScan.id).where(CheckInScan.outcome == Outcome.IN, CheckInScan.registration_id.is_not(None), ~there)
    for number in session.scalars(asked.order_by(CheckInScan.id).limit(MOST_NAMED)):
        yield Wrong("check_in_scan", number, "was told that somebody is in who was never counted")


def _hidden(session: Session) -> Iterator[Wrong]:
    """Whose code no phone finds: the hash beside it is another, as a version before it left it."""
    found = 0
    asked = select(Registration.id, Registration.code, Registration.code_hash).order_by(Registration.id)
    for number, code, hashed in session.execute(asked, execution_options={"yield_per": _READ_AT_ONCE}):
        if crypto.code_hash(code) != hashed:
            found += 1
            yield Wrong("registration", number, "has a hash that is not its code's: a phone at the door does not know it")
            if found == MOST_NAMED:
                return
