"""How many people, doors, teams and cars events have: counted where they are there already, planned where they are not yet.

Doors, teams and cars are counted in the walk and in the column; where there are none, what was typed holds, else what the kit
reckons with. Of people the greater counts: those who have a place or are announced, or those who are planned for; once the
event is held, those who came. A register does not know how many sit behind a door, so officials are typed, else one for a door.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, func, select

from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.deadlines.models import Permit
from campaign.events.models import Event, EventKind, EventRole, KitEvent
from campaign.events.schemas import WAS_HELD, EventState
from campaign.materials.norms.models import EventCount
from campaign.materials.norms.schemas import NOBODY_SAID, ONE, Basis, Count, Counts, RoleCount, Source, TypedCounts
from campaign.motorcades.queries import vehicles_of
from campaign.people.checkin.models import CheckIn
from campaign.people.groups.models import Group
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.walks.models import WalkDoor, WalkTeam
from campaign.walks.queries import in_the_walk

Events = Collection[int] | Select[int]  # their numbers, or how they are found
ByRole = Mapping[int, Mapping[int | None, int]]  # by the event, by the role or None, so many people


@dataclass(frozen=True)
class _Role:
    id: int
    name: Translated
    capacity: int | None
    taken: int


@dataclass(frozen=True)
class _Found:
    """Everything that was counted or typed of the events asked for."""

    doors: Mapping[int, int]
    teams: Mapping[int, int]
    cars: Mapping[int, int]
    announced: ByRole
    came: ByRole
    roles: Mapping[int, list[_Role]]
    typed: Mapping[int, TypedCounts]


def counts_of(event_ids: Iterable[int]) -> dict[int, Counts]:
    """What each of these events is counted with; those that are not the asker's to see are left out.

    A cancelled event is in the answer and needs nothing. Nine statements however many events there are, none for no event;
    nobody's name is read.
    """
    ids = sorted(set(event_ids))
    return _counted(Event.id.in_(ids)) if ids else {}


def counts_at(stop_ids: Iterable[int]) -> dict[int, Counts]:
    """The same of all events of these stops but the cancelled ones. Nine statements however many there are."""
    ids = sorted(set(stop_ids))
    return _counted(Event.stop_id.in_(ids), Event.state != EventState.CANCELLED) if ids else {}


def _counted(*where: ColumnElement[bool]) -> dict[int, Counts]:
    """Of the events that are asked for so: the database finds them for each table, hundreds of numbers are not sent."""
    events, these = _events(*where), select(Event.id).where(*where)
    if not events:
        return {}
    held = [row.id for row in events if row.state in WAS_HELD]
    found = _Found(
        _numbers(WalkDoor.event_id, these, in_the_walk()), _numbers(WalkTeam.event_id, these),
        vehicles_of([row.id for row in events]), _announced(these), _came(held), _roles(these),
        typed_counts(these),
    )  # fmt: skip
    return {row.id: _counts(row, found) for row in events}


def typed_counts(event_ids: Events) -> dict[int, TypedCounts]:
    """What was typed for each of these events; only those for which anything ever was. One statement."""
    numbers: dict[int, dict[Basis, int]] = defaultdict(dict)
    roles: dict[int, dict[int, int]] = defaultdict(dict)
    versions: dict[int, int] = defaultdict(int)
    columns = (EventCount.event_id, EventCount.basis, EventCount.role_id, EventCount.number, EventCount.version)
    rows: Iterable[Any] = db.session.execute(select(*columns).where(EventCount.event_id.in_(event_ids)))
    for event, basis, role, number, version in rows:
        versions[event] += version
        if number is not None and role is None:
            numbers[event][basis] = number
        elif number is not None:
            roles[event][role] = number
    return {event: TypedCounts(numbers[event], roles[event], version) for event, version in versions.items()}


def _events(*where: ColumnElement[bool]) -> tuple[Row[Any], ...]:
    columns = (
        Event.id, Event.stop_id, Event.region_id, EventKind.code.label("kind"), Event.title, Event.state, Event.day,
        Event.ends_at, Event.time_zone, Event.capacity, Event.taken, KitEvent.capacity.label("kit_people"),
        KitEvent.teams.label("kit_teams"), KitEvent.offices.label("kit_offices"), Permit.vehicles.label("permitted"),
    )  # fmt: skip
    asked = (
        select(*columns)
        .join(EventKind, EventKind.id == Event.kind_id)
        .outerjoin(KitEvent, KitEvent.id == Event.kit_event_id)
        .outerjoin(Permit, Permit.event_id == Event.id)
        .where(*where)
        .order_by(Event.starts_at, Event.id)
    )
    return tuple(db.session.execute(asked))


def _numbers(column: Any, ids: Events, *where: ColumnElement[bool]) -> dict[int, int]:
    """How many rows each event has in the table of the column."""
    asked = select(column, func.count()).where(column.in_(ids), *where).group_by(column)
    return dict(db.session.execute(asked).all())


def _announced(ids: Events) -> ByRole:
    """People beyond those with a place: announced without a name by a group that waits, or waiting with their group."""
    nameless = (
        select(Group.event_id, Group.role_id, func.sum(Group.short))
        .where(Group.event_id.in_(ids), Group.short > 0)
        .group_by(Group.event_id, Group.role_id)
    )
    waiting = (
        select(Registration.event_id, Registration.role_id, func.sum(Registration.places))
        .where(
            Registration.group_id.in_(select(Group.id).where(Group.event_id.in_(ids))),
            Registration.state.in_((RegistrationState.WAITING, RegistrationState.PENDING)),
        )
        .group_by(Registration.event_id, Registration.role_id)
    )  # fmt: skip
    return _by_role([*db.session.execute(nameless), *db.session.execute(waiting)])


def _came(held: Collection[int]) -> ByRole:
    """People who were let in; an event is not in it where nobody was checked in."""
    asked = (
        select(Registration.event_id, Registration.role_id, func.sum(Registration.places))
        .join(CheckIn, CheckIn.registration_id == Registration.id)
        .where(CheckIn.event_id.in_(held), CheckIn.undone_at.is_(None))
        .group_by(Registration.event_id, Registration.role_id)
    )
    return _by_role(db.session.execute(asked)) if held else {}


def _by_role(rows: Iterable[Any]) -> ByRole:
    found: dict[int, dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
    for event, role, people in rows:
        found[event][role] += people
    return found


def _roles(ids: Events) -> Mapping[int, list[_Role]]:
    found: dict[int, list[_Role]] = defaultdict(list)
    columns = (EventRole.event_id, EventRole.id, EventRole.name, EventRole.capacity, EventRole.taken)
    asked = select(*columns).where(EventRole.event_id.in_(ids)).order_by(EventRole.event_id, EventRole.position, EventRole.id)
    rows: Iterable[Any] = db.session.execute(asked)
    for event, *role in rows:
        found[event].append(_Role(*role))
    return found


def _counts(row: Any, found: _Found) -> Counts:
    typed = found.typed.get(row.id, TypedCounts())
    announced, came = found.announced.get(row.id, {}), found.came.get(row.id)
    doors = _first((Source.LIVE, found.doors.get(row.id)), (Source.TYPED, typed.numbers.get(Basis.OFFICE)),
                   (Source.KIT, row.kit_offices))  # fmt: skip
    planned = (
        (Source.TYPED, typed.numbers.get(Basis.PARTICIPANT)),
        (Source.CAPACITY, row.capacity),
        (Source.KIT, row.kit_people),
    )
    numbers = {
        Basis.OFFICE: doors,
        Basis.OFFICIAL: _first((Source.TYPED, typed.numbers.get(Basis.OFFICIAL)), *_said(doors)),
        Basis.TEAM: _first((Source.LIVE, found.teams.get(row.id)), (Source.TYPED, typed.numbers.get(Basis.TEAM)),
                           (Source.KIT, row.kit_teams)),
        Basis.VEHICLE: _first((Source.LIVE, found.cars.get(row.id)), (Source.TYPED, typed.numbers.get(Basis.VEHICLE)),
                              (Source.PERMIT, row.permitted)),
        Basis.PARTICIPANT: _people(
            row.state in WAS_HELD, row.taken, sum(announced.values()), None if came is None else sum(came.values()), *planned
        ),
        Basis.EVENT: ONE,
        Basis.STOP: ONE,
    }  # fmt: skip
    roles = tuple(
        RoleCount(
            role.id, role.name,
            _people(
                row.state in WAS_HELD, role.taken, announced.get(role.id, 0), None if came is None else came.get(role.id, 0),
                (Source.TYPED, typed.roles.get(role.id)), (Source.CAPACITY, role.capacity),
            ),
        )
        for role in found.roles.get(row.id, ())
    )  # fmt: skip
    last_day = row.ends_at.astimezone(ZoneInfo(row.time_zone)).date()
    return Counts(
        row.id, row.stop_id, row.region_id, row.kind, row.title, row.state, row.day, last_day, numbers, roles
    )  # fmt: skip


@lru_cache(maxsize=4096)  # the events of a season are planned alike
def _first(*offered: tuple[Source, int | None]) -> Count:
    """The first that anybody said; the others are kept beside it."""
    known = tuple((source, number) for source, number in offered if number is not None)
    return Count(known[0][1], known[0][0], known[1:]) if known else NOBODY_SAID


def _said(count: Count) -> tuple[tuple[Source, int], ...]:
    """A number with those beside it, as `_first` takes them."""
    return ((count.source, count.number), *count.said) if count.is_known else ()


@lru_cache(maxsize=4096)
def _people(held: bool, taken: int, announced: int, came: int | None, *planned: tuple[Source, int | None]) -> Count:
    """How many people count: who came, or has a place; before the event the greatest of these and of what is planned.

    What is planned is the first that anybody said of it: the others are only told. 0 of everything: nobody knows.
    """
    plan = _first(*planned)
    live = [(Source.CONFIRMED, taken)] if not announced else [(Source.ANNOUNCED, taken + announced), (Source.CONFIRMED, taken)]
    if held:
        return _first((Source.CHECKED_IN, came), *live[::-1], *_said(plan))
    said = [*_said(plan)[:1], *live]
    best = max(said, key=lambda each: each[1])
    if not best[1] and not plan.is_known:
        return NOBODY_SAID
    rest = [*(each for each in said if each != best), *plan.said]
    return Count(best[1], best[0], tuple(rest))
