"""The schedule of a relay with invented stops."""

from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Size, sample_of
from campaign.relay.schedule import paper
from campaign.relay.schedule.schemas import Schedule, ScheduleRow

_STOPS = 18


def _schedule(cast: Cast, size: Size) -> Schedule:
    rows = tuple(_row(cast, number, len(size.of(_STOPS))) for number in size.of(_STOPS))
    last = cast.day(_STOPS * 5)
    return Schedule(cast.campaign, cast.region, cast.day(), last, last, rows)


def _row(cast: Cast, number: int, count: int) -> ScheduleRow:
    return ScheduleRow(
        stop_id=number, position=number + 1, name=cast.place(number), arrives_on=cast.day(number * 5),
        departs_on=cast.day(number * 5 + 4), giver=cast.place(number - 1) if number else None,
        taker=cast.place(number + 1) if number + 1 < count else None,
        ceremony=cast.words("Тәуелсіздік алаңы", "Площадь Независимости", "Independence Square"),
        responsible=cast.line(cast.person(number), 120), phone=cast.phone(number),
    )  # fmt: skip


SAMPLES = (sample_of(paper.KIND, _schedule),)
