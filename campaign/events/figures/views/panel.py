"""What the page of a stop shows of its figures, and of those that do not go together."""

from collections.abc import Callable
from typing import Final, NamedTuple

from campaign.events.figures import queries
from campaign.events.figures.opening import measures_said
from campaign.events.figures.plausibility.queries import warnings_of
from campaign.events.figures.plausibility.schemas import Tally
from campaign.events.figures.schemas import PARTICIPANTS, EventFigures, MeasureRow
from campaign.events.figures.totals import Total, total_of
from campaign.events.figures.words import estimates_words, sum_words
from campaign.events.stop_panels import StopPanel
from campaign.relay.schemas import StopRow

MOST_SHOWN: Final = 6


class Shown(NamedTuple):
    """The main totals of the stop, the held events of which nobody says how many came, and what is to be checked."""

    totals: tuple[tuple[MeasureRow, Total], ...]
    missing: tuple[EventFigures, ...]
    doubts: Tally
    sum_words: Callable[..., str] = sum_words
    estimates_words: Callable[..., str] = estimates_words


class FiguresOfAStop:
    """`StopPanelPort`: once something was held or said, or does not go together. Sixteen statements; figures are read once."""

    def panel_of(self, stop: StopRow) -> StopPanel | None:
        gathered = queries.figures_of_stop(stop.id)
        said = [one for one in measures_said(gathered.events, gathered) if not one.parent]
        totals = [(measure, total_of(measure, gathered)) for measure in said]
        told = tuple((measure, total) for measure, total in totals if not total.is_empty)
        people = gathered.measures.get(PARTICIPANTS)
        missing = total_of(people, gathered).missing if people else ()
        doubts = Tally.of(warnings_of(gathered))
        if not told and not missing and not doubts.all:
            return None
        return StopPanel("events/staff/figures/_panel.html", Shown(told[:MOST_SHOWN], missing[:MOST_SHOWN], doubts))
