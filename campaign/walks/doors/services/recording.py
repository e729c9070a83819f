"""What phones send: many items in one unit of work and few statements, each under a key that has one effect.

An item is kept once because the table lets no key stand twice; how the doors stand is then read anew from all that was kept.
The team is held meanwhile: two phones of one team, or a phone and the desk, come one after the other.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from campaign.accounts.devices.batches import Batch, Once, happened_at, sort_out
from campaign.accounts.devices.schemas import Device, DevicePurpose
from campaign.accounts.devices.services import arrived
from campaign.core import clock
from campaign.core.bulk import insert_new
from campaign.core.db import unit_of_work
from campaign.walks.doors.judging import judge
from campaign.walks.doors.models import DoorRecord
from campaign.walks.doors.schemas import Answer, Item, Outcome, RecordKind, TeamHere, Why
from campaign.walks.doors.services.reading import doors_undone, of_keys, places_of, team_here
from campaign.walks.doors.standing import stand_anew

_COLUMNS = (
    "event_id", "team_id", "door_id", "device_id", "user_id", "key", "body_hash", "kind", "soap", "pieces", "sign", "note",
    "of_key", "outcome", "why", "claimed_at", "happened_at", "received_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """One item and what becomes of it."""

    item: Item
    outcome: Outcome
    why: Why
    happened: datetime


def take_batch(token: str, batch: Batch[Item]) -> list[Answer]:
    """What becomes of every item, in the order in which they were sent. All or nothing is kept; sent again, the same answers.

    Six statements at most, one more when some were sent before and one more for undoing. Raises NotFound, Gone, TooMany.
    """
    with unit_of_work() as session:
        device = arrived(session, DevicePurpose.WALK, token, len(batch.items))
        team = team_here(session, device.subject_id, held=True)
        once = sort_out(batch.items)
        judged = _judge(session, device, team, batch.sent_at, once)
        fresh = _kept(session, team, device.id, None, judged.values())
        return list(_answers(session, team, batch.items, once, judged, fresh))


def _judge(session: Session, device: Device, team: TeamHere, sent_at: datetime | None, once: Once[Item]) -> dict[str, Judged]:
    """Judge each key once."""
    places = places_of(session, (item.door_id for item in once.first.values() if item.door_id is not None))
    now, judged = clock.campaign_now(), {}
    for key, item in once.first.items():
        happened = happened_at(item.claimed_at, sent_at, now)
        door = places.get(item.door_id) if item.door_id is not None else None
        judged[key] = Judged(item, *judge(item, door, team, device, happened), happened)
    return judged


def _row(team: TeamHere, device_id: int | None, user_id: int | None, one: Judged) -> tuple[object, ...]:
    item, result = one.item, one.item.result
    return (
        team.event_id, team.id, None if one.why is Why.NO_DOOR else item.door_id, device_id, user_id, item.key, item.body_hash,
        item.kind, result.soap, result.pieces, result.sign, result.note, item.of, one.outcome, one.why, item.claimed_at,
        one.happened, clock.campaign_now(),
    )  # fmt: skip


def keep(session: Session, team: TeamHere, user_id: int | None, records: Sequence[Judged]) -> None:
    """Write down what somebody at the desk says, inside the present unit of work that holds the team; and let it stand."""
    _kept(session, team, None, user_id, records)


def _kept(
    session: Session, team: TeamHere, device_id: int | None, user_id: int | None, records: Collection[Judged]
) -> set[str]:
    """Add what is new and let its doors stand as their records say now; the keys that are new."""
    rows = [_row(team, device_id, user_id, one) for one in records]
    fresh = set(insert_new(session, DoorRecord, _COLUMNS, rows, "key"))
    taken = [one.item for one in records if one.item.key in fresh and one.outcome is Outcome.TAKEN]
    undone = doors_undone(session, team.event_id, [item.of for item in taken if item.kind is RecordKind.UNDO])
    stand_anew(session, [*undone, *(item.door_id for item in taken if item.door_id is not None)])
    return fresh


def _answers(
    session: Session, team: TeamHere, items: Sequence[Item], once: Once[Item], judged: dict[str, Judged], fresh: set[str]
) -> Iterator[Answer]:
    old = set(judged) - fresh
    before = of_keys(session, sorted(old)) if old else {}
    for place, item in enumerate(items):
        kept = before.get(item.key)
        if once.is_reused(place, item, kept, team_id=team.id):
            yield Answer(item.key, Outcome.REFUSED, Why.KEY_REUSED)
        elif kept is not None:
            yield Answer(item.key, kept.outcome, kept.why)
        else:
            yield Answer(item.key, judged[item.key].outcome, judged[item.key].why)
