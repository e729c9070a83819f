"""A crowd for the demo: as many invented people as are asked for, to see how the house stands under load.

Two events get ten and five thousand people, the others the rest in equal parts. Rooms are widened so that most people fit;
the last twentieth of a limited event waits. Some events at a time are a unit of work, so memory does not grow with the crowd.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.text import fold
from campaign.events.models import Event, EventRole
from campaign.events.schemas import AHEAD
from campaign.events.services import take_place
from campaign.people.schemas import RegistrationState, Source
from campaign.people.services.newcomers import Newcomer, enter
from campaign.people.services.places import Held, hold, next_in_line, promote
from campaign.people.services.rows import organisation_for
from campaign.reports.demo_names import ORGANISATIONS, invented_name

LARGEST: Final = 10_000
SECOND: Final = 5_000
WAITS: Final = 20  # one in so many of a limited event has no place
SCHOOLS: Final = 300
TOGETHER: Final = 50_000
CACHE_KILOBYTES: Final = 300_000
NUMBERS: Final = 10_000_000  # behind +7700
STRIDE: Final = 7_654_321  # shares no factor with them: all numbers come before one comes again

Say = Callable[[str], None]


@dataclass
class _Crowd:
    """Where the invented people come from: the same crowd every time."""

    chance: random.Random = field(default_factory=lambda: random.Random(1424))  # noqa: S311
    people: int = 0
    organisations: dict[int, list[int | None]] = field(default_factory=dict)

    def phone(self) -> str:
        self.people += 1
        return f"+7700{self.people * STRIDE % NUMBERS:07d}"

    def organisations_of(self, session: Session, region_id: int) -> list[int | None]:
        if region_id not in self.organisations:
            names = (f"{self.chance.choice(ORGANISATIONS)}, филиал {number}" for number in range(1, SCHOOLS + 1))
            self.organisations[region_id] = [organisation_for(session, region_id, name) for name in names]
        return self.organisations[region_id]


def load_crowd(count: int, say: Say, largest: int = LARGEST) -> None:
    """Add that many invented people to the events that are to come, `largest` of them to one; `say` hears how far it is.

    Some 250 µs of CPU each, and as much again of the disk on SQLite. Broken off, it leaves whole events.
    """
    began, crowd = time.monotonic(), _Crowd()
    with acting_as(SYSTEM):
        for units in _units(_shares(_to_come(), count, largest)):
            with unit_of_work() as session:
                _remember_more(session)
                for event_id, share in units:
                    _fill(session, crowd, hold(session, event_id), share)
            say(f"{crowd.people:,} of {count:,} people, {time.monotonic() - began:.0f} s")


def _to_come() -> list[int]:
    """Events that people can still come to, soonest first, of every relay; first those that nobody has a place at yet."""
    to_come = select(Event.id).where(Event.state.in_(AHEAD), Event.ends_at > clock.campaign_now())
    return list(db.session.scalars(to_come.order_by(Event.taken > 0, Event.starts_at, Event.id)))


def _units(shares: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Events whose people are written together: every unit of work costs the disk each page of each index it touched."""
    unit: list[tuple[int, int]] = []
    for event in shares:
        unit.append(event)
        if sum(share for _event, share in unit) >= TOGETHER:
            yield unit
            unit = []
    if unit:
        yield unit


def _remember_more(session: Session) -> None:
    """Let SQLite keep the pages of its indexes at hand, which people with random numbers touch all over."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text(f"PRAGMA cache_size = -{CACHE_KILOBYTES}"))


def _shares(event_ids: list[int], count: int, largest: int = LARGEST) -> Iterator[tuple[int, int]]:
    """How many people come to each event; small crowds keep the proportions of large ones."""
    shares = [min(largest, count // 2), min(SECOND, count // 4)][: len(event_ids)]
    rest, events = count - sum(shares), len(event_ids) - len(shares)
    shares += [rest // events + (place < rest % events) for place in range(events)]
    return ((event_id, share) for event_id, share in zip(event_ids, shares, strict=True) if share)


def _fill(session: Session, crowd: _Crowd, held: Held, share: int) -> None:
    """Let so many people come to one event, take their places and write the act down."""
    room = _room(session, held.id, share)
    roles = _roles(session, held.id, room)
    organisations = crowd.organisations_of(session, held.region_id)
    newcomers = [_newcomer(crowd, organisations, place < room, roles) for place in range(share)]
    for role_id, places in Counter(it.role_id for it in newcomers[:room]).items():
        if not take_place(session, held.id, role_id, places):
            raise RuntimeError(f"event {held.id} has less room than it said")
    first = next_in_line(session, held.id)
    enter(session, held, newcomers, source=Source.IMPORT, import_id=None, first_queue_number=first)
    facts = {"registrations": share, "confirmed": room, "first_queue_number": first}
    audit.note(session, "demo.crowd", "event", held.id, region_id=held.region_id, after=facts)


def _room(session: Session, event_id: int, share: int) -> int:
    """How many of them get a place, after the room was widened and those who wait already have theirs."""
    figures = select(Event.capacity, Event.taken).where(Event.id == event_id)
    capacity, taken = session.execute(figures).one()
    if capacity is None:
        return share
    wide = max(capacity, taken + share - share // WAITS)
    session.execute(update(Event).where(Event.id == event_id).values(capacity=wide))
    promote(session, event_id)
    taken = session.execute(figures).one().taken
    return int(min(share, wide - taken))


def _roles(session: Session, event_id: int, room: int) -> Iterator[int | None]:
    """Roles for those with a place: limited ones until they are full, then one without a limit, else none."""
    columns = select(EventRole.id, EventRole.capacity, EventRole.taken)
    rows = session.execute(columns.where(EventRole.event_id == event_id).order_by(EventRole.position)).all()
    for role_id, capacity, taken in rows:
        yield from [role_id] * (capacity - taken if capacity is not None else 0)
    open_to_all = next((role_id for role_id, capacity, _taken in rows if capacity is None), None)
    while True:
        yield open_to_all


def _newcomer(crowd: _Crowd, organisations: list[int | None], has_place: bool, roles: Iterator[int | None]) -> Newcomer:
    chance = crowd.chance
    name, language = invented_name(chance)
    return Newcomer(
        full_name=name,
        name_key=fold(name),
        phone=crowd.phone(),
        birth_year=chance.randint(1950, 2001),
        email="",
        language=language,
        organisation_id=chance.choice(organisations),
        role_id=next(roles) if has_place else None,
        note="",
        state=RegistrationState.CONFIRMED if has_place else RegistrationState.WAITING,
    )
