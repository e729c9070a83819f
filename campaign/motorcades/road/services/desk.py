"""The desk: marking by hand, also afterwards from a list on paper, and taking any mark back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.accounts.devices.batches import Batch, plain_hash
from campaign.core import audit, clock
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem
from campaign.core.i18n import _l
from campaign.events.queries import event_row
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.policies import ensure_can_write_column
from campaign.motorcades.queries import car_row
from campaign.motorcades.road.models import ColumnMark
from campaign.motorcades.road.schemas import Item, ItemKind, Outcome, Place, Sender
from campaign.motorcades.road.services.taking import take
from campaign.motorcades.road.words import WHY
from campaign.motorcades.schemas import CarState

FUTURE = _l("This moment has not come yet. Type when it was.")


def mark(event_id: int, car_id: int, state: CarState, key: str, at: datetime | None = None) -> None:
    """This car is in this state now, or was `at`. Done twice with one key it is done once.

    Raises NotFound, Refused, Invalid for a moment to come, Conflict when it does not count: not today, cancelled.
    """
    with unit_of_work() as session:
        place, car = writable_place(event_id), car_row(car_id)
        if car.event_id != place.id:
            raise NotFound(_l("There is no such vehicle in this column."))
        if at is not None and at > clock.campaign_now():
            raise Invalid(FUTURE, [Problem("marked_at", "future", FUTURE)])
        take_at_desk(session, place, [item_of_desk(key, ItemKind.MARK, car_id=car.id, state=state)], at)
        audit.note(
            session, "road.marked", "column_car", car.id, region_id=place.region_id, after={"state": state.value, "by": "desk"}
        )


def depart_all(event_id: int, key: str) -> int:
    """All cars that stand here set off now; how many. Raises NotFound, Refused, Conflict."""
    with unit_of_work() as session:
        place = writable_place(event_id)
        asked = select(ColumnCar.id).where(ColumnCar.event_id == event_id, ColumnCar.state == CarState.PRESENT)
        numbers = session.scalars(asked.order_by(ColumnCar.id)).all()
        take_at_desk(
            session, place, [item_of_desk(f"{key}-{it}", ItemKind.MARK, car_id=it, state=CarState.DEPARTED) for it in numbers]
        )
        audit.note(session, "road.set_off", "column", event_id, region_id=place.region_id, after={"cars": len(numbers)})
        return len(numbers)


def take_back(event_id: int, mark_id: int, key: str) -> None:
    """This mark counts no more; it stays in the log. Done twice it is done once. Raises NotFound, Refused, Conflict."""
    with unit_of_work() as session:
        place = writable_place(event_id)
        of_this = (ColumnMark.id == mark_id, ColumnMark.event_id == place.id)
        of_key = session.scalar(select(ColumnMark.key).where(*of_this))
        if of_key is None:
            raise NotFound(_l("There is no such mark."))
        take_at_desk(session, place, [item_of_desk(key, ItemKind.UNDO, of=of_key)])
        audit.note(session, "road.taken_back", "column_mark", mark_id, region_id=place.region_id)


def writable_place(event_id: int) -> Place:
    """The event whose column the actor may mark. Raises NotFound, Refused."""
    event = event_row(event_id)
    place = Place(event.id, event.region_id, event.stop_id, event.state, event.starts_at, event.time_zone)
    ensure_can_write_column(current_actor(), place.region_id, place.stop_id)
    return place


def item_of_desk(key: str, kind: ItemKind, *, car_id: int | None = None, state: CarState | None = None, of: str = "") -> Item:
    """One thing that somebody at the desk says."""
    return Item(key, kind, plain_hash(f"{kind}\n{car_id}\n{state}\n{of}"), None, car_id, None, state, of)


def take_at_desk(session: Session, place: Place, items: list[Item], at: datetime | None = None) -> None:
    """Raises Conflict with the reason of the first that does not count."""
    sender = Sender(user_id=current_actor().user_id)
    answers, _known = take(session, place, sender, Batch(None, tuple(items)), at=at)
    for answer in answers:
        if answer.outcome is Outcome.REFUSED:
            raise Conflict(WHY[answer.why])
