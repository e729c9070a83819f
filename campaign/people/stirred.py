"""What has stirred among the people of events since papers of them were frozen."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.people.models import Registration


def stirred_registrations(event_ids: Sequence[int], mark: int, since: datetime) -> int:
    """How many came, went or were changed since that line of the audit and that real moment. One statement."""
    noted = select(AuditEntry.thing_id).where(AuditEntry.id > mark, AuditEntry.thing == "registration")
    moved = or_(Registration.made_at > since, Registration.cancelled_at > since, Registration.id.in_(noted))
    asked = select(func.count(Registration.id)).where(and_(Registration.event_id.in_(event_ids), moved))
    return db.session.scalar(asked) or 0
