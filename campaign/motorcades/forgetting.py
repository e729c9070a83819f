"""Takes an erased person's own car out of the register: the plate names its owner. It stays in its column, so figures do."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.people.privacy.schemas import Who

_PRIVATE = {
    "plate": "",
    "plate_key": None,
    "plate_form": "none",
    "name": "",
    "make": "",
    "colour": "",
    "owner": "",
    "search_key": "",
}


def forget_vehicles(session: Session, who: Who) -> None:
    """The vehicles of no organisation that came with one of their registrations."""
    theirs = select(ColumnCar.vehicle_id).where(ColumnCar.registration_id.in_(who.registration_ids))
    own = update(Vehicle).where(Vehicle.id.in_(theirs), Vehicle.organisation_id.is_(None))
    session.execute(own.values(_PRIVATE), execution_options={"synchronize_session": False})
