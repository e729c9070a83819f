"""What is typed about an event for the plan of its stop."""

from collections.abc import Iterable

from wtforms.validators import Optional

from campaign.core.errors import Problem
from campaign.core.i18n import _l
from campaign.events.plan.schemas import PlanLine
from campaign.events.plan.services import wrong_line
from campaign.web.forms import LineField, NotLonger, VersionedForm, WholeNumberField
from campaign.web.tongues import texts_of


class PlanLineForm(VersionedForm):
    """Form of completion, reach, financing, note."""

    completion_kk = LineField(
        _l("Form of completion in Kazakh"), [NotLonger(300)], description=_l("Empty: information, photos, publication.")
    )
    completion_ru = LineField(_l("Form of completion in Russian"), [NotLonger(300)])
    completion_en = LineField(_l("Form of completion in English"), [NotLonger(300)])
    reach = WholeNumberField(_l("Expected reach"), [Optional()], description=_l("Empty: the number of places of the event."))
    financing_kk = LineField(_l("Source of financing in Kazakh"), [NotLonger(300)], description=_l("Empty: not required."))
    financing_ru = LineField(_l("Source of financing in Russian"), [NotLonger(300)])
    financing_en = LineField(_l("Source of financing in English"), [NotLonger(300)])
    note_kk = LineField(_l("Note in Kazakh"), [NotLonger(300)])
    note_ru = LineField(_l("Note in Russian"), [NotLonger(300)])
    note_en = LineField(_l("Note in English"), [NotLonger(300)])

    def judged(self) -> Iterable[Problem]:
        return wrong_line(self.command())

    def command(self) -> PlanLine:
        completion, financing, note = (self.written(name) for name in ("completion", "financing", "note"))
        return PlanLine(completion, self.reach.data, financing, note)


def plan_line_form(line: PlanLine, version: int) -> PlanLineForm:
    """The form filled with what is known."""
    return PlanLineForm(
        version=version, reach=line.reach, **texts_of("completion", line.completion),
        **texts_of("financing", line.financing), **texts_of("note", line.note),
    )  # fmt: skip
