"""The stop's page of the book, on the page of the stop, once the baton is there or has left."""

from campaign.core.actor import P, current_actor
from campaign.events.stop_panels import StopPanel
from campaign.relay.schemas import StopRow, StopState
from campaign.reports.book.queries import brief_of


class BookOfAStop:
    """`StopPanelPort` of events, for whoever may read reports there. One statement."""

    def panel_of(self, stop: StopRow) -> StopPanel | None:
        may_read = current_actor().may_at(P.REPORTS_READ, stop.region_id, stop.id)
        if stop.left_out or stop.state is StopState.COMING or not may_read:
            return None
        return StopPanel("reports/staff/book/_stop.html", brief_of(stop))
