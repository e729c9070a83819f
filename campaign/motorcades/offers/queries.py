"""Reading offers: the driver's own, those of an event for its organizers, and how many of them wait."""

from collections.abc import Sequence

from sqlalchemy import func, select

from campaign.core import clock
from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events.models import EventRole
from campaign.events.schemas import EventRow
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.motorcades.offers.models import VehicleOffer
from campaign.motorcades.offers.schemas import OfferRow, Offers, OfferState, OwnOffer, TicketOffer
from campaign.motorcades.schemas import PlateForm
from campaign.people.minors.ages import may_be_under, of_person
from campaign.people.minors.queries import ages_on
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState, Ticket

KIND = "motorcade"
NO_OFFER = _l("There is no such offer.")


def of_ticket(ticket: Ticket) -> TicketOffer | None:
    """What the holder of a ticket sees of their offer; None where there is nothing to say. Four statements at most."""
    event = ticket.event
    if event.kind != KIND:
        return None
    with widened():
        row = db.session.execute(
            select(VehicleOffer, ColumnCar.number)
            .outerjoin(ColumnCar, ColumnCar.id == VehicleOffer.car_id)
            .where(VehicleOffer.registration_id == ticket.registration_id)
        ).one_or_none()
        own = _own(*row) if row else None
        is_over = event.ends_at <= clock.campaign_now()
        may = not is_over and ticket.state is RegistrationState.CONFIRMED and not is_minor(ticket.registration_id, event)
    return TicketOffer(own, may) if own or may else None


def _own(row: VehicleOffer, number: int | None) -> OwnOffer:
    return OwnOffer(row.state, row.kind, row.plate, row.name, row.make, row.colour, row.seats, number)


def is_minor(registration_id: int, event: EventRow) -> bool:
    """Whether they may be under age on the day of the event. Two statements; to be asked for everybody (`widened`)."""
    mine = select(Person).join(Registration, Registration.person_id == Person.id).where(Registration.id == registration_id)
    person = db.session.scalars(mine).one_or_none()
    return person is not None and may_be_under(of_person(person), event.day, ages_on(event.day).oldest)


def offers_of(event_id: int) -> Offers:
    """The offers of an event that the asker may see, the oldest first. One statement."""
    there = ColumnCar.__table__.alias()
    here = (
        select(there.c.number)
        .join(Vehicle, Vehicle.id == there.c.vehicle_id)
        .where(there.c.event_id == VehicleOffer.event_id, Vehicle.plate_key == VehicleOffer.plate_key)
        .correlate(VehicleOffer)
        .scalar_subquery()
    )
    statement = (
        select(VehicleOffer, Person, EventRole.name, ColumnCar.number, here)
        .join(Registration, Registration.id == VehicleOffer.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .outerjoin(ColumnCar, ColumnCar.id == VehicleOffer.car_id)
        .where(VehicleOffer.event_id == event_id)
        .order_by(VehicleOffer.made_at, VehicleOffer.id)
    )
    rows = [_row(*found) for found in db.session.execute(statement)]
    waiting = [row for row in rows if row.state is OfferState.WAITING]
    gone = [row for row in rows if row.state is OfferState.WITHDRAWN and not row.seen]
    return Offers(waiting, gone, [row for row in rows if row not in waiting and row not in gone])


def _row(row: VehicleOffer, person: Person, role: object, number: int | None, here: int | None) -> OfferRow:
    return OfferRow(
        row.id, row.state, row.kind, row.plate, row.plate_form is PlateForm.OTHER, row.name, row.make, row.colour, row.seats,
        person.full_name, person.phone or "", str(role or ""), row.car_id, number, here, row.made_at, row.seen_at is not None,
        row.version,
    )  # fmt: skip


def offer_place(offer_id: int) -> int:
    """The event of an offer. Raises NotFound when it is not the asker's to see. One statement."""
    event_id = db.session.scalar(select(VehicleOffer.event_id).where(VehicleOffer.id == offer_id))
    if event_id is None:
        raise NotFound(NO_OFFER)
    return event_id


def to_look_at(event_ids: Sequence[int]) -> dict[int, int]:
    """By event how many offers wait or were withdrawn and not looked at; events without any are left out. One statement."""
    waits = (VehicleOffer.state == OfferState.WAITING) | (
        (VehicleOffer.state == OfferState.WITHDRAWN) & VehicleOffer.seen_at.is_(None)
    )
    statement = (
        select(VehicleOffer.event_id, func.count())
        .where(VehicleOffer.event_id.in_(event_ids), waits)
        .group_by(VehicleOffer.event_id)
    )
    return {event_id: count for event_id, count in db.session.execute(statement)}
