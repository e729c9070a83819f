"""What phones send: many items in one unit of work and few statements, each under a key that has one effect.

Nobody is counted twice because the table lets nobody be: one check-in that stands a registration, inserted with ON CONFLICT DO
NOTHING. What is read before is only a guess at the outcome; whoever came second is told so by the insert.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from campaign.accounts.devices.batches import Batch, Once, happened_at, is_before, sort_out
from campaign.accounts.devices.schemas import Device, DevicePurpose
from campaign.accounts.devices.services import arrived
from campaign.core import clock
from campaign.core.bulk import insert_new
from campaign.core.db import unit_of_work
from campaign.people.checkin.judging import judge_scan, time_of_door
from campaign.people.checkin.models import CheckIn, CheckInScan
from campaign.people.checkin.schemas import Answer, DoorEvent, Item, ItemKind, Outcome, Seen, Why
from campaign.people.checkin.services.reading import SCANS, by_code, by_number, cars_of, of_keys, seen, standing
from campaign.people.checkin.services.walkins import enter_walk_ins

SCAN = (
    "event_id", "device_id", "key", "body_hash", "kind", "outcome", "why", "registration_id", "code", "claimed_at",
    "happened_at", "received_at",
)  # fmt: skip
CHECK_IN = ("event_id", "registration_id", "device_id", "at", "claimed_at")
_SECOND = update(SCANS).where(SCANS.c.key == bindparam("lost")).values(outcome=Outcome.ALREADY)


@dataclass
class Judged:
    """One item and what becomes of it; `seen` is whom it means."""

    item: Item
    outcome: Outcome
    why: Why
    happened: datetime
    seen: Seen | None = None


@dataclass
class Door:
    """One sending at one door: who sends, when, and what is known."""

    session: Session
    device: Device
    event: DoorEvent
    now: datetime
    judged: dict[str, Judged] = field(default_factory=dict)


def take_batch(token: str, batch: Batch[Item]) -> list[Answer]:
    """What becomes of every item, in the order in which they were sent. All or nothing is kept; sent again, the same answers.

    Six statements when nothing unusual is among them, whatever their number; some ten more for each walk-in. Raises NotFound,
    Gone, TooMany.
    """
    with unit_of_work() as session:
        device = arrived(session, DevicePurpose.CHECK_IN, token, len(batch.items))
        event, known = by_code(session, device.subject_id, (item.code_hash for item in batch.items if item.code_hash))
        door = Door(session, device, event, clock.campaign_now())
        once = sort_out(batch.items)
        _judge(door, batch.sent_at, once, known)
        _enter_walk_ins(door)
        fresh = _keep(door)
        _let_in(door, fresh)
        return list(_answers(door, batch.items, once, fresh))


def _judge(door: Door, sent_at: datetime | None, once: Once[Item], known: dict[str, Seen]) -> None:
    """Judge each key once."""
    open_now = Why.LATE if door.device.is_over else time_of_door(door.event, door.now)
    for item in once.first.values():
        happened, person = happened_at(item.claimed_at, sent_at, door.now), known.get(item.code_hash)
        before = is_before(happened, door.device.made_at)
        outcome, why = judge_scan(item, person, door.event, open_now, before_link=before)
        door.judged[item.key] = Judged(item, outcome, why, happened, None if why is Why.WRONG_EVENT else person)


def _enter_walk_ins(door: Door) -> None:
    """Register whoever came without a registration; those whose keys are known already are left alone."""
    new = [one for one in door.judged.values() if one.item.kind is ItemKind.WALK_IN and not one.item.problem]
    if not new:
        return
    open_now = Why.LATE if door.device.is_over else time_of_door(door.event, door.now)
    entered = enter_walk_ins(door.session, door.event, open_now, [one.item for one in new])
    for one in new:
        if (found := entered.get(one.item.key)) is not None:
            one.outcome, one.why, one.seen = found


def _keep(door: Door) -> set[str]:
    """Write down the items, in an order that all agree on; the keys that nobody had used."""
    rows = (
        (
            door.event.id, door.device.id, one.item.key, one.item.body_hash, one.item.kind, one.outcome, one.why,
            one.seen.registration_id if one.seen else None, one.item.code if one.why is Why.UNKNOWN else "",
            one.item.claimed_at, one.happened, door.now,
        )
        for _key, one in sorted(door.judged.items())
    )  # fmt: skip
    return set(insert_new(door.session, CheckInScan, SCAN, rows, "key"))


def _let_in(door: Door, fresh: set[str]) -> None:
    """Count those who are in, once; in an order that all agree on, so that two sendings never wait for each other."""
    coming = [(one.seen.registration_id, one) for one in _in_order(door, fresh) if one.outcome is Outcome.IN and one.seen]
    if not coming:
        return
    first = dict(reversed(coming))
    rows = ((door.event.id, number, door.device.id, door.now, one.happened) for number, one in sorted(first.items()))
    done = set(insert_new(door.session, CheckIn, CHECK_IN, rows, "registration_id"))
    second = [one for number, one in coming if number not in done or first[number] is not one]
    for one in second:
        one.outcome = Outcome.ALREADY
    if second:
        door.session.connection().execute(_SECOND, [{"lost": one.item.key} for one in second])


def _in_order(door: Door, fresh: set[str]) -> Iterable[Judged]:
    return (one for key, one in door.judged.items() if key in fresh)


def _answers(door: Door, items: Sequence[Item], once: Once[Item], fresh: set[str]) -> Iterator[Answer]:
    old = sorted(set(door.judged) - fresh)
    before = of_keys(door.session, old) if old else {}
    first = standing(door.session, [row.registration_id for row in before.values() if row.registration_id is not None])
    late = [one.seen.registration_id for one in _in_order(door, fresh) if one.seen and _is_second(one)]
    people = by_number(door.session, door.event.id, late)[1] if late else {}
    numbers = [one.seen.registration_id for one in door.judged.values() if one.seen]
    cars = cars_of(door.session, door.event.id, numbers)
    for place, item in enumerate(items):
        kept = before.get(item.key)
        if once.is_reused(place, item, kept, event_id=door.event.id):
            yield Answer(item.key, Outcome.REFUSED, Why.KEY_REUSED)
        elif kept is not None:
            yield _answer(item.key, kept.outcome, kept.why, None if kept.registration_id is None else seen(kept, first), cars)
        else:
            one = door.judged[item.key]
            person = people.get(one.seen.registration_id, one.seen) if one.seen else None
            yield _answer(item.key, one.outcome, one.why, _with_first(person, one, door), cars)


def _is_second(one: Judged) -> bool:
    """Whether somebody else let them in while this was judged, so that who was first has to be looked up."""
    return one.outcome is Outcome.ALREADY and one.seen is not None and one.seen.first_at is None


def _with_first(person: Seen | None, one: Judged, door: Door) -> Seen | None:
    """The person with the moment at which this very item let them in."""
    if person is None or one.outcome is not Outcome.IN:
        return person
    return Seen(
        person.registration_id, person.event_id, person.state, person.name, person.role, person.group, person.car,
        door.now, door.device.label,
    )  # fmt: skip


def _answer(key: str, outcome: Outcome, why: Why, person: Seen | None, cars: dict[int, str]) -> Answer:
    if person is None:
        return Answer(key, outcome, why)
    return Answer(
        key, outcome, why, person.name, person.role, person.group, cars.get(person.registration_id, ""),
        person.first_at, person.first_device,
    )  # fmt: skip
