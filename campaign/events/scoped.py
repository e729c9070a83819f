"""For whom rows of an event exist that have no stop of their own: what tables of later rooms have in common."""

from typing import Any

from sqlalchemy import ColumnElement, false, or_, select

from campaign.core.actor import Scope
from campaign.core.db import Scoped
from campaign.events.models import Event

_EVENTS = Event.__table__.alias()  # inside the scope of others, where no criterion is to be added again


class SeenAtEvent(Scoped):
    """Rows exist for whoever may see their event, and none of them for the public. The table has `event_id`."""

    @classmethod
    def visible_to(cls: Any, scope: Scope) -> ColumnElement[bool]:
        if scope.public:
            return false()
        here = or_(_EVENTS.c.region_id.in_(scope.regions), _EVENTS.c.stop_id.in_(scope.stops))
        found: ColumnElement[bool] = cls.event_id.in_(select(_EVENTS.c.id).where(here))
        return found
