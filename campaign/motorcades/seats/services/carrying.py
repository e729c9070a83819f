"""Carrying a plan out as one step, and taking the step back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations
from campaign.core.actor import current_actor, widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, NotFound, Stale
from campaign.core.i18n import _l
from campaign.events.queries import event_row
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.policies import ensure_can_write_column
from campaign.motorcades.road.services.absence import does_not_come, is_expected_again
from campaign.motorcades.schemas import CarState
from campaign.motorcades.seats.models import SeatStep
from campaign.motorcades.seats.planning import plan_of, stamp_of
from campaign.motorcades.seats.queries import seats_of
from campaign.motorcades.seats.schemas import Plan, PlanKind
from campaign.motorcades.seats.services.taking import Move, move, seats_by_registration
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services.places import Held, hold

_ACT = "seats.plan"
_CHANGED = _l("People, cars or seats have changed since you looked. Look at the proposal as it is now; nothing was changed.")
_NOT_BACK = _l("Seats have been changed since, so this step cannot be taken back any more. Change them by hand.")


def carry_out(event_id: int, kind: PlanKind, without_id: int | None, stamp: str, key: str) -> int:
    """Do what the plan with this stamp said; how many seats changed. Sent twice it is done once.

    It is reckoned before the lock is taken and looked at again under it. With `without_id` that car is said not to come.
    Raises NotFound, Refused, KeyReused, Stale when it would be another plan by now.
    """
    seen = seats_of(event_id)
    ensure_can_write_column(current_actor(), seen.event.region_id, seen.event.stop_id)
    plan = plan_of(seen, kind, without_id)
    with unit_of_work() as session:
        if earlier := operations.begin(session, _ACT, key, [event_id, kind.value, without_id, stamp]):
            return int(earlier["people"])
        held = hold(session, event_id)
        if plan.stamp != stamp or stamp_of(seats_of(event_id), kind, without_id) != stamp:
            raise Stale(_CHANGED)
        _carry_out(session, held, plan)
        operations.finish(session, _ACT, key, {"people": len(plan.changes)})
        return len(plan.changes)


def _carry_out(session: Session, held: Held, plan: Plan) -> None:
    lost = None if plan.without_id is None else _car(session, held, plan.without_id)
    if lost is not None:
        does_not_come(session, lost)
    move(session, held, [Move(one.passenger.id, one.to_id) for one in plan.changes])
    step = SeatStep(event_id=held.id, region_id=held.region_id, stop_id=held.stop_id, kind=plan.kind, lost_id=plan.without_id)
    step.moves = [[one.passenger.id, one.from_id, one.to_id, one.passenger.pinned] for one in plan.changes]
    step.made_at, step.made_by = clock.now(), current_actor().user_id
    session.add(step)
    session.flush()
    after = {"event": held.id, "kind": plan.kind.value, "people": len(plan.changes), "without": plan.without_id}
    audit.note(session, "seats.planned", "seat_step", step.id, region_id=held.region_id, after=after)


def _car(session: Session, held: Held, car_id: int) -> ColumnCar:
    car = session.get(ColumnCar, car_id, populate_existing=True)
    if car is None or car.event_id != held.id:
        raise NotFound(_l("There is no such vehicle in this column."))
    return car


def take_back(step_id: int) -> int:
    """Put everybody back where they sat before the newest step; its event. Done twice it is done once.

    Raises NotFound, Refused, Conflict when somebody has changed a seat of it since, or left.
    """
    with unit_of_work() as session:
        step = session.scalar(select(SeatStep).where(SeatStep.id == step_id))
        if step is None:
            raise NotFound(_l("There is no such step."))
        event = event_row(step.event_id)
        ensure_can_write_column(current_actor(), event.region_id, event.stop_id)
        held = hold(session, event.id)
        session.refresh(step)
        if step.undone_at is not None:
            return event.id
        _ensure_untouched(session, step)
        if step.lost_id is not None and (car := _car(session, held, step.lost_id)).state is CarState.ABSENT:
            is_expected_again(session, car)
        move(session, held, [Move(number, before, pinned) for number, before, _after, pinned in step.moves])
        step.undone_at = clock.now()
        after = {"event": event.id, "people": len(step.moves)}
        audit.note(session, "seats.plan_undone", "seat_step", step.id, region_id=held.region_id, after=after)
        return event.id


def _ensure_untouched(session: Session, step: SeatStep) -> None:
    """Nothing came after it, everybody of it still comes and sits where it put them."""
    newer = select(SeatStep.id).where(
        SeatStep.event_id == step.event_id, SeatStep.id > step.id, SeatStep.undone_at.is_(None)
    )  # fmt: skip
    numbers = [number for number, *_rest in step.moves]
    coming = select(Registration.id).where(
        Registration.id.in_(numbers), Registration.state == RegistrationState.CONFIRMED, Registration.event_id == step.event_id
    )
    now = seats_by_registration(session, step.event_id, numbers)
    with widened():
        stands = session.scalar(newer.limit(1)) is None and set(session.scalars(coming)) == set(numbers)
    sits = all((now[number].car_id if number in now else None) == after for number, _before, after, _pinned in step.moves)
    if not stands or not sits:
        raise Conflict(_NOT_BACK)
