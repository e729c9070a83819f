"""What is typed about a task."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import SelectField
from wtforms.validators import NumberRange, Optional

from campaign.core.errors import Problem
from campaign.core.i18n import _, _l
from campaign.core.text import clean_line
from campaign.events.checklists.schemas import FARTHEST_DAYS, LONGEST, Candidate, NewTask, TaskRow
from campaign.events.checklists.services import wrong_by_itself
from campaign.events.checklists.showing import WHEN, as_offset, as_typed
from campaign.events.schemas import EventRow
from campaign.web.forms import DayField, LineField, NotLonger, TextField, VersionedForm, WallTimeField, WholeNumberField
from campaign.web.numbers import whole_or_none
from campaign.web.tongues import texts_of


class OptionalTimeField(WallTimeField):
    """A wall clock time, or none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if any(clean_line(str(value)) for value in valuelist):
            super().process_formdata(valuelist)
        else:
            self.data = None


class TaskForm(VersionedForm):
    """A task, the day it is due, and who does it."""

    owed = {"title_ru": _l("Say in at least one language what has to be done.")}
    title_kk = LineField(_l("Task in Kazakh"), [NotLonger(LONGEST["title"])])
    title_ru = LineField(_l("Task in Russian"), [NotLonger(LONGEST["title"])])
    title_en = LineField(_l("Task in English"), [NotLonger(LONGEST["title"])])
    event = SelectField(_l("Belongs to"), coerce=whole_or_none, validate_choice=False)
    days = WholeNumberField(
        _l("How many days"),
        [Optional(), NumberRange(0, FARTHEST_DAYS, _l("Between 0 and %(most)s days.", most=FARTHEST_DAYS))],
    )
    when = SelectField(_l("Counted"), choices=[])
    fixed_on = DayField(_l("Fixed day"), [Optional()])
    at = OptionalTimeField(_l("Hour"), [Optional()])
    person = LineField(_l("Who does it"), [NotLonger(LONGEST["person"])])
    user = SelectField(_l("Account of theirs"), coerce=whole_or_none, validate_choice=False)
    note = TextField(_l("Note"), [NotLonger(LONGEST["note"])])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.when.choices = [(key, str(words)) for key, words in WHEN.items()]

    def offer(self, events: Sequence[EventRow], candidates: Sequence[Candidate]) -> None:
        """Fill the lists to choose from."""
        self.event.choices = [("", _("the stop as a whole")), *((event.id, event.title.text()) for event in events)]
        self.user.choices = [("", _("no account")), *((one.user_id, one.name) for one in candidates)]

    def judged(self) -> Iterable[Problem]:
        return () if self.when.errors else wrong_by_itself(self.command(0))

    def command(self, stop_id: int) -> NewTask:
        anchor, offset = as_offset(self.when.data, self.days.data or 0)
        return NewTask(
            stop_id=stop_id,
            event_id=self.event.data,
            title=self.written("title"),
            anchor=anchor,
            day_offset=offset,
            fixed_on=self.fixed_on.data,
            at=self.at.data,
            person=self.person.data or "",
            user_id=self.user.data,
            note=self.note.data or "",
        )


def new_task_form(event_id: int | None) -> TaskForm:
    """An empty form, for the stop or for one of its events."""
    return TaskForm(event=event_id, days=1, when="before_event" if event_id else "before_arrival")


def edit_task_form(task: TaskRow) -> TaskForm:
    """The form filled with what the task says."""
    when, days = as_typed(task.anchor, task.day_offset)
    return TaskForm(
        version=task.version, event=task.event_id, days=days, when=when, fixed_on=task.fixed_on, at=task.at,
        person=task.person, user=task.user_id, note=task.note, **texts_of("title", task.title),
    )  # fmt: skip
