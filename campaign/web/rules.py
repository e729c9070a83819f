"""What is typed about a rule that is only ever added (`core.rules`); each room adds the fields of what its rule says."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Self

from campaign.core.errors import Problem
from campaign.core.i18n import Translated, _l
from campaign.core.rules import MOST_NOTE, MOST_SOURCE, wrong_day
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, NotLonger


class AddedRuleForm(CampaignForm):
    """From which day on, and where that is written. A room gives `valid_from` the words of what its rules are for."""

    valid_from = DayField(_l("Counts from"), validators=[Needed()])
    source_kk = LineField(_l("Where it is written, in Kazakh"), validators=[NotLonger(MOST_SOURCE)])
    source_ru = LineField(_l("Where it is written, in Russian"), validators=[NotLonger(MOST_SOURCE)])
    source_en = LineField(_l("Where it is written, in English"), validators=[NotLonger(MOST_SOURCE)])

    @classmethod
    def about(cls, today: date, now: Mapping[str, Any] | None = None) -> Self:
        """The empty form, from today on; what counts `now` stands there to begin with."""
        return cls(valid_from=today, **(now or {}))

    def judged(self) -> Iterable[Problem]:
        return wrong_day(self.valid_from.data)

    def source(self) -> Translated:
        return self.written("source")


class NotedRuleForm(AddedRuleForm):
    """The same with a remark."""

    note = LineField(_l("Note"), validators=[NotLonger(MOST_NOTE)])
