"""What a ticket shows besides: until when to confirm, and the consent that somebody entered by others has not given."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.i18n import language
from campaign.people.groups.models import Group
from campaign.people.models import Consent, Registration
from campaign.people.queries import consent_words
from campaign.people.schemas import ConsentWords


@dataclass(frozen=True)
class TicketExtra:
    """`consent` is None for whoever has agreed."""

    confirm_by: datetime | None
    group: str
    consent: ConsentWords | None

    @property
    def asks_consent(self) -> bool:
        return self.consent is not None


def extra_of(registration_id: int) -> TicketExtra:
    """For the holder of the ticket's link. Two statements at most."""
    agreed = select(Consent.id).where(Consent.registration_id == Registration.id, Consent.withdrawn_at.is_(None)).exists()
    statement = (
        select(Registration.confirm_by, Group.name, agreed)
        .outerjoin(Group, Group.id == Registration.group_id)
        .where(Registration.id == registration_id)
    )
    with widened():
        confirm_by, group, has_agreed = db.session.execute(statement).one()
    return TicketExtra(confirm_by, group or "", None if has_agreed else consent_words(language()))
