"""The running sheet of an invented event, as it stands in the middle of the day."""

from datetime import time

from campaign.core import phones
from campaign.core.i18n import Translated
from campaign.events.contingency.schemas import MOST_TEXT, ContingencyRow, Threshold
from campaign.events.invented import event_of
from campaign.events.running import paper
from campaign.events.running.schemas import LONGEST, RunningRow, RunningSheet
from campaign.papers.gallery.cast import ZONE, Cast
from campaign.papers.gallery.schemas import Size, sample_of

_ROWS = 24


def _sheet(cast: Cast, size: Size) -> RunningSheet:
    rows = tuple(_row(cast, number) for number in size.of(_ROWS))
    return RunningSheet(event_of(cast, size), cast.campaign, rows, 1, _weather(cast) if rows else None)


def _row(cast: Cast, number: int) -> RunningRow:
    minute = number * 5
    at = cast.moment(9 + minute // 60, minute % 60)
    return RunningRow(
        id=number + 1, position=number + 1, offset=minute - 30, minutes=5, what=_what(cast), who=cast.short(number),
        phone=phones.shown(cast.phone(number)), place=cast.line("сахна", LONGEST["place"]),
        fact_at=at if number < _ROWS // 4 else None,
        plan_at=at, time_zone=ZONE,
    )  # fmt: skip


def _weather(cast: Cast) -> ContingencyRow:
    """What the plan for bad weather says at the head of the sheet."""
    said = cast.words("Дауыл ескертуі берілсе", "При штормовом предупреждении", "When a storm is announced", MOST_TEXT)
    hall = cast.words("Мәдениет сарайы", "Дворец культуры", "Palace of culture")
    return ContingencyRow(
        event_id=1, starts_at=cast.moment(9, 30), ends_at=cast.moment(10, 45), time_zone=ZONE, reserve_after=2,
        reserve_starts=time(11, 0), indoor_place_id=2, indoor_place=hall, indoor_capacity=400,
        threshold=Threshold(wind_ms=15, colder_than=-20, rain=True, words=said), decides=cast.short(4),
        decides_phone=cast.phone(4), decide_hours=3, announced=True, home_starts=None, home_ends=None, is_indoors=False,
        home_place_id=None, home_place=hall, home_capacity=None, version=1,
    )  # fmt: skip


def _what(cast: Cast) -> Translated:
    return cast.words("Қонақтарды қарсы алу", "Встреча гостей", "Welcoming the guests", LONGEST["what"])


SAMPLES = (sample_of(paper.KIND, _sheet),)
