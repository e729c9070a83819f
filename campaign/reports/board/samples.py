"""The season board of an invented relay, with stops behind, before and under the baton."""

from typing import Final

from campaign.papers.gallery.cast import ZONE, Cast
from campaign.papers.gallery.schemas import Size, sample_of
from campaign.relay.invented import TODAY, invented_relay, invented_stop
from campaign.relay.schemas import BatonNow, StopRow, StopState
from campaign.reports.board import paper
from campaign.reports.board.schemas import (
    WEIGHTS,
    Board,
    Due,
    HandoverFact,
    Level,
    Line,
    PartScore,
    Passed,
    Readiness,
    Scored,
)
from campaign.reports.schemas import Task, TaskKind, Urgency

_STOPS: Final = 18
_LEVELS: Final = (Level.URGENT, Level.ATTENTION, Level.ORDER)
_HERE: Final = TODAY // 5


def season_board(cast: Cast, size: Size) -> Board:
    """One stop alone is the one with the baton."""
    numbers = range(_HERE, _HERE + 1) if size is Size.ONE else size.of(_STOPS)
    chain = tuple(invented_stop(cast, number) for number in numbers)
    passed = tuple(_passed(cast, stop) for stop in chain if stop.state is StopState.DONE)
    lines = tuple(_line(cast, stop) for stop in chain if stop.state is not StopState.DONE)
    here = next((stop for stop in chain if stop.state is StopState.NOW), None)
    baton = BatonNow(1, chain[0], here, None) if chain else None
    handover = _handover(cast) if chain else None
    return Board(cast.day(TODAY), invented_relay(cast, len(chain)), chain, baton, handover, lines, passed, ())


def _handover(cast: Cast) -> HandoverFact:
    place = cast.words("Тәуелсіздік алаңы", "Площадь Независимости", "Independence Square")
    return HandoverFact(1, "003/18", 3, 4, False, cast.moment(11, 0, TODAY + 3), ZONE, place)


def _line(cast: Cast, stop: StopRow) -> Line:
    number = stop.position - 1
    task = Task(TaskKind.APPROVE, Urgency.WARN, cast.day(TODAY + number), stop.id, 1, stop.name, stop.name, 1)
    return Line(
        stop=stop, coordinators=(cast.short(number),), days_to_go=(stop.arrives_on - cast.day(TODAY)).days,
        readiness=_readiness(number), expected=max(0, 100 - number * 6), level=_LEVELS[min(2, number // 5)],
        people=(860 - number * 40, 1200), due=Due(task.day, task) if number % 3 else None,
        is_here=stop.state is StopState.NOW, materials=(12 - number % 12, 14),
    )  # fmt: skip


def _readiness(number: int) -> Readiness:
    """The later the stop, the less is done."""
    parts = (
        PartScore(
            part, tuple(Scored(check, 1, 2, weight * max(0, 17 - number) // 17, weight) for check, weight in checks.items())
        )
        for part, checks in WEIGHTS.items()
    )
    return Readiness(tuple(parts))


def _passed(cast: Cast, stop: StopRow) -> Passed:
    return Passed(stop, (cast.short(stop.position),), held=5, events=6, unmarked=1, people=4120, act=_handover(cast))


SAMPLES = (sample_of(paper.KIND, season_board),)
