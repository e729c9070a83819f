"""Those at work at an invented event, to be briefed shift by shift."""

from campaign.events.invented import event_of
from campaign.papers.gallery.cast import ZONE, Cast
from campaign.papers.gallery.schemas import Size, sample_of
from campaign.people.shifts import paper
from campaign.people.shifts.paper import BriefingRoll
from campaign.people.shifts.schemas import BriefingGroup, BriefingLine, ShiftRow


def _roll(cast: Cast, size: Size) -> BriefingRoll:
    """Three shifts and a group without one."""
    each = len(size.of(12))
    groups = tuple(_group(cast, number, each) for number in size.of(4))
    return BriefingRoll(cast.campaign, event_of(cast, size), groups)


def _group(cast: Cast, number: int, people: int) -> BriefingGroup:
    shift = _shift(cast, number) if number < 3 else None
    role = cast.words("ерікті", "волонтёр", "volunteer", 80)
    lines = (
        BriefingLine(
            place + 1, cast.person(place), cast.organisation(place), cast.phone(place), role,
            tuple(_shift(cast, number + more) for more in range(1 + place % 2)) if shift else (), None,
        )
        for place in range(number * people, (number + 1) * people)
    )  # fmt: skip
    return BriefingGroup(shift, None if shift else role, tuple(lines))


def _shift(cast: Cast, number: int) -> ShiftRow:
    title = cast.words("Кіреберістегі тіркеу", "Регистрация у входа", "Registration at the entrance", 120)
    return ShiftRow(
        number + 1, 1, 1, 1, None, None, title, cast.moment(8 + number), cast.moment(11 + number), ZONE,
        cast.line("главный вход", 200), 12, 8, cast.short(number), cast.phone(number), 1,
    )  # fmt: skip


SAMPLES = (sample_of(paper.KIND, _roll),)
