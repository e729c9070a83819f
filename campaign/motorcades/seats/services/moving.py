"""What a coordinator does by hand to people who are ticked."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from campaign.core import audit, operations
from campaign.core.actor import current_actor, widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid
from campaign.core.i18n import _, _l
from campaign.events.queries import event_row
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.policies import ensure_can_write_column
from campaign.motorcades.schemas import CarState
from campaign.motorcades.seats.models import ColumnSeat, SeatCompanion
from campaign.motorcades.seats.queries import seats_of
from campaign.motorcades.seats.schemas import MOST_AT_ONCE, Act, Passenger, Seats
from campaign.motorcades.seats.services.taking import Move, move
from campaign.people.services.places import Held, hold

_PLAIN = {"synchronize_session": False}


def act(
    event_id: int, wish: Act, ticked: Collection[int], key: str, *, group_id: int | None = None, car_id: int | None = None
) -> int:
    """Do it to those ticked and to all of the group; how many it did something to. Sent twice it is done once.

    Whoever is put into a car by hand is pinned there. Those who are no more on the list are passed over. Raises NotFound,
    Refused, Full, KeyReused, Invalid when nobody is left to do it to or something else is missing.
    """
    with unit_of_work() as session:
        event = event_row(event_id)
        ensure_can_write_column(current_actor(), event.region_id, event.stop_id)
        body = [event_id, wish.value, sorted(ticked), group_id, car_id]
        if earlier := operations.begin(session, "seats.act", key, body):
            return int(earlier["people"])
        held = hold(session, event_id)
        seats = seats_of(event_id)
        count = _DEEDS[wish](session, held, seats, _chosen(wish, seats, ticked, group_id), car_id)
        after = {"event": event_id, "act": wish.value, "people": count, "car": car_id, "group": group_id}
        audit.note(session, "seats.moved", "column", event_id, region_id=held.region_id, after=after)
        operations.finish(session, "seats.act", key, {"people": count})
        return count


def _chosen(wish: Act, seats: Seats, ticked: Collection[int], group_id: int | None) -> list[Passenger]:
    """Whoever is at the wheel has no seat to be moved from, but may accompany."""
    wanted = set(ticked)
    people = [*seats.people, *(seats.driving if wish is Act.ACCOMPANY else ())]
    found = [one for one in people if one.id in wanted or (group_id is not None and one.group_id == group_id)]
    if not found:
        raise Invalid(_l("Tick the people it is about first, or choose a group. Nothing was changed."))
    if len(found) > MOST_AT_ONCE:
        raise Invalid(_l("These are too many at once. Tick fewer people."))
    return found


def _move(session: Session, held: Held, seats: Seats, people: Sequence[Passenger], car_id: int | None) -> int:
    car = session.get(ColumnCar, car_id) if car_id is not None else None
    if car is None or car.event_id != held.id or car.state is CarState.ABSENT:
        raise Invalid(_l("Choose the car they go to: one of this column that comes. Nothing was changed."))
    going = [one for one in people if one.car_id != car_id or not one.pinned]
    move(session, held, [Move(one.id, car_id, pinned=True) for one in going])
    return len(going)


def _free(session: Session, held: Held, seats: Seats, people: Sequence[Passenger], car_id: int | None) -> int:
    seated = [one for one in people if one.car_id is not None]
    move(session, held, [Move(one.id, None) for one in seated])
    return len(seated)


def _pin(session: Session, held: Held, seats: Seats, people: Sequence[Passenger], car_id: int | None) -> int:
    return _mark(session, people, pinned=True)


def _unpin(session: Session, held: Held, seats: Seats, people: Sequence[Passenger], car_id: int | None) -> int:
    return _mark(session, people, pinned=False)


def _mark(session: Session, people: Sequence[Passenger], *, pinned: bool) -> int:
    ids = [one.id for one in people if one.car_id is not None and one.pinned is not pinned]
    mine = update(ColumnSeat).where(ColumnSeat.registration_id.in_(ids)).values(pinned=pinned)
    session.execute(mine, execution_options=_PLAIN)
    return len(ids)


def _swap(session: Session, held: Held, seats: Seats, people: Sequence[Passenger], car_id: int | None) -> int:
    if len(people) != 2 or people[0].car_id == people[1].car_id:
        raise Invalid(_l("To swap seats, tick exactly two people who are not in the same car. Nothing was changed."))
    one, other = people
    pairs = ((one, other.car_id), (other, one.car_id))
    move(session, held, [Move(who.id, to_id, pinned=to_id is not None) for who, to_id in pairs])
    return 2


def _accompany(session: Session, held: Held, seats: Seats, people: Sequence[Passenger], car_id: int | None) -> int:
    """Whoever is grown up of those ticked (a driver too) goes with the others."""
    minors = [one for one in people if one.minor]
    adults = [one for one in people if not one.minor]
    if not minors or len(adults) != 1:
        raise Invalid(
            _("Tick one grown-up and those under age who sit beside them. %(adults)s grown-ups and %(minors)s under age were "
              "ticked; nothing was changed.", adults=len(adults), minors=len(minors))
        )  # fmt: skip
    _part(session, held, seats, minors, None)
    session.add_all(
        SeatCompanion(
            registration_id=one.id, companion_id=adults[0].id, event_id=held.id, region_id=held.region_id, stop_id=held.stop_id
        )
        for one in minors
    )
    session.flush()
    return len(minors)


def _part(session: Session, held: Held, seats: Seats, people: Sequence[Passenger], car_id: int | None) -> int:
    ids = [one.id for one in people if one.with_id is not None]
    with widened():
        session.execute(delete(SeatCompanion).where(SeatCompanion.registration_id.in_(ids)), execution_options=_PLAIN)
    return len(ids)


_DEEDS = {
    Act.MOVE: _move, Act.FREE: _free, Act.PIN: _pin, Act.UNPIN: _unpin, Act.SWAP: _swap, Act.ACCOMPANY: _accompany,
    Act.PART: _part,
}  # fmt: skip
