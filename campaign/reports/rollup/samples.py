"""The roll-up of an invented relay: places that were counted, one that was estimated, one that has said nothing."""

from dataclasses import replace
from datetime import date
from typing import Final

from campaign.core.i18n import Translated
from campaign.events.figures.amounts import Amount, Qualifier
from campaign.events.figures.schemas import Counts, EventFigures, FigureRow, Gathered, Source, Stage
from campaign.events.schemas import EventState
from campaign.papers.gallery.cast import ZONE, Cast
from campaign.papers.gallery.schemas import Size, sample_of
from campaign.relay.invented import invented_relay, invented_stop
from campaign.relay.schemas import StopRow
from campaign.reports.rollup import paper
from campaign.reports.rollup.columns import COLUMNS
from campaign.reports.rollup.reckoning import owes, table_of
from campaign.reports.rollup.schemas import Debt, Period, Place, RollUp

_STOPS: Final = 18
_EVENTS: Final = 4  # of a stop
_SILENT: Final = 14  # the stop that has said nothing
_MOST: Final = (212, 118, 6, 41, 36, 62, 2, 3)  # about what one event says of each column


def invented_rollup(cast: Cast, size: Size) -> RollUp:
    """Of today, with the last stop still ahead of its report."""
    stops = [invented_stop(cast, number) for number in size.of(_STOPS)]
    gathered = Gathered(tuple(_event(cast, stop, number) for stop in stops for number in range(_EVENTS)))
    places = [Place(stop.id, stop.position, stop.name, stop.arrives_on, stop.departs_on) for stop in stops]
    relay, today = invented_relay(cast, _STOPS), cast.day(_STOPS * 5)
    return RollUp(
        relay.title, cast.campaign, Period(), (relay.starts_on, relay.ends_on), cast.moment(18, 0, _STOPS * 5), ZONE,
        table_of(places, gathered, lambda stop_id: stop_id, today), tuple(_debts(cast, stops, gathered, today)),
    )  # fmt: skip


def _event(cast: Cast, stop: StopRow, number: int) -> EventFigures:
    rows = () if stop.position == _SILENT else tuple(_figures(cast, stop.position, number))
    return EventFigures(
        stop.id * 10 + number, stop.id, 1, stop.name, "rally", cast.words("Митинг", "Митинг", "Rally"), stop.arrives_on,
        EventState.HELD, f"{stop.id}-{number % 2}", rows,
    )  # fmt: skip


def _figures(cast: Cast, position: int, number: int) -> list[FigureRow]:
    bare = [column.measure_in({}) for column in COLUMNS]
    found = []
    for place, (measure, most) in enumerate(zip(bare, _MOST, strict=True)):
        value = most + (position * 7 + number * 3 + place) % 23
        row = FigureRow(measure, Stage.FACT, Amount(value), Source.COUNTED, Counts.PEOPLE)
        if position % 4 == 1 and place < 2:
            method = cast.line("по квадратам площади", 80)
            row = replace(row, amount=Amount(value, Qualifier.ABOUT), source=Source.ESTIMATED, method=method)
        found.append(row)
    return found


def _debts(cast: Cast, stops: list[StopRow], gathered: Gathered, today: date) -> list[Debt]:
    found = []
    for stop in stops:
        rows = tuple(event for event in gathered.events if event.stop_id == stop.id and owes(event, gathered, today))
        if rows:
            asked = ((cast.day(75), 1), (cast.day(69), 1))
            found.append(Debt(stop.id, stop.name, Translated(), rows[0].day, rows, ((1, cast.short(2)),), asked, today))
    return found


SAMPLES = (sample_of(paper.KIND, invented_rollup),)
