"""For whom rows of a stop exist: what tables of every room have in common, so that none of them says it anew."""

from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, false, or_
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Scoped


class SeenAtStop(Scoped):
    """Rows exist for whoever may see their stop, or its region. The table has `region_id` and `stop_id`."""

    @classmethod
    def visible_to(cls: Any, scope: Scope) -> ColumnElement[bool]:
        return or_(cls.region_id.in_(scope.regions), cls.stop_id.in_(scope.stops))


class SeenByStaffAtStop(SeenAtStop):
    """The same, but none of them exists for the public."""

    @classmethod
    def visible_to(cls: Any, scope: Scope) -> ColumnElement[bool]:
        return false() if scope.public else super().visible_to(scope)


class SeenInRelay(Scoped):
    """Rows exist for whoever may see their region, or is at work in their relay. The table has `region_id` and `relay_id`."""

    @classmethod
    def visible_to(cls: Any, scope: Scope) -> ColumnElement[bool]:
        return or_(cls.region_id.in_(scope.regions), cls.relay_id.in_(scope.relays))


class SeenInRegion(Scoped):
    """Rows exist for whoever works anywhere in their region, and none of them for the public. The table has `region_id`."""

    @classmethod
    def visible_to(cls: Any, scope: Scope) -> ColumnElement[bool]:
        return false() if scope.public else cls.region_id.in_(scope.regions | scope.stop_regions)


class _WithStop:
    """The columns. Rows go with their stop."""

    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)


class OfStop(SeenAtStop, _WithStop):
    """Rows that belong to a stop and go with it."""


class OfStopForStaff(SeenByStaffAtStop, _WithStop):
    """The same, but none of them exists for the public."""
