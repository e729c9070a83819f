"""Keeping a column as a whole: what is said of it, and the order of its cars."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, outward
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.outward import Act
from campaign.events import queries as events
from campaign.events.schemas import EventRow
from campaign.motorcades.models import ColumnCar, ColumnOfEvent
from campaign.motorcades.policies import ensure_can_write_column
from campaign.motorcades.schemas import LONGEST
from campaign.motorcades.wishes import FactsWish, OrderWish, wrong_facts
from campaign.relay.planstate import reordered

FRESH = {"populate_existing": True}


def writable(event_id: int) -> EventRow:
    """The event, held so that its column is nobody else's to change until the unit of work ends. Raises NotFound, Refused."""
    event = events.event_row(event_id, held=True)
    ensure_can_write_column(current_actor(), event.region_id, event.stop_id)
    return event


def cars_here(session: Session, event_id: int) -> list[ColumnCar]:
    """The cars of a column in their order, held."""
    statement = select(ColumnCar).where(ColumnCar.event_id == event_id).order_by(ColumnCar.number, ColumnCar.id)
    return list(session.scalars(statement.with_for_update(), execution_options=FRESH))


def number_them(cars: list[ColumnCar]) -> None:
    """Give them the numbers of their places, from 1."""
    for number, car in enumerate(cars, 1):
        if car.number != number:
            car.number = number


def keep_facts(event_id: int, wish: FactsWish, version: int) -> None:
    """Keep what is said of the column; `version` 0 for the first time. Raises NotFound, Refused, Invalid, Stale."""
    if problems := list(wrong_facts(wish)):
        raise Invalid(_l("The column was not saved."), problems)
    with unit_of_work() as session:
        event = writable(event_id)
        statement = select(ColumnOfEvent).where(ColumnOfEvent.event_id == event_id).with_for_update()
        row = session.scalars(statement, execution_options=FRESH).one_or_none()
        if (row.version if row else 0) != version:
            raise Stale(_l("Somebody has changed this column meanwhile."))
        if row is None:
            row = ColumnOfEvent(event_id=event.id, region_id=event.region_id, stop_id=event.stop_id)
            session.add(row)
        row.distance_m, row.speed_kmh, row.gap_m = wish.distance_m, wish.speed_kmh, wish.gap_m
        row.contact, row.escort, row.note = wish.contact, wish.escort, wish.note
        row.head_name, row.head_phone, row.version = wish.head.name, wish.head.phone, version + 1
        session.flush()
        audit.note(session, "column.kept", "column", event_id, region_id=event.region_id, after={"version": version + 1})
        outward.announce(session, Act.COLUMN_CHANGED, region_id=event.region_id, stop_id=event.stop_id, event=event_id)


def put_in_order(event_id: int, wish: OrderWish, seen: tuple[int, ...]) -> int:
    """Put the cars in the order of the typed numbers, and into their blocks; how many stand elsewhere now.

    `seen` are the ids of the cars in the order that whoever typed looked at. Raises NotFound, Refused, Invalid, Stale.
    """
    with unit_of_work() as session:
        event = writable(event_id)
        cars = cars_here(session, event_id)
        there = tuple(car.id for car in cars)
        if there != seen:
            raise Stale(_l("The order of the column has changed meanwhile."))
        if long := [text for text in wish.blocks.values() if len(text) > LONGEST["block"]]:
            sentence = _(
                "The name of a block has at most %(most)s characters, here there are %(count)s.",
                most=LONGEST["block"], count=len(long[0]),
            )  # fmt: skip
            raise Invalid(sentence, [Problem("block", "too_long", sentence)])
        by_id = {car.id: car for car in cars}
        _put_in_blocks(by_id, wish)
        order = reordered(there, wish.places)
        number_them([by_id[car_id] for car_id in order])
        moved = sum(before != after for before, after in zip(there, order, strict=True))
        audit.note(session, "column.ordered", "column", event_id, region_id=event.region_id, after={"order": list(order)})
        outward.announce(session, Act.COLUMN_CHANGED, region_id=event.region_id, stop_id=event.stop_id, event=event_id)
        return moved


def _put_in_blocks(cars: Mapping[int, ColumnCar], wish: OrderWish) -> None:
    """Raises Stale when somebody else has put one of these cars into a third block meanwhile."""
    for car_id, block in wish.blocks.items():
        if (car := cars.get(car_id)) is None:
            continue
        if car.block not in {block, wish.blocks_before.get(car_id, car.block)}:
            raise Stale(_l("The blocks of the column have changed meanwhile."))
        if car.block != block:
            car.block, car.version = block, car.version + 1


def note_taken_out(event: EventRow, rows: int) -> None:
    """That the column was taken out as a table: it names drivers and their phones. Raises Refused."""
    ensure_can_write_column(current_actor(), event.region_id, event.stop_id)
    with unit_of_work() as session:
        audit.note(session, "column.exported", "column", event.id, region_id=event.region_id, after={"rows": rows})
