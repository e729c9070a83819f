"""What the page of a stop shows of its figures."""

from collections.abc import Callable
from typing import Final, NamedTuple

from campaign.events.figures import queries
from campaign.events.figures.opening import measures_said
from campaign.events.figures.schemas import PARTICIPANTS, EventFigures, MeasureRow
from campaign.events.figures.totals import Total, total_of
from campaign.events.figures.words import estimates_words, sum_words
from campaign.events.stop_panels import StopPanel
from campaign.relay.schemas import StopRow

MOST_SHOWN: Final = 6


class Shown(NamedTuple):
    """The main totals of the stop, and the events that were held and of which nobody says how many came."""

    totals: tuple[tuple[MeasureRow, Total], ...]
    missing: tuple[EventFigures, ...]
    sum_words: Callable[..., str] = sum_words
    estimates_words: Callable[..., str] = estimates_words


class FiguresOfAStop:
    """`StopPanelPort`: once something was held or said. Twelve statements."""

    def panel_of(self, stop: StopRow) -> StopPanel | None:
        gathered = queries.figures_of_stop(stop.id)
        said = [one for one in measures_said(gathered.events, gathered) if not one.parent]
        totals = [(measure, total_of(measure, gathered)) for measure in said]
        told = tuple((measure, total) for measure, total in totals if not total.is_empty)
        people = gathered.measures.get(PARTICIPANTS)
        missing = total_of(people, gathered).missing if people else ()
        if not told and not missing:
            return None
        return StopPanel("events/staff/figures/_panel.html", Shown(told[:MOST_SHOWN], missing[:MOST_SHOWN]))
