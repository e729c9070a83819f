"""A wish to be erased, for the tests about it and for the matrix of pages."""

from sqlalchemy import select

from campaign.core.actor import NOBODY, acting_as, widened
from campaign.core.db import db
from campaign.people.models import Registration
from campaign.people.privacy import services
from campaign.people.privacy.models import ErasureRequest


def a_wish(registration_id: int) -> int:
    """The holder of this ticket asks to be erased; the number of the wish."""
    with widened():
        registration = db.session.get_one(Registration, registration_id)
        registration.issue(registration.generation)
        db.session.commit()
    with acting_as(NOBODY):
        services.ask(registration.token)
    with widened():
        asked = select(ErasureRequest.id).where(ErasureRequest.registration_id == registration_id)
        return db.session.scalars(asked.order_by(ErasureRequest.id.desc()).limit(1)).one()
