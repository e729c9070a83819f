"""Writing down what a stop's plan says of an event."""

from collections.abc import Iterator

from campaign.core import audit
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.events import queries as events
from campaign.events.once import next_version
from campaign.events.plan.models import EventPlanLine
from campaign.events.plan.schemas import PlanLine
from campaign.events.policies import ensure_can_write_event
from campaign.events.services.planning import MOST_PEOPLE

LONGEST = 300


def keep_line(event_id: int, line: PlanLine, version: int) -> None:
    """Keep what the plan says of an event; `version` 0 for the first time. Raises NotFound, Refused, Invalid, Stale."""
    if problems := list(wrong_line(line)):
        raise Invalid(_l("Nothing was saved."), problems)
    with unit_of_work() as session:
        event = events.event_row(event_id)
        ensure_can_write_event(current_actor(), event.region_id, event.stop_id)
        row = next_version(session, EventPlanLine, event, version)
        row.completion, row.reach, row.financing, row.note = line.completion, line.reach, line.financing, line.note
        audit.note(session, "event.plan_line", "event", event_id, region_id=event.region_id)


def wrong_line(line: PlanLine) -> Iterator[Problem]:
    """Everything that is wrong with what the plan says of an event."""
    for name in ("completion", "financing", "note"):
        yield from too_long(name, getattr(line, name), LONGEST)
    if line.reach is not None and not 1 <= line.reach <= MOST_PEOPLE:
        sentence = _("The expected number of people lies between 1 and %(most)s.", most=MOST_PEOPLE)
        yield Problem("reach", "out_of_range", sentence)
