"""Writing down who answers for a stop and where it hands the baton on."""

from collections.abc import Iterator

from sqlalchemy import select

from campaign.core import audit
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem, Stale
from campaign.core.i18n import _l
from campaign.core.lengths import too_long
from campaign.relay import queries as relays
from campaign.relay.schedule.models import StopDuty
from campaign.relay.schedule.policies import ensure_can_write_duty
from campaign.relay.schedule.schemas import Duty

LONGEST = {"ceremony": 200, "responsible": 120, "coordination": 300}


def keep_duty(stop_id: int, duty: Duty, version: int) -> None:
    """Keep what is known of a stop's duty; `version` 0 for the first time. Raises NotFound, Refused, Invalid, Stale."""
    if problems := list(_wrong(duty)):
        raise Invalid(_l("Nothing was saved."), problems)
    with unit_of_work() as session:
        stop = relays.stop_row(stop_id)
        ensure_can_write_duty(current_actor(), stop.region_id, stop.id)
        row = session.scalar(select(StopDuty).where(StopDuty.stop_id == stop_id).with_for_update())
        if (row.version if row else 0) != version:
            raise Stale(_l("Somebody has changed this meanwhile. Look at it again; nothing was saved."))
        if row is None:
            row = StopDuty(stop_id=stop.id, region_id=stop.region_id)
            session.add(row)
        row.ceremony, row.coordination = duty.ceremony, duty.coordination
        row.responsible, row.phone, row.version = duty.responsible, duty.phone, version + 1
        audit.note(session, "stop.duty", "stop", stop_id, region_id=stop.region_id)


def _wrong(duty: Duty) -> Iterator[Problem]:
    for name in ("ceremony", "coordination", "responsible"):
        yield from too_long(name, getattr(duty, name), LONGEST[name])
