"""A registration that whoever acts is about to change, with its event held."""

from sqlalchemy.orm import Session

from campaign.core.actor import current_actor
from campaign.people.models import Registration
from campaign.people.policies import ensure_can_write_people
from campaign.people.services.places import Held, hold
from campaign.people.services.rows import registration_here


def held_to_change(session: Session, registration_id: int) -> tuple[Held, Registration]:
    """The event held, and the registration as it is then, when the actor may change it. Raises NotFound, Refused."""
    registration = registration_here(session, registration_id)
    ensure_can_write_people(current_actor(), registration.region_id, registration.stop_id)
    held = hold(session, registration.event_id)
    return held, registration_here(session, registration_id)
