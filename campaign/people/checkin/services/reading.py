"""Reading at the door, below the scope: whoever holds a device link is nobody to the rest of the house.

The statements are the table's own, made once, and speak of the one event whose link was shown.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from campaign.accounts.devices.models import DeviceLink
from campaign.events.models import Event, EventRole
from campaign.people.checkin.models import CheckIn, CheckInScan
from campaign.people.checkin.schemas import CarsPort, DoorEvent, Seen
from campaign.people.duplicates.aliases import survivors_of
from campaign.people.groups.models import Group
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState

First = dict[int, tuple[datetime | None, str]]
"""By the registration: when they were let in, and the label of the phone."""
CARS: list[CarsPort] = []  # who keeps the cars of an event, if anybody does
EVENTS: Any = Event.__table__
PEOPLE: Any = Person.__table__
REGISTRATIONS: Any = Registration.__table__
ROLES: Any = EventRole.__table__
CHECK_INS: Any = CheckIn.__table__
SCANS: Any = CheckInScan.__table__
LINKS: Any = DeviceLink.__table__
GROUPS: Any = Group.__table__
_DOOR = tuple(EVENTS.c[name] for name in ("id", "region_id", "stop_id", "state", "starts_at", "ends_at", "time_zone"))
_WHO = (
    REGISTRATIONS.c.id.label("registration_id"), REGISTRATIONS.c.event_id.label("of_event"),
    REGISTRATIONS.c.state.label("registered_as"), PEOPLE.c.full_name, ROLES.c.name.label("role"),
    REGISTRATIONS.c.code_hash,
    GROUPS.c.name.label("group_name"),
)  # fmt: skip


def _people(base: Any, onto: Any) -> Any:
    """Registrations with the person, the role and the group, joined to `base`.

    Without the check-ins: a planner that has not yet seen the crowd of this morning would walk all of them for each.
    """
    return (
        base.outerjoin(REGISTRATIONS, onto)
        .outerjoin(PEOPLE, PEOPLE.c.id == REGISTRATIONS.c.person_id)
        .outerjoin(ROLES, ROLES.c.id == REGISTRATIONS.c.role_id)
        .outerjoin(GROUPS, GROUPS.c.id == REGISTRATIONS.c.group_id)
    )


_BY_CODE = (
    select(*_DOOR, *_WHO)
    .select_from(_people(EVENTS, REGISTRATIONS.c.code_hash.in_(bindparam("hashes", expanding=True))))
    .where(EVENTS.c.id == bindparam("event_id"))
)
_BY_NUMBER = (
    select(*_DOOR, *_WHO)
    .select_from(_people(EVENTS, REGISTRATIONS.c.id.in_(bindparam("numbers", expanding=True))))
    .where(EVENTS.c.id == bindparam("event_id"))
)
_OF_KEYS = (
    select(*(SCANS.c[name] for name in ("key", "event_id", "body_hash", "outcome", "why")), *_WHO)
    .select_from(_people(SCANS, REGISTRATIONS.c.id == SCANS.c.registration_id))
    .where(SCANS.c.key.in_(bindparam("keys", expanding=True)))
)
_STANDING = (
    select(CHECK_INS.c.registration_id, CHECK_INS.c.at, LINKS.c.label)
    .outerjoin(LINKS, LINKS.c.id == CHECK_INS.c.device_id)
    .where(CHECK_INS.c.registration_id.in_(bindparam("numbers", expanding=True)), CHECK_INS.c.undone_at.is_(None))
)
_NOBODY = "-"  # no code hashes to it


def by_code(session: Session, event_id: int, hashes: Iterable[str]) -> tuple[DoorEvent, dict[str, Seen]]:
    """The event, and whom the hashes mean, those of other events too. Two statements, two more when somebody cancelled."""
    facts = {"event_id": event_id, "hashes": sorted(set(hashes)) or [_NOBODY]}
    rows = session.connection().execute(_BY_CODE, facts).all()
    found: dict[str, Any] = {}
    for row in rows:
        if row.registration_id is not None and (row.of_event == event_id or row.code_hash not in found):
            found[row.code_hash] = row
    found |= _survivors(session, event_id, found)
    first = standing(session, [row.registration_id for row in found.values()])
    return _door(rows), {hashed: seen(row, first) for hashed, row in found.items()}


def _survivors(session: Session, event_id: int, found: dict[str, Any]) -> dict[str, Any]:
    """Whom codes mean now whose registrations gave way to others in a merge. No statement as long as nobody cancelled."""
    gone = {row.registration_id: hashed for hashed, row in found.items() if row.registered_as == RegistrationState.CANCELLED}
    into = survivors_of(session, gone)
    if not into:
        return {}
    rows = session.connection().execute(_BY_NUMBER, {"event_id": event_id, "numbers": sorted(into.values())}).all()
    of = {row.registration_id: row for row in rows}
    return {gone[number]: of[survivor] for number, survivor in into.items() if survivor in of}


def by_number(session: Session, event_id: int, numbers: Sequence[int]) -> tuple[DoorEvent, dict[int, Seen]]:
    """The event, and these of its registrations as they are now. Two statements."""
    rows = session.connection().execute(_BY_NUMBER, {"event_id": event_id, "numbers": list(numbers) or [0]}).all()
    first = standing(session, numbers)
    return _door(rows), {row.registration_id: seen(row, first) for row in rows if row.of_event == event_id}


def standing(session: Session, numbers: Sequence[int]) -> First:
    """When and by which phone these were let in; only those who are in. One statement, none for nobody."""
    if not numbers:
        return {}
    rows = session.connection().execute(_STANDING, {"numbers": list(numbers)})
    return {number: (at, label or "") for number, at, label in rows}


def of_keys(session: Session, keys: Sequence[str]) -> dict[str, Any]:
    """What was kept under these keys before, each with whom it meant. One statement."""
    return {row.key: row for row in session.connection().execute(_OF_KEYS, {"keys": list(keys)})}


def _door(rows: Sequence[Any]) -> DoorEvent:
    return DoorEvent(*rows[0][: len(_DOOR)])


def seen(row: Any, first: First) -> Seen:
    """Whom the row means, and when they were let in."""
    at, label = first.get(row.registration_id, (None, ""))
    return Seen(
        row.registration_id, row.of_event, row.registered_as, row.full_name, row.role, row.group_name or "",
        first_at=at, first_device=label,
    )  # fmt: skip


def cars_of(session: Session, event_id: int, numbers: Sequence[int]) -> dict[int, str]:
    """In which car these go, as far as anybody knows."""
    return {number: car for port in CARS for number, car in port.cars_of(session, event_id, numbers).items()}
