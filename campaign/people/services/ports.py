"""What earlier features ask of those who keep the people: the events' and the relay's ports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import mail
from campaign.core.actor import widened
from campaign.core.errors import Conflict
from campaign.core.i18n import _, _n
from campaign.core.mail import Message
from campaign.events.models import Event
from campaign.events.schemas import Whereabouts
from campaign.people.groups.models import Group
from campaign.people.minors.standing import admit_of_age, judge_for_day
from campaign.people.models import Person, Registration
from campaign.people.outbox.models import Telling
from campaign.people.schemas import COMING
from campaign.people.services.places import hold, promote

CHANGED, CANCELLED, RESTORED = "people.event_changed", "people.event_cancelled", "people.event_restored"


@dataclass(frozen=True)
class Comer:
    """Somebody who comes or waits, and whether there is an address to write to."""

    registration_id: int
    language: str
    reachable: bool


def _comers(session: Session, event_id: int) -> list[Comer]:
    """Who comes or waits. One statement."""
    reachable = Registration.email_sealed.is_not(None) | Person.email_sealed.is_not(None)
    coming = (
        select(Registration.id, Registration.language, reachable)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.event_id == event_id, Registration.state.in_(COMING))
        .order_by(Registration.queue_number)
    )
    with widened():
        return [Comer(*row) for row in session.execute(coming)]


def _tell(session: Session, kind: str, people: Iterable[Comer], **facts: Any) -> None:
    """Queue the letters, and keep the news for those who have to be told by phone; two statements at most."""
    known: dict[bool, list[tuple[str, dict[str, Any]]]] = {True: [], False: []}
    for one in people:
        known[one.reachable].append((one.language, {mail.SUBJECT: one.registration_id, **facts}))
    mail.queue_many(session, kind, known[True])
    mail.keep_unaddressed(session, kind, known[False])


def _by_phone(session: Session, kind: str, event_id: int, *, told: bool) -> set[int]:
    """Whose news of this kind no letter could bring, and who has been told it since, or not yet. One statement."""
    asked = (
        select(Message.subject_id)
        .join(Registration, Registration.id == Message.subject_id)
        .outerjoin(Telling, Telling.message_id == Message.id)
        .where(Registration.event_id == event_id, Message.kind == kind, Message.trouble == mail.NOBODY_TO_WRITE_TO)
        .where(Telling.message_id.is_not(None) if told else Telling.message_id.is_(None))
    )
    with widened():
        return {number for number in session.scalars(asked) if number is not None}


class Attendees:
    """What the events' port asks of people (`AttendeesPort`)."""

    def tell_changed(self, session: Session, event_id: int, before: Whereabouts) -> None:
        """Queue a letter to everybody who comes or waits, or keep that they have to be called; five statements at most.

        Whoever has not yet heard of an earlier change gets that news alone: it tells what is new when it is told, and what was
        known before the first of the changes.
        """
        waiting = {facts[mail.SUBJECT] for facts in mail.still_waiting(session, CHANGED, event_id=event_id)}
        waiting |= _by_phone(session, CHANGED, event_id, told=False)
        people = [one for one in _comers(session, event_id) if one.registration_id not in waiting]
        _tell(session, CHANGED, people, event_id=event_id, was=before.as_facts())

    def tell_cancelled(self, session: Session, event_id: int) -> None:
        """Queue a letter to everybody who comes or waits, or keep that they have to be called; three statements at most."""
        _tell(session, CANCELLED, _comers(session, event_id))

    def tell_restored(self, session: Session, event_id: int) -> None:
        """The same for everybody who got the letter that said no, or was told so by phone; five statements at most."""
        waiting = {facts[mail.SUBJECT] for facts in mail.still_waiting(session, CANCELLED)}
        called = _by_phone(session, CANCELLED, event_id, told=True)
        people = [
            one
            for one in _comers(session, event_id)
            if (one.registration_id not in waiting if one.reachable else one.registration_id in called)
        ]
        _tell(session, RESTORED, people)

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
        """Let those come who need not wait for a parent any more, and give what is free to those who wait."""
        held = hold(session, event_id)
        admit_of_age(session, held)
        if held.is_to_come:
            promote(session, event_id)

    def another_day(self, session: Session, event_id: int, day: date) -> None:
        """Let those wait for a parent who would be too young on that day."""
        judge_for_day(session, hold(session, event_id), day)


class PeopleOfASeason:
    """What the relay asks before it takes a season back (`RemovalPort`)."""

    def ensure_removable(self, session: Session, stop_ids: Sequence[int]) -> None:
        """Raises Conflict when somebody is, or was, on the list of an event at one of these stops."""
        there = select(Event.id).where(Event.stop_id.in_(stop_ids))
        people = select(func.count()).where(Registration.event_id.in_(there))
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
