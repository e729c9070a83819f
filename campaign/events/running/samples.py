"""The running sheet of an invented event, as it stands in the middle of the day."""

from campaign.core.i18n import Translated
from campaign.events.invented import invented_event
from campaign.events.running import paper
from campaign.events.running.schemas import LONGEST, RunningRow, RunningSheet
from campaign.papers.gallery.cast import ZONE, Cast
from campaign.papers.gallery.schemas import Size, sample_of

_ROWS = 24


def _sheet(cast: Cast, size: Size) -> RunningSheet:
    rows = tuple(_row(cast, number) for number in size.of(_ROWS))
    return RunningSheet(invented_event(cast), cast.campaign, rows, 1)


def _row(cast: Cast, number: int) -> RunningRow:
    minute = number * 5
    at = cast.moment(9 + minute // 60, minute % 60)
    return RunningRow(
        id=number + 1, position=number + 1, offset=minute - 30, minutes=5, what=_what(cast), who=cast.person(number)[:120],
        phone=cast.phone(number), place=cast.line("сахна", LONGEST["place"]), fact_at=at if number < _ROWS // 4 else None,
        plan_at=at, time_zone=ZONE,
    )  # fmt: skip


def _what(cast: Cast) -> Translated:
    return cast.words("Қонақтарды қарсы алу", "Встреча гостей", "Welcoming the guests", LONGEST["what"])


SAMPLES = (sample_of(paper.KIND, _sheet),)
