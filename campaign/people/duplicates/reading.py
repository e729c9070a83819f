"""Two people side by side: who they are, where they stand, and what a merge would make of each event."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events.models import Event
from campaign.people.duplicates.ports import MERGE_PORTS
from campaign.people.duplicates.schemas import Couple, EventFate, Fate, Side, Standing
from campaign.people.models import Organisation, Person, Registration
from campaign.people.schemas import RegistrationState

FRESH = {"populate_existing": True}
NOBODY = _l("There is no such pair of people, or one of them has been put together with somebody meanwhile.")


def couple_of(session: Session, first_id: int, second_id: int) -> Couple:
    """The two as they are now. Raises NotFound when one is not the actor's to see, of another region, or gone already.

    Two statements, and one for each thing that may hang on a registration.
    """
    sides = {person.id: (person, organisation) for person, organisation in session.execute(_both(first_id, second_id))}
    if len(sides) != 2 or len({person.region_id for person, _name in sides.values()}) != 1:
        raise NotFound(NOBODY)
    first, second = (side_of(*sides[number]) for number in (first_id, second_id))
    stands = standings(session, (first_id, second_id))
    fates = tuple(fates_of(stands, first_id))
    seen = json.dumps([asdict(first), asdict(second), [asdict(one) for one in stands]], default=str, sort_keys=True)
    return Couple(sides[first_id][0].region_id, first, second, fates, hashlib.sha256(seen.encode()).hexdigest()[:16])


def _both(first_id: int, second_id: int) -> Any:
    return (
        select(Person, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.id.in_((first_id, second_id)), Person.merged_into_id.is_(None))
        .execution_options(**FRESH)
    )


def side_of(person: Person, organisation: str | None) -> Side:
    return Side(
        person.id, person.full_name, person.phone, person.email, person.birth_year, person.birth_date, person.organisation_id,
        organisation or "", person.made_at,
    )  # fmt: skip


def standings(session: Session, people: Iterable[int]) -> list[Standing]:
    """Every registration of these people, whoever may read them, event by event."""
    asked = (
        select(
            Registration.id, Registration.person_id, Registration.event_id, Registration.stop_id, Event.title, Event.day,
            Registration.state, Registration.queue_number, Registration.code,
        )
        .join(Event, Event.id == Registration.event_id)
        .where(Registration.person_id.in_(list(people)))
        .order_by(Event.day, Event.id, Registration.person_id)
    )  # fmt: skip
    with widened():
        found = [Standing(*row) for row in session.execute(asked)]
        hangs = _hanging(session, [one.registration_id for one in found])
    return [replace(one, hangs=tuple(hangs.get(one.registration_id, {}).items())) for one in found]


def _hanging(session: Session, registration_ids: list[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for port in MERGE_PORTS:
        if port.label is None or not registration_ids:
            continue
        column = port.table.c[port.column]
        counted = select(column, func.count()).where(column.in_(registration_ids)).group_by(column)
        for registration_id, count in session.execute(counted):
            words = found.setdefault(registration_id, {})
            words[str(port.label)] = words.get(str(port.label), 0) + count
    return found


def fates_of(stands: Iterable[Standing], kept_id: int) -> Iterable[EventFate]:
    """What a merge into `kept_id` makes of each event."""
    by_event: dict[int, list[Standing]] = {}
    for one in stands:
        by_event.setdefault(one.event_id, []).append(one)
    for both in by_event.values():
        if len(both) == 2:
            survivor, other = sorted(both, key=_rank)
            yield EventFate(Fate.JOINED, survivor, other)
        else:
            yield EventFate(Fate.STAYS if both[0].person_id == kept_id else Fate.MOVES, both[0], None)


def _rank(one: Standing) -> tuple[int, int]:
    """Whoever has a place keeps it; of those who wait, for a place or for a parent, the one who came first stands."""
    order = {RegistrationState.CONFIRMED: 0, RegistrationState.CANCELLED: 2}
    return order.get(one.state, 1), one.queue_number


def registration_now(session: Session, number: int) -> Registration:
    """The row as the database has it by now. One statement."""
    return session.scalars(select(Registration).where(Registration.id == number), execution_options=FRESH).one()
