"""Letters of the demo: some people of the rally have an address, some have to be told by phone."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.accounts.schemas import DEMO_DOMAIN
from campaign.people.models import Registration
from campaign.people.schemas import Contact, RegistrationState
from campaign.people.services import keep_contact, renew_link
from campaign.reports.demo_events import first_of_each_kind

WITH_ADDRESS: Final = 4
LOST_THEIR_LINK: Final = 2


def write_to_some(session: Session, stop_id: int) -> None:
    """Some leave an address and get their ticket by letter; two others have lost their link and are to be called."""
    comes = (
        Registration.event_id == first_of_each_kind(session, stop_id)["rally"],
        Registration.state == RegistrationState.CONFIRMED,
    )
    first = select(Registration).where(*comes).order_by(Registration.id).limit(WITH_ADDRESS + LOST_THEIR_LINK)
    people = session.scalars(first).all()
    for registration in people[:WITH_ADDRESS]:
        keep_contact(registration.token, Contact(registration.code.lower() + DEMO_DOMAIN, registration.language))
    for registration in people[WITH_ADDRESS:]:
        renew_link(registration.id)
