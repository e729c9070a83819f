"""The report on the page of a stop, with what the places before advise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import url_for

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.i18n import Words
from campaign.events.stop_panels import StopPanel
from campaign.relay import queries as relays
from campaign.relay.schemas import StopRow
from campaign.reports.information.queries import lessons_before, state_at
from campaign.reports.information.schemas import DUE_AFTER, Lesson, ReportRow, State
from campaign.reports.information.words import STATE_TAGS, STATES


@dataclass(frozen=True)
class Shown:
    """The panel. `url` is empty for whoever may not read reports."""

    row: ReportRow | None
    lessons: tuple[Lesson, ...]
    due: date
    today: date
    url: str
    states: Mapping[State, Words]
    state_tags: Mapping[State, str]

    @property
    def is_signed(self) -> bool:
        return self.row is not None and self.row.is_signed

    @property
    def is_late(self) -> bool:
        """Nothing was signed in time; while a later revision is written, the earlier one holds."""
        is_first = self.row is None or (self.row.revision == 1 and not self.row.is_signed)
        return is_first and self.due < self.today


class ReportOfAStop:
    """`StopPanelPort` of events: the report once the stay has begun, and the advice from the start."""

    def panel_of(self, stop: StopRow) -> StopPanel | None:
        """Three statements at most."""
        today = clock.campaign_today(stop.time_zone)
        may_read = current_actor().may_at(P.REPORTS_READ, stop.region_id, stop.id) and stop.arrives_on <= today
        chain = {row.id: row for row in relays.chains_of([stop.relay_id]).get(stop.relay_id, ())}
        lessons = () if stop.left_out else lessons_before(stop, chain)
        if not may_read and not lessons:
            return None
        url = url_for("information_staff.of_stop", stop_id=stop.id) if may_read else ""
        row = state_at(stop.id) if may_read else None
        shown = Shown(row, lessons, stop.departs_on + DUE_AFTER, today, url, STATES, STATE_TAGS)
        return StopPanel("reports/staff/information/_stop.html", shown)
