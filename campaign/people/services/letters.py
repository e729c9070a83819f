"""Which letters are queued to people; what stands in them is written when they are sent (tasks)."""

from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from campaign.accounts.services.limits import Limit, claim
from campaign.core import mail
from campaign.people.models import Person, Registration

LINK: Final = "people.link"
LINK_LETTERS: Final = Limit("ticket link by letter", 3, timedelta(hours=1))


def send_link(session: Session, registration: Registration, person: Person) -> None:
    """Queue the ticket's link to the address that is known, if there is one; at most three an hour for one ticket."""
    if (registration.email_sealed or person.email_sealed) and claim(session, LINK_LETTERS, str(registration.id)):
        mail.queue(session, LINK, registration.language, registration_id=registration.id)
