"""Rows for tests about vehicles that come from outside: offered by their drivers, or in a table."""

from campaign.core import clock
from campaign.core.actor import Actor, acting_as
from campaign.core.db import db
from campaign.events.models import Event
from campaign.motorcades.imports import services as imports
from campaign.motorcades.offers.models import VehicleOffer
from campaign.motorcades.schemas import PlateForm, VehicleKind
from tests.factories import a_registration, kept
from tests.people.imports.tables import a_csv


def an_offer(event: Event, driver: str, plate: str = "123 ABC 09") -> VehicleOffer:
    """A car that somebody with a place at the event offers."""
    registration = a_registration(event, driver)
    return kept(
        VehicleOffer(
            event_id=event.id,
            region_id=event.region_id,
            stop_id=event.stop_id,
            registration_id=registration.id,
            kind=VehicleKind.CAR,
            plate=plate,
            plate_key=plate.replace(" ", ""),
            plate_form=PlateForm.Y2012,
            make="Лада Гранта",
            seats=3,
            made_at=clock.campaign_now(),
            consent_at=clock.now(),
        )
    )


def an_offer_and_an_import(event_id: int, sender: Actor, driver: str) -> dict[str, object]:
    """For the matrix: a car that somebody of this name offers, and a table with a driver of it that somebody has sent."""
    offer = an_offer(db.session.get_one(Event, event_id), driver)
    with acting_as(sender):
        table = a_csv([("124 ABC 09", driver)], ("Гос. номер", "Водитель"))
        return {"offer_id": offer.id, "vehicle_import_id": imports.start(event_id, table, "matrix")}
