"""Acts on the outbox: letting a letter go again, noting that somebody was told, and taking that back."""

from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, mail, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, NotFound
from campaign.core.i18n import _l
from campaign.core.mail import Message
from campaign.people.models import Registration
from campaign.people.outbox.models import Telling
from campaign.people.outbox.queries import open_news
from campaign.people.outbox.schemas import Way
from campaign.people.policies import ensure_can_write_people
from campaign.people.services.places import hold

AGAIN: Final = "people.letter_again"


def _of_letter(session: Session, event_id: int, message_id: int) -> Registration:
    """Whose letter it is, when the actor may change the list it belongs to. Raises NotFound, Refused."""
    asked = select(Registration).join(Message, Message.subject_id == Registration.id)
    registration = session.scalars(asked.where(Message.id == message_id, Registration.event_id == event_id)).one_or_none()
    if registration is None:
        raise NotFound(_l("There is no such letter."))
    ensure_can_write_people(current_actor(), registration.region_id, registration.stop_id)
    return registration


def send_again(event_id: int, message_id: int, key: str) -> None:
    """Let the letter go once more, now; sent twice with one key it goes once. Raises NotFound, Refused, Conflict."""
    with unit_of_work() as session:
        registration = _of_letter(session, event_id, message_id)
        if operations.begin(session, AGAIN, key, {"message": message_id}) is not None:
            return
        if not mail.send_again(session, message_id):
            raise Conflict(_l("This letter is just being sent. Look again in a minute."))
        operations.finish(session, AGAIN, key, {"message": message_id})
        _note(session, "people.letter_again", registration, message_id)


def tell(event_id: int, message_id: int, way: Way) -> None:
    """Note that the person has been told this and whatever came before it. Done twice it is done once, by the first.

    Raises NotFound, Refused.
    """
    with unit_of_work() as session:
        registration = _of_letter(session, event_id, message_id)
        hold(session, event_id)  # two coordinators who call at once are one after the other
        at = clock.now()
        news = session.scalars(open_news(registration.id, message_id)).all()
        for number in news:
            telling = Telling(
                message_id=number, registration_id=registration.id, region_id=registration.region_id,
                stop_id=registration.stop_id, way=way, told_by=current_actor().user_id, told_at=at,
            )  # fmt: skip
            session.add(telling)
        if news:
            session.flush()
            _note(session, "people.told", registration, message_id)


def untell(event_id: int, message_id: int) -> None:
    """Take that back: the person has to be told again. Done twice it is done once. Raises NotFound, Refused."""
    with unit_of_work() as session:
        registration = _of_letter(session, event_id, message_id)
        hold(session, event_id)
        told_at = session.scalar(select(Telling.told_at).where(Telling.message_id == message_id))
        if told_at is not None:
            together = (Telling.registration_id == registration.id, Telling.told_at == told_at)
            session.execute(delete(Telling).where(*together), execution_options={"synchronize_session": False})
            _note(session, "people.untold", registration, message_id)


def _note(session: Session, act: str, registration: Registration, message_id: int) -> None:
    after = {"event": registration.event_id, "message": message_id}
    audit.note(session, act, "registration", registration.id, region_id=registration.region_id, after=after)
