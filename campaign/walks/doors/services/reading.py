"""Reading at the doors, below the scope: whoever holds a device link is nobody to the rest of the house.

The statements are the tables' own, made once, and speak of the one team whose link was shown.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from campaign.core.errors import Gone
from campaign.core.i18n import _l
from campaign.events.models import Event
from campaign.walks.doors.schemas import RecordKind, TeamHere
from campaign.walks.doors.standing import DOORS, RECORDS
from campaign.walks.models import WalkTeam

NO_TEAM = _l("This team is no longer in the walk. Ask the coordinator of the event for a new link.")
EVENTS: Any = Event.__table__
TEAMS: Any = WalkTeam.__table__
_TEAM = (
    select(
        TEAMS.c.id, TEAMS.c.event_id, TEAMS.c.number, TEAMS.c.name, TEAMS.c.closed_at, EVENTS.c.region_id, EVENTS.c.stop_id,
        EVENTS.c.state, EVENTS.c.starts_at, EVENTS.c.ends_at, EVENTS.c.time_zone, EVENTS.c.title,
    )
    .join(EVENTS, EVENTS.c.id == TEAMS.c.event_id)
    .where(TEAMS.c.id == bindparam("team_id"))
)  # fmt: skip
_HELD_TEAM = _TEAM.with_for_update(of=TEAMS)
_DOORS = select(DOORS.c.id, DOORS.c.event_id, DOORS.c.team_id).where(DOORS.c.id.in_(bindparam("ids", expanding=True)))
_OF_KEYS = select(
    RECORDS.c.key, RECORDS.c.team_id, RECORDS.c.body_hash, RECORDS.c.outcome, RECORDS.c.why
).where(RECORDS.c.key.in_(bindparam("keys", expanding=True)))  # fmt: skip
_UNDONE_DOORS = select(RECORDS.c.door_id).where(
    RECORDS.c.key.in_(bindparam("keys", expanding=True)),
    RECORDS.c.kind == RecordKind.DOOR,
    RECORDS.c.event_id == bindparam("event_id"),
    RECORDS.c.door_id.is_not(None),
)


def team_here(session: Session, team_id: int, *, held: bool = False) -> TeamHere:
    """The team and its event. Raises Gone for one that was taken out of the walk. One statement.

    `held`: whoever else writes for this team waits until the unit of work ends.
    """
    asked = _HELD_TEAM if held else _TEAM
    found: Any = session.connection().execute(asked, {"team_id": team_id}).one_or_none()
    if found is None:
        raise Gone(NO_TEAM)
    return TeamHere(*found)


def places_of(session: Session, door_ids: Iterable[int]) -> dict[int, tuple[int, int | None]]:
    """By the door: of which event and in which team it is. One statement, none for no door."""
    ids = sorted(set(door_ids))
    if not ids:
        return {}
    return {door: (event, team) for door, event, team in session.connection().execute(_DOORS, {"ids": ids})}


def of_keys(session: Session, keys: Sequence[str]) -> dict[str, Any]:
    """What was kept under these keys before, at whichever walk. One statement."""
    return {row.key: row for row in session.connection().execute(_OF_KEYS, {"keys": list(keys)})}


def doors_undone(session: Session, event_id: int, keys: Sequence[str]) -> list[int]:
    """At which doors the records of this walk under these keys were made. One statement, none for no key."""
    if not keys:
        return []
    return list(session.connection().execute(_UNDONE_DOORS, {"keys": list(keys), "event_id": event_id}).scalars())
