"""The plan of events of a stop with invented events."""

from campaign.events.invented import invented_event
from campaign.events.plan import paper
from campaign.events.plan.schemas import PlanLine, PlanRow, StopPlan
from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Size, sample_of


def _plan(cast: Cast, size: Size) -> StopPlan:
    who = cast.words("штаб жетекшісіне", "руководителя штаба", "the head of the staff", 300)
    rows = tuple(PlanRow(invented_event(cast, number), _line(cast, number)) for number in size.of(16))
    return StopPlan(1, cast.campaign, cast.place(0), cast.day(), cast.day(4), who, rows)


def _line(cast: Cast, number: int) -> PlanLine:
    """Every second event says more than the usual."""
    if number % 2:
        return PlanLine()
    return PlanLine(
        completion=cast.words("фотоесеп", "фотоотчёт", "report with photos"), reach=1500 + number,
        financing=cast.words("демеушілер есебінен", "за счёт спонсоров", "by sponsors"),
        note=cast.words("ауа райы қолайсыз болса, залда", "при непогоде – в зале", "in the hall if it rains"),
    )  # fmt: skip


SAMPLES = (sample_of(paper.KIND, _plan),)
