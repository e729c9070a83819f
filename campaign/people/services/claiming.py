"""Somebody whom an import put on the list acts for themselves: from then on they are there by their own wish."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from campaign.core import audit
from campaign.core.actor import widened
from campaign.people.models import Person, Registration


def claim(session: Session, registration: Registration) -> None:
    """Let the registration and its person be no longer the import's, so that taking the import back leaves them."""
    import_id = registration.import_id
    if import_id is None:
        return
    registration.import_id = None
    session.flush()
    with widened():
        own = (Person.id == registration.person_id) & (Person.import_id == import_id)
        session.execute(update(Person).where(own).values(import_id=None))
    after = {"event": registration.event_id, "import": import_id}
    audit.note(session, "people.claimed", "registration", registration.id, region_id=registration.region_id, after=after)
