"""The checklist of an invented stop, half of it done."""

from datetime import time

from campaign.core.i18n import Translated
from campaign.events.checklists import paper
from campaign.events.checklists.paper import StopChecklist
from campaign.events.checklists.schemas import LONGEST, TaskAnchor, TaskRow, TaskState
from campaign.events.checklists.showing import checklist
from campaign.papers.gallery.cast import ZONE, Cast
from campaign.papers.gallery.schemas import Size, sample_of

_TODAY = -5  # days from the arrival


def _stop(cast: Cast, size: Size) -> StopChecklist:
    tasks = [_task(cast, number) for number in size.of()]
    return StopChecklist(cast.place(0), cast.campaign, (cast.day(), cast.day(4)), checklist(tasks, cast.day(_TODAY)))


def _task(cast: Cast, number: int) -> TaskRow:
    """One after another around today; every fourth, but for the first, is done."""
    done = number % 4 == 3
    due = _TODAY - 3 + number // 4
    return TaskRow(
        id=number, stop_id=1, region_id=1, relay_id=1, stop_name=cast.place(0), arrives_on=cast.day(), time_zone=ZONE,
        event_id=1, event_title=Translated(), title=_title(cast), anchor=TaskAnchor.ARRIVAL, day_offset=due, fixed_on=None,
        due=cast.day(due), at=time(15, 30) if number % 2 else None, person=cast.short(number), user_id=None, user_name="",
        note=cast.line("телефон у секретаря", LONGEST["note"]) if number % 5 == 0 else "",
        state=TaskState.DONE if done else TaskState.OPEN, settled_at=cast.moment() if done else None,
        settled_by=cast.short(number) if done else "", version=1,
    )  # fmt: skip


def _title(cast: Cast) -> Translated:
    return cast.words(
        "Алаңды және дыбыс аппаратурасын тексеру",
        "Проверить площадь и звук",
        "Check the square and the sound",
        LONGEST["title"],
    )


SAMPLES = (sample_of(paper.KIND, _stop),)
