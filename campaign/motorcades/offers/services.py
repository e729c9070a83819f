"""Acts on offers: made, changed and withdrawn by their drivers; accepted into the column or declined by organizers."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from campaign.accounts.services.limits import QUARTER, Limit, ensure_claimed
from campaign.core import audit, clock, operations
from campaign.core.actor import current_actor, widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Closed, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.events.queries import event_row
from campaign.motorcades.carrying import loads_of
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.offers.models import VehicleOffer
from campaign.motorcades.offers.queries import KIND, NO_OFFER, is_minor
from campaign.motorcades.offers.schemas import OfferState, OfferWish
from campaign.motorcades.plates import Plate, read
from campaign.motorcades.policies import ensure_can_write_column
from campaign.motorcades.road.services.absence import does_not_come
from campaign.motorcades.schemas import CarRole, CarState, Driver, VehicleKind
from campaign.motorcades.seats.models import ColumnSeat
from campaign.motorcades.seats.services.taking import vacate
from campaign.motorcades.services import add_car
from campaign.motorcades.services.columns import cars_here, number_them
from campaign.motorcades.services.vehicles import with_plate
from campaign.motorcades.wishes import CarWish, VehicleWish, read_plate, wrong_vehicle
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services.tickets import held_by_token

SET_OFF: Final = frozenset({CarState.DEPARTED, CarState.ARRIVED})
CHANGES: Final = Limit("vehicle offer", 10, QUARTER)
_MAKE, _ACCEPT = "column.offer", "column.offer_accept"
_FRESH: Final = {"populate_existing": True}


def offer(token: str, wish: OfferWish, key: str) -> None:
    """Offer a vehicle, or write the offer that waits anew. The same key gives the same answer.

    Raises NotFound, Closed for whoever may not offer (no place, under age, the event is over, the car is in the column),
    Invalid, TooMany, KeyReused.
    """
    with unit_of_work() as session:
        held, registration = held_by_token(session, token)
        if operations.begin(session, _MAKE, key, [registration.id, repr(wish)]):
            return
        with widened():
            _ensure_may_offer(session, registration, held.is_to_come)
            plate = _judged(wish)
            ensure_claimed(session, CHANGES, str(registration.id))
            row = _of_registration(session, registration.id)
            if row is not None and row.state is OfferState.ACCEPTED and row.car_id is not None:
                raise Closed(_l("Your car is in the column already. To change something, call the coordinator."))
            row = row or VehicleOffer(registration_id=registration.id, version=0)
            _fill(row, registration, wish, plate)
            session.add(row)
            session.flush()
            _note(session, "column.offered", row)
        operations.finish(session, _MAKE, key, {"offer": row.id})


def _ensure_may_offer(session: Session, registration: Registration, is_to_come: bool) -> None:
    event = event_row(registration.event_id)
    if event.kind != KIND:
        raise NotFound(NO_OFFER)
    if not is_to_come:
        raise Closed(_l("This event is over, or was cancelled."))
    if registration.state is not RegistrationState.CONFIRMED:
        raise Closed(_l("Only somebody with a place can bring a car."))
    if is_minor(registration.id, event):
        raise Closed(_l("Only adults can bring a car."))


def _judged(wish: OfferWish) -> Plate:
    """Raises Invalid with everything that is wrong with it."""
    if problems := list(wrong_offer(wish)):
        raise Invalid(_l("Your car was not saved."), problems)
    return read_plate(_vehicle(wish))[0] or read("")


def wrong_offer(wish: OfferWish) -> Iterator[Problem]:
    """Everything that is wrong with a car that is offered."""
    vehicle = _vehicle(wish)
    yield from read_plate(vehicle)[1]
    yield from wrong_vehicle(vehicle)
    if not wish.make and wish.kind is not VehicleKind.BICYCLE:
        yield Problem(
            "make", "missing", _("Type the make, so that the car can be found at the line-up. For example: Лада Гранта.")
        )
    if not wish.agrees:
        yield Problem("agree", "missing", _("Without your consent the car cannot be offered."))


def _vehicle(wish: OfferWish) -> VehicleWish:
    return VehicleWish(wish.kind, wish.plate, wish.name, wish.make, wish.colour, seats=wish.seats)


def _fill(row: VehicleOffer, registration: Registration, wish: OfferWish, plate: Plate) -> None:
    row.event_id, row.region_id, row.stop_id = registration.event_id, registration.region_id, registration.stop_id
    row.kind, row.plate, row.plate_key, row.plate_form = wish.kind, plate.shown, plate.key or None, plate.form
    row.name, row.make, row.colour, row.seats = wish.name, wish.make, wish.colour, wish.seats or 0
    row.state, row.made_at, row.consent_at = OfferState.WAITING, clock.campaign_now(), clock.now()
    row.car_id = row.decided_at = row.seen_at = None
    row.version += 1


def _of_registration(session: Session, registration_id: int) -> VehicleOffer | None:
    statement = select(VehicleOffer).where(VehicleOffer.registration_id == registration_id).with_for_update()
    return session.scalars(statement, execution_options=_FRESH).one_or_none()


def withdraw(token: str) -> None:
    """The driver brings no car after all; whoever is in the column leaves it. Done twice it is done once.

    Raises NotFound, Closed once the car has set off or the event is over.
    """
    with unit_of_work() as session:
        held, registration = held_by_token(session, token)
        with widened():
            if not held.is_to_come or _has_set_off(session, registration):
                raise Closed(_l("Your car has set off already, or the event is over. Call the coordinator."))
            take_out(session, registration)


def _has_set_off(session: Session, registration: Registration) -> bool:
    mine = select(VehicleOffer.car_id).where(VehicleOffer.registration_id == registration.id)
    on_its_way = select(ColumnCar.id).where(ColumnCar.id.in_(mine), ColumnCar.state.in_(SET_OFF))
    return session.scalar(on_its_way.limit(1)) is not None


def take_out(session: Session, registration: Registration) -> None:
    """Take the car of somebody who does not bring it any more out of offers and column; organizers are told on their page.

    A car in which people have seats, or materials lie, stays as one that has not come, so that they are seated anew and it is
    taken back; one that has set off stays as it is. What `GIVEN_UP` of people calls, in its unit of work.
    """
    row = _of_registration(session, registration.id)
    if row is None or row.state not in {OfferState.WAITING, OfferState.ACCEPTED}:
        return
    if row.car_id is not None:
        _leave_column(session, row.event_id, row.car_id)
    row.state, row.car_id, row.seen_at = OfferState.WITHDRAWN, None, None
    row.version += 1
    session.flush()
    _note(session, "column.offer_withdrawn", row)


def forget_offers(session: Session, numbers: Select[int]) -> None:
    """Before registrations are deleted, whose numbers a statement selects: their cars leave the columns."""
    mine = select(VehicleOffer.event_id, VehicleOffer.car_id).where(VehicleOffer.registration_id.in_(numbers))
    for event_id, car_id in session.execute(mine.where(VehicleOffer.car_id.is_not(None))).all():
        _leave_column(session, event_id, car_id)


def _leave_column(session: Session, event_id: int, car_id: int | None) -> None:
    cars = cars_here(session, event_id)
    car = next((each for each in cars if each.id == car_id), None)
    if car is None:
        return
    if car.state in SET_OFF:
        car.registration_id = None
        return
    if car.taken or loads_of([car.id]):
        car.registration_id = None
        car.drive("", "")
        does_not_come(session, car)
        return
    session.delete(car)
    number_them([each for each in cars if each.id != car_id])
    session.flush()


def accept(offer_id: int, version: int, clash_reason: str, key: str) -> int:
    """Put the offered car at the end of the column, with its driver; its number there. The same key changes nothing again.

    It has the seats that the driver offers, fewer where the register knows better, and a driver who had a seat in another car
    gives it up. Raises NotFound, Refused, Closed when it does not wait any more, Stale when it was changed, Invalid for a plate
    that is there already and for a clash.
    """
    with unit_of_work() as session:
        if earlier := operations.begin(session, _ACCEPT, key, [offer_id]):
            return int(earlier["number"])
        row = _held(session, offer_id)
        _ensure_waits(row, version)
        added = add_car(row.event_id, _car(session, row, clash_reason), f"offer-{row.id}-{row.version}")
        vacate(session, ColumnSeat.registration_id == row.registration_id)
        row.state, row.car_id, row.decided_at = OfferState.ACCEPTED, added.car_id, clock.campaign_now()
        row.version += 1
        session.flush()
        _note(session, "column.offer_accepted", row)
        number = session.get_one(ColumnCar, added.car_id).number
        operations.finish(session, _ACCEPT, key, {"number": number})
        return number


def _car(session: Session, row: VehicleOffer, clash_reason: str) -> CarWish:
    """The car that an offer wishes for."""
    person = session.scalars(
        select(Person).join(Registration, Registration.person_id == Person.id).where(Registration.id == row.registration_id)
    ).one()
    known = with_plate(session, row.region_id, Plate(row.plate, row.plate_key or "", row.plate_form))
    return CarWish(
        VehicleWish(row.kind, row.plate, row.name, row.make, row.colour, seats=row.seats),
        role=CarRole.BUS if row.kind is VehicleKind.BUS else CarRole.PARTICIPANT,
        seats=min(row.seats, known.seats or row.seats) if known else None,
        driver=Driver(person.full_name, person.phone or ""),
        clash_reason=clash_reason,
        registration_id=row.registration_id,
    )


def decline(offer_id: int, version: int) -> None:
    """Say no, without a reason. Raises NotFound, Refused, Closed when it does not wait any more, Stale when it was changed."""
    with unit_of_work() as session:
        row = _held(session, offer_id)
        _ensure_waits(row, version)
        row.state, row.decided_at = OfferState.DECLINED, clock.campaign_now()
        row.version += 1
        session.flush()
        _note(session, "column.offer_declined", row)


def look_at_withdrawn(event_id: int) -> None:
    """An organizer has seen who withdrew. Raises NotFound, Refused."""
    with unit_of_work() as session:
        event = event_row(event_id, held=True)
        ensure_can_write_column(current_actor(), event.region_id, event.stop_id)
        mine = select(VehicleOffer).where(VehicleOffer.event_id == event_id, VehicleOffer.state == OfferState.WITHDRAWN)
        for row in session.scalars(mine.where(VehicleOffer.seen_at.is_(None)).with_for_update(), execution_options=_FRESH):
            row.seen_at = clock.now()


def _held(session: Session, offer_id: int) -> VehicleOffer:
    """The offer with its event held before it, as everybody does who changes a column. Raises NotFound, Refused."""
    event_id = session.scalar(select(VehicleOffer.event_id).where(VehicleOffer.id == offer_id))
    if event_id is None:
        raise NotFound(NO_OFFER)
    event = event_row(event_id, held=True)
    ensure_can_write_column(current_actor(), event.region_id, event.stop_id)
    statement = select(VehicleOffer).where(VehicleOffer.id == offer_id).with_for_update()
    row = session.scalars(statement, execution_options=_FRESH).one_or_none()
    if row is None:
        raise NotFound(NO_OFFER)
    return row


def _ensure_waits(row: VehicleOffer, version: int) -> None:
    if row.state is not OfferState.WAITING:
        raise Closed(_l("This offer does not wait any more: it was decided about, or the driver has withdrawn it."))
    if row.version != version:
        raise Stale(_l("The driver has changed the offer meanwhile. Look at it again; nothing was saved."))


def _note(session: Session, act: str, row: VehicleOffer) -> None:
    """Numbers and states only; never a plate or a name."""
    after = {"event": row.event_id, "state": row.state.value, "kind": row.kind.value, "car": row.car_id}
    audit.note(session, act, "vehicle_offer", row.id, region_id=row.region_id, after=after)
