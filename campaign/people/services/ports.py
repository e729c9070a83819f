"""What earlier features ask of those who keep the people: the events' and the relay's ports."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import mail
from campaign.core.actor import widened
from campaign.core.errors import Conflict
from campaign.core.i18n import _, _n
from campaign.events.schemas import Whereabouts
from campaign.people.groups.models import Group
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services.places import hold, promote

COMING = (RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.PENDING)  # want to hear of the event
CHANGED, CANCELLED, RESTORED = "people.event_changed", "people.event_cancelled", "people.event_restored"


def _reachable(session: Session, event_id: int) -> Sequence[tuple[int, str]]:
    """Who comes or waits and has an address: their registrations and languages. One statement."""
    coming = (
        select(Registration.id, Registration.language)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.event_id == event_id,
            Registration.state.in_(COMING),
            Registration.email_sealed.is_not(None) | Person.email_sealed.is_not(None),
        )
        .order_by(Registration.queue_number)
    )
    with widened():
        return [(registration_id, language) for registration_id, language in session.execute(coming)]


class Attendees:
    """What the events' port asks of people (`AttendeesPort`)."""

    def tell_changed(self, session: Session, event_id: int, before: Whereabouts) -> None:
        """Queue a letter to everybody who comes or waits and has an address; three statements, whatever the number.

        Whoever has not yet got the letter about an earlier change gets that one alone: it tells what is new when it goes
        out, and what was known before the first of the changes.
        """
        told = {facts["registration_id"] for facts in mail.still_waiting(session, CHANGED, event_id=event_id)}
        was = before.as_facts()
        mail.queue_many(
            session,
            CHANGED,
            (
                (language, {"registration_id": registration_id, "event_id": event_id, "was": was})
                for registration_id, language in _reachable(session, event_id)
                if registration_id not in told
            ),
        )

    def tell_cancelled(self, session: Session, event_id: int) -> None:
        """Queue a letter to everybody who comes or waits and has an address; two statements, whatever the number."""
        people = _reachable(session, event_id)
        letters = ((language, {"registration_id": registration_id}) for registration_id, language in people)
        mail.queue_many(session, CANCELLED, letters)

    def tell_restored(self, session: Session, event_id: int) -> None:
        """Queue a letter to everybody who comes or waits, has an address, and got the letter that said no; two statements."""
        waiting = {facts["registration_id"] for facts in mail.still_waiting(session, CANCELLED)}
        people = [person for person in _reachable(session, event_id) if person[0] not in waiting]
        letters = ((language, {"registration_id": registration_id}) for registration_id, language in people)
        mail.queue_many(session, RESTORED, letters)

    def registered_at(self, session: Session, event_ids: Sequence[int]) -> dict[int, int]:
        """How many come or wait, by the event."""
        statement = (
            select(Registration.event_id, func.count())
            .where(Registration.event_id.in_(event_ids), Registration.state.in_(COMING))
            .group_by(Registration.event_id)
        )
        with widened():
            return {event_id: count for event_id, count in session.execute(statement)}

    def registered(self, session: Session, event_id: int) -> int:
        """How many come or wait."""
        statement = select(func.count()).where(Registration.event_id == event_id, Registration.state.in_(COMING))
        with widened():
            return session.scalar(statement) or 0

    def room_made(self, session: Session, event_id: int) -> None:
        """Give what is free to those who wait; nothing happens when nobody waits or the event is over."""
        if hold(session, event_id).is_to_come:
            promote(session, event_id)


class PeopleOfASeason:
    """What the relay asks before it takes a season back (`RemovalPort`)."""

    def ensure_removable(self, session: Session, stop_ids: Sequence[int]) -> None:
        """Raises Conflict when somebody is, or was, on the list of an event at one of these stops."""
        people = select(func.count()).where(Registration.stop_id.in_(stop_ids))
        groups = select(func.count()).where(Group.stop_id.in_(stop_ids))
        with widened():
            count, places = session.scalar(people) or 0, session.scalar(groups) or 0
        if places and not count:
            raise Conflict(_("Groups have places at its events, so the season cannot be taken back."))
        if count:
            raise Conflict(
                _n(
                    "%(num)d person is on the lists of its events, so the season cannot be taken back.",
                    "%(num)d people are on the lists of its events, so the season cannot be taken back.",
                    count,
                )
            )
