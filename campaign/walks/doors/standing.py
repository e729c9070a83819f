"""How doors stand: it follows from their records, in whatever order those came, and is written beside each door.

Whoever changes the records of a door holds its team until the unit of work ends, so two phones never write over each other.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from campaign.walks.doors.models import DoorRecord
from campaign.walks.doors.schemas import Decision, Outcome, RecordKind
from campaign.walks.models import WalkDoor
from campaign.walks.schemas import Sign, Soap

RECORDS: Any = DoorRecord.__table__
DOORS: Any = WalkDoor.__table__
_UNDOS: Any = RECORDS.alias("undos")
_FACTS: Final = ("soap", "pieces", "sign", "note", "recorded_at", "recorded_by_device_id", "recorded_by_user_id")
_UNSET: Final = (Soap.UNSET, 0, Sign.UNSET, "", None, None, None)


def counts(records: Any) -> Any:
    """That a record counts: it was taken, or a coordinator accepted it."""
    return or_(records.c.outcome == Outcome.TAKEN, records.c.decision == Decision.ACCEPTED)


def is_undone(records: Any) -> Any:
    """That an undo which counts names the record; one of the same walk, whose keys only its own phones know."""
    return (
        select(_UNDOS.c.id)
        .where(
            _UNDOS.c.of_key == records.c.key, _UNDOS.c.kind == RecordKind.UNDO, _UNDOS.c.event_id == records.c.event_id,
            counts(_UNDOS),
        )
        .correlate(records)
        .exists()
    )  # fmt: skip


_LATEST = func.row_number().over(
    partition_by=RECORDS.c.door_id, order_by=(RECORDS.c.happened_at.desc(), RECORDS.c.id.desc())
)  # fmt: skip
_IN_ORDER: Any = (
    select(
        RECORDS.c.door_id, RECORDS.c.soap, RECORDS.c.pieces, RECORDS.c.sign, RECORDS.c.note, RECORDS.c.happened_at,
        RECORDS.c.device_id, RECORDS.c.user_id, _LATEST.label("place"),
    )
    .where(RECORDS.c.kind == RecordKind.DOOR, RECORDS.c.door_id.is_not(None), counts(RECORDS), ~is_undone(RECORDS))
)  # fmt: skip
_OF_THESE: Any = _IN_ORDER.where(RECORDS.c.door_id.in_(bindparam("doors", expanding=True))).subquery()
_OF_ALL: Any = _IN_ORDER.subquery()
_STAND = (
    update(DOORS)
    .where(DOORS.c.id == bindparam("this"))
    .values({**{name: bindparam(f"new_{name}") for name in _FACTS}, "version": DOORS.c.version + 1})
)


def stand_anew(session: Session, door_ids: Iterable[int]) -> None:
    """Write beside these doors what their records say now. Two statements, none for no door."""
    doors = sorted(set(door_ids))
    if not doors:
        return
    found, named = latest(session, doors), [f"new_{name}" for name in _FACTS]
    facts = [{"this": door, **dict(zip(named, found.get(door, _UNSET), strict=True))} for door in doors]
    session.connection().execute(_STAND, facts)


def latest(session: Session, door_ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """What the records say of these doors; nothing for a door of which none counts. One statement."""
    return {row[0]: tuple(row[1:8]) for row in session.connection().execute(_first(_OF_THESE), {"doors": list(door_ids)})}


def by_the_log(session: Session) -> dict[int, tuple[Any, ...]]:
    """How every recorded door has to stand: soap, pieces, sign, note, when. One statement; for recounting."""
    return {row[0]: tuple(row[1:6]) for row in session.connection().execute(_first(_OF_ALL))}


def _first(ordered: Any) -> Any:
    return select(ordered).where(ordered.c.place == 1)
