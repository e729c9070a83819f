"""Reading the safety plan of an event."""

from sqlalchemy import select

from campaign.core.db import db
from campaign.events import queries as events
from campaign.events.safety.models import EventSafetyPlan
from campaign.events.safety.schemas import SafetyPlan, SafetyWords
from campaign.events.safety.usual import usual_plan
from campaign.relay import queries as relays


def plan_of(event_id: int) -> SafetyPlan:
    """The plan that was kept for an event, else the usual one of its kind. Raises NotFound. Four statements."""
    event = events.event_row(event_id)
    row = db.session.scalar(select(EventSafetyPlan).where(EventSafetyPlan.event_id == event_id))
    words = SafetyWords.of(row.content) if row else usual_plan(event.kind)
    return SafetyPlan(event, relays.campaign_of(event.relay_id).name, words, row.version if row else 0)
