"""What phones and the desk send: each item under a key that has one effect, and the later one stands.

The rows of the cars and points are held first, then the items are written down with ON CONFLICT DO NOTHING, and how it stands
is counted anew from the log: in whatever order two phones deliver, the same comes of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from campaign.accounts.devices.batches import Batch, Once, happened_at, is_before, sort_out
from campaign.accounts.devices.schemas import DevicePurpose
from campaign.accounts.devices.services import arrived
from campaign.core import clock, outward
from campaign.core.bulk import insert_new
from campaign.core.db import unit_of_work
from campaign.core.outward import Act
from campaign.events.schemas import EventState
from campaign.motorcades.road.models import ColumnMark
from campaign.motorcades.road.schemas import Answer, Item, ItemKind, Known, Outcome, Place, Sender, Standing, Why
from campaign.motorcades.road.services.reading import CARS, POINTS, counted, held, of_keys, place_of, standing_of

COLUMNS = (
    "event_id", "region_id", "stop_id", "device_id", "user_id", "key", "body_hash", "kind", "car_id", "point_id", "state",
    "of_key", "outcome", "why", "claimed_at", "happened_at", "received_at",
)  # fmt: skip
_CAR = (
    update(CARS)
    .where(CARS.c.id == bindparam("of_row"))
    .values({name: bindparam(f"new_{name}") for name in ("state", "present_at", "departed_at", "arrived_at")})
)
_POINT = update(POINTS).where(POINTS.c.id == bindparam("of_row")).values(fact_at=bindparam("new_fact_at"))


@dataclass
class Judged:
    """One item, what becomes of it, and of which car or point it speaks."""

    item: Item
    outcome: Outcome
    why: Why
    happened: datetime
    car_id: int | None
    point_id: int | None
    state: Any


@dataclass(frozen=True)
class Sending:
    """One sending at one column."""

    session: Session
    place: Place
    sender: Sender
    now: datetime


def take_batch(token: str, batch: Batch[Item]) -> tuple[list[Answer], Known]:
    """What becomes of every item, in the order in which they were sent, and how it stands then. Sent again, the same answers.

    Seven statements when nothing unusual is among them, whatever their number. Raises NotFound, Gone, TooMany.
    """
    with unit_of_work() as session:
        device = arrived(session, DevicePurpose.COLUMN, token, len(batch.items))
        sender = Sender(device_id=device.id, since=device.made_at, until=device.expires_at)
        return take(session, place_of(session, device.subject_id), sender, batch)


def take(
    session: Session, place: Place, sender: Sender, batch: Batch[Item], at: datetime | None = None
) -> tuple[list[Answer], Known]:
    """The same inside a unit of work, for whoever was judged already; `at`: when all of it was, by the campaign's calendar."""
    sending, once = Sending(session, place, sender, clock.campaign_now()), sort_out(batch.items)
    earlier = of_keys(session, (item.of for item in once.first.values() if item.kind is ItemKind.UNDO))
    targets = {**earlier, **_of_this_sending(once)}
    judged = {}
    for place_, item in enumerate(once.first.values()):  # what has one moment keeps the order in which it was sent
        happened = (at or _when(item, sending, batch)) + timedelta(microseconds=place_)
        judged[item.key] = _about(item, targets, sending, happened)
    cars = held(session, CARS, place.id, (one.car_id for one in judged.values() if one.car_id))
    points = held(session, POINTS, place.id, (one.point_id for one in judged.values() if one.point_id))
    for one in judged.values():
        _judge(one, sending, cars, points)
    fresh = set(insert_new(session, ColumnMark, COLUMNS, _rows(sending, judged), "key"))
    known = _settle(sending, [judged[key] for key in fresh], cars, points)
    return list(_answers(sending, batch.items, once, judged, fresh)), known


def _of_this_sending(once: Once[Item]) -> dict[str, Item]:
    """What an undo may speak of that is not in the log yet: a phone sends both when it finds a network."""
    return {key: item for key, item in once.first.items() if item.kind is not ItemKind.UNDO and not item.problem}


def _when(item: Item, sending: Sending, batch: Batch[Item]) -> datetime:
    """By the phone's clock put right; what is older than its link comes from a clock that was wrong: it was now."""
    happened, since = happened_at(item.claimed_at, batch.sent_at, sending.now), sending.sender.since
    return sending.now if since and is_before(happened, since) else happened


def _about(item: Item, targets: Mapping[str, Any], sending: Sending, happened: datetime) -> Judged:
    if item.problem or item.kind is not ItemKind.UNDO:
        return Judged(item, Outcome.DONE, item.problem, happened, item.car_id, item.point_id, item.state)
    of = targets.get(item.of)
    if of is None or of.kind is ItemKind.UNDO or getattr(of, "event_id", sending.place.id) != sending.place.id:
        return Judged(item, Outcome.DONE, Why.NOTHING, happened, None, None, None)
    return Judged(item, Outcome.DONE, Why.FINE, happened, of.car_id, of.point_id, of.state)


def _judge(one: Judged, sending: Sending, cars: Mapping[int, Any], points: Mapping[int, Any]) -> None:
    """Say what becomes of it, and forget what it spoke of when that is not of this column."""
    place, until = sending.place, sending.sender.until
    if one.car_id and one.car_id not in cars:
        one.why, one.car_id = one.why or Why.OTHER_CAR, None
    if one.point_id and one.point_id not in points:
        one.why, one.point_id = one.why or Why.OTHER_POINT, None
    if not one.why and place.state is EventState.CANCELLED:
        one.why = Why.OFF
    if not one.why and one.happened < morning_of(place):
        one.why = Why.EARLY
    if not one.why and until is not None and one.happened > until:
        one.why = Why.LATE
    if not one.why and one.car_id is None and one.point_id is None:
        one.why = Why.NOTHING
    one.outcome = Outcome.REFUSED if one.why else Outcome.DONE


def morning_of(place: Place) -> datetime:
    """From when on its cars may be marked: midnight of its day, by the wall of the place."""
    zone = ZoneInfo(place.time_zone)
    return datetime.combine(place.starts_at.astimezone(zone).date(), time(), zone).astimezone(UTC)


def _rows(sending: Sending, judged: Mapping[str, Judged]) -> Iterator[tuple[Any, ...]]:
    """In an order that all agree on."""
    place, sender = sending.place, sending.sender
    for key, one in sorted(judged.items()):
        yield (
            place.id, place.region_id, place.stop_id, sender.device_id, sender.user_id, key, one.item.body_hash, one.item.kind,
            one.car_id, one.point_id, one.state, one.item.of, one.outcome, one.why, one.item.claimed_at, one.happened,
            sending.now,
        )  # fmt: skip


def _settle(sending: Sending, fresh: Sequence[Judged], cars: Mapping[int, Any], points: Mapping[int, Any]) -> Known:
    """Write down how it stands with what was marked just now; how it stands with all that was spoken of."""
    done = [one for one in fresh if one.outcome is Outcome.DONE]
    car_ids, point_ids = _numbers(one.car_id for one in done), _numbers(one.point_id for one in done)
    known, moments = counted(sending.session, car_ids, point_ids)
    facts = {number: _fact(points[number].fact_at, at, moments.get(number, ())) for number, at in known.points.items()}
    connection = sending.session.connection()
    stand(sending.session, known.cars)
    place = sending.place
    told = ({"event": place.id, "car": number, "state": one.state.value} for number, one in known.cars.items())
    outward.announce_many(sending.session, Act.COLUMN_MARKED, ((place.region_id, place.stop_id, it) for it in told))
    if facts:
        connection.execute(_POINT, [{"of_row": number, "new_fact_at": at} for number, at in facts.items()])
    before = {number: standing_of(row) for number, row in cars.items()}
    return Known({**before, **known.cars}, {**{number: row.fact_at for number, row in points.items()}, **facts})


def stand(session: Session, cars: Mapping[int, Standing]) -> None:
    """Write down how it stands with these cars. One statement, none without any."""
    if cars:
        session.connection().execute(_CAR, [_new_standing(number, one) for number, one in cars.items()])


def _numbers(found: Iterable[int | None]) -> list[int]:
    return sorted({number for number in found if number is not None})


def _new_standing(number: int, standing: Standing) -> dict[str, Any]:
    return {
        "of_row": number, "new_state": standing.state, "new_present_at": standing.present_at,
        "new_departed_at": standing.departed_at, "new_arrived_at": standing.arrived_at,
    }  # fmt: skip


def _fact(kept: datetime | None, marked: datetime | None, moments: Sequence[datetime]) -> datetime | None:
    """When the point was passed: the last mark, unless somebody has typed a later moment on the page of the route."""
    by_hand = kept is not None and kept not in moments and marked is not None and kept > marked
    return kept if by_hand else marked


def _answers(
    sending: Sending, items: Sequence[Item], once: Once[Item], judged: Mapping[str, Judged], fresh: set[str]
) -> Iterator[Answer]:
    before = of_keys(sending.session, set(judged) - fresh)
    for place, item in enumerate(items):
        kept, one = before.get(item.key), judged[item.key]
        if once.is_reused(place, item, kept, event_id=sending.place.id):
            yield Answer(item.key, Outcome.REFUSED, Why.KEY_REUSED)
        elif kept is not None:
            yield Answer(item.key, kept.outcome, kept.why, kept.car_id, kept.point_id)
        else:
            yield Answer(item.key, one.outcome, one.why, one.car_id, one.point_id)
