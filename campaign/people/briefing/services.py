"""What the briefings' port asks of those who keep the people: whom a version reaches, and the letters about it."""

from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import clock, mail
from campaign.core.actor import widened
from campaign.core.bulk import insert_rows
from campaign.events.briefing.schemas import Reach
from campaign.people.briefing.models import BriefingLetter
from campaign.people.models import Person, Registration
from campaign.people.schemas import COMING

LETTER: Final = "people.briefing"


def _coming(event_id: int) -> Any:
    return (Registration.event_id == event_id, Registration.state.in_(COMING))


def _has_address() -> Any:
    return Registration.email_sealed.is_not(None) | Person.email_sealed.is_not(None)


class Told:
    """What the briefings' port asks of people (`BriefedPort`)."""

    def reach(self, session: Session, event_id: int, version_id: int | None) -> Reach:
        """Two statements."""
        mine = (BriefingLetter.registration_id == Registration.id) & (BriefingLetter.version_id == (version_id or 0))
        counted = (
            select(
                func.count(),
                func.count().filter(_has_address()),
                func.count(BriefingLetter.id).filter(_has_address()),
            )
            .select_from(Registration)
            .join(Person, Person.id == Registration.person_id)
            .outerjoin(BriefingLetter, mine)
            .where(*_coming(event_id))
        )
        with widened():
            people, reachable, told = session.execute(counted).one()
            waiting = mail.how_many_wait(session, LETTER, version_id=version_id) if version_id else 0
            return Reach(people, reachable, told, waiting)

    def send(self, session: Session, event_id: int, version_id: int) -> int:
        """Three statements, whatever the number of people."""
        told = select(BriefingLetter.registration_id).where(BriefingLetter.version_id == version_id)
        asked = (
            select(Registration.id, Registration.language)
            .join(Person, Person.id == Registration.person_id)
            .where(*_coming(event_id), _has_address(), Registration.id.not_in(told))
            .order_by(Registration.queue_number)
        )
        with widened():
            people = session.execute(asked).all()
        at = clock.now()
        insert_rows(
            session, BriefingLetter, ("version_id", "registration_id", "queued_at"),
            ((version_id, registration_id, at) for registration_id, _language in people),
        )  # fmt: skip
        letters = (
            (language, {"registration_id": registration_id, "version_id": version_id}) for registration_id, language in people
        )
        return mail.queue_many(session, LETTER, letters)
