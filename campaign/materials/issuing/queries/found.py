"""Finding somebody of an event by the code of a ticket, scanned or typed, or by their name."""

from dataclasses import dataclass

from sqlalchemy import select

from campaign.core.db import db
from campaign.core.text import clean_line
from campaign.events.models import Event
from campaign.materials.issuing.queries.recipients import survivors
from campaign.materials.issuing.schemas import LONGEST_ASKED
from campaign.people.checkin.queries import candidates
from campaign.people.checkin.schemas import Candidate
from campaign.people.models import Registration
from campaign.people.ticket.codes import BadCode, read_code


@dataclass(frozen=True)
class Found:
    """Whom the words mean. `registration_id`: exactly one. `elsewhere`: the code is of another event that the asker sees.

    `is_code`: a code that adds up, so nobody has mistyped it. `is_mistyped`: as long as a code, but it does not add up.
    """

    text: str
    registration_id: int | None = None
    people: tuple[Candidate, ...] = ()
    elsewhere: int | None = None
    is_code: bool = False
    is_mistyped: bool = False


def find(event_id: int, text: str) -> Found:
    """Whom of this event the words mean. Two statements at most."""
    words = clean_line(text)[:LONGEST_ASKED]
    if not words:
        return Found("")
    try:
        return _by_code(event_id, words, read_code(words))
    except BadCode as bad:
        is_mistyped = not bad.foreign and not bad.length and any(char.isdigit() for char in words)
    people = candidates(event_id, words)
    only = people[0].registration_id if len(people) == 1 else None
    return Found(words, only, people, is_mistyped=is_mistyped)


def _by_code(event_id: int, words: str, code: str) -> Found:
    asked = select(Registration.id, Registration.event_id).join(Event, Event.id == Registration.event_id)
    row = db.session.execute(asked.where(Registration.code == code)).one_or_none()
    if row is None:
        people = candidates(event_id, words)  # a name may look like a code
        return Found(words, people[0].registration_id if len(people) == 1 else None, people, is_code=True)
    if row.event_id != event_id:
        return Found(words, elsewhere=row.event_id, is_code=True)
    return Found(words, survivors([row.id]).get(row.id, row.id), is_code=True)
