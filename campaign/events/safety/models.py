"""Safety plans, sealed as a whole: they hold the phones of those in charge."""

from campaign.core.db import Base
from campaign.events.once import SealedOncePerEvent


class EventSafetyPlan(Base, SealedOncePerEvent):
    """The safety plan that somebody has kept for an event."""

    __tablename__ = "safety_plans"
