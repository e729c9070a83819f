"""What is known now of the people whom the rows of a printed list are about, and of those written into its blank rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.text import fold
from campaign.papers.typed.reading import name_and_phone
from campaign.papers.typed.schemas import Entry
from campaign.people.checkin.schemas import DoorEvent, Seen
from campaign.people.checkin.services.reading import by_number
from campaign.people.duplicates.aliases import survivors_of
from campaign.people.models import Person, Registration, phone_index
from campaign.people.schemas import RegistrationState


@dataclass(frozen=True, slots=True)
class Latecomer:
    """Somebody written into a blank row: the name, the phone as typed, and as E.164; empty for none or a wrong one."""

    name: str
    typed_phone: str
    phone: str

    @classmethod
    def of(cls, entry: Entry) -> "Latecomer":
        return cls(*name_and_phone(entry.words))

    @property
    def key(self) -> tuple[str, str]:
        return (phone_index(self.phone), fold(self.name)[:240]) if self.phone else ("", "")


@dataclass(frozen=True)
class Known:
    """The event of a list, and whom its rows mean. `people`: by the number of the printed registration, who they are now."""

    event: DoorEvent
    people: dict[int, Seen]
    registered: dict[tuple[str, str], Seen]

    def of(self, entry: Entry) -> Seen | None:
        """Whom the row means; None for somebody who is on the list no more, or is not on it yet."""
        return self.registered.get(Latecomer.of(entry).key) if entry.row.is_blank else self.people.get(entry.row.id)


def known(session: Session, event_id: int, entries: Sequence[Entry]) -> Known:
    """What is known of these rows. Five statements, however many rows; whoever was put together with another counts as them."""
    printed = {entry.row.id for entry in entries if not entry.row.is_blank}
    late = [one for entry in entries if entry.row.is_blank and (one := Latecomer.of(entry)).phone]
    named = _named(session, event_id, late)
    into = survivors_of(session, printed)
    wanted = sorted(printed | set(into.values()) | set(named.values()))
    event, seen = by_number(session, event_id, wanted)
    people = {number: seen[into.get(number, number)] for number in printed if into.get(number, number) in seen}
    return Known(event, people, {key: seen[number] for key, number in named.items() if number in seen})


def _named(session: Session, event_id: int, late: Sequence[Latecomer]) -> dict[tuple[str, str], int]:
    """Which of these stand on the list of the event already, with or without a place. One statement, none for nobody."""
    if not late:
        return {}
    asked = (
        select(Person.phone_index, Person.name_key, Registration.id)
        .join(Registration, Registration.person_id == Person.id)
        .where(Registration.event_id == event_id, Registration.state != RegistrationState.CANCELLED)
        .where(Person.phone_index.in_({one.key[0] for one in late}))
    )
    with widened():
        return {(index or "", name): number for index, name, number in session.execute(asked)}
