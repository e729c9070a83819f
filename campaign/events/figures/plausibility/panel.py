"""What does not go together, on the page of a stop."""

from campaign.events.figures.plausibility.queries import tally_of, warnings_of
from campaign.events.figures.queries import figures_of_stop
from campaign.events.stop_panels import StopPanel
from campaign.relay.schemas import StopRow


class DoubtsOfAStop:
    """`StopPanelPort` of events; nothing where there is nothing to look at."""

    def panel_of(self, stop: StopRow) -> StopPanel | None:
        tally = tally_of(warnings_of(figures_of_stop(stop.id)))
        return StopPanel("events/staff/plausibility/_stop.html", tally) if tally.all else None
