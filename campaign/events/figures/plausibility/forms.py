"""What is typed about rules of plausibility, and the answer to a doubt."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from wtforms import SelectField
from wtforms.validators import Optional

from campaign.core.errors import Problem
from campaign.core.i18n import _, _l
from campaign.events.dated.forms import DatedRuleForm, filled, small
from campaign.events.dated.services import wrong_by_itself
from campaign.events.figures.plausibility.schemas import (
    MOST_NAME,
    MOST_REASON,
    NEEDS,
    USES,
    Check,
    RuleWish,
)
from campaign.events.figures.plausibility.services.rules import wrong_numbers
from campaign.events.figures.plausibility.words import NUMBERS, UNSOURCED
from campaign.events.figures.schemas import MeasureRow
from campaign.events.schemas import KindRow
from campaign.web.forms import CampaignForm, LineField, Needed, NotLonger, TextField, WholeNumberField


class AnswerForm(CampaignForm):
    """Why both values may stand."""

    reason = TextField(_l("Why both values are right"), [Needed(), NotLonger(MOST_REASON)])


class RuleForm(DatedRuleForm):
    """A rule of one check, or a new version of one; it asks only for the numbers that the check needs."""

    owed = {**DatedRuleForm.owed, "source_ru": UNSOURCED}
    name_kk = LineField(_l("Name in Kazakh"), [NotLonger(MOST_NAME)])
    name_ru = LineField(_l("Name in Russian"), [NotLonger(MOST_NAME)])
    name_en = LineField(_l("Name in English"), [NotLonger(MOST_NAME)])
    measure = SelectField(_l("What is counted"), validate_choice=False)
    least = WholeNumberField("", [Optional()])
    most = WholeNumberField("", [Optional()])
    percent = WholeNumberField("", [Optional()])
    size = WholeNumberField("", [Optional()])
    check: Check | None = None

    def offer(self, check: Check, kinds: Iterable[KindRow], measures: Mapping[str, MeasureRow]) -> None:
        """Ask for what this check needs and for nothing else, with the lists to choose from."""
        self.check = check
        for name in ("measure", "least", "most", "percent", "size"):
            if name not in USES[check]:
                delattr(self, name)
                continue
            self[name].label.text = NUMBERS[check, name]
            self[name].flags.required = name in NEEDS.get(check, ())
        self.offer_kinds(kinds)
        if "measure" in USES[check]:
            any_ = [] if "measure" in NEEDS.get(check, ()) else [("", _("anything"))]
            self.measure.choices = [*any_, *((row.code, row.name.text()) for row in measures.values())]

    def judged(self) -> Iterable[Problem]:
        if self.check is None:
            return ()
        wish = self.command(self.check)
        return (*wrong_by_itself(wish), *wrong_numbers(wish))

    def command(self, check: Check) -> RuleWish:
        numbers: dict[str, Any] = {
            name: small(self[name].data) if name in self else None for name in ("least", "most", "percent", "size")
        }
        return RuleWish(
            **self.dated(),
            check=check,
            measure=(self.measure.data or "") if "measure" in self else "",
            **numbers,
        )


def rule_form(wish: RuleWish, today: date) -> RuleForm:
    """The form filled with the version there is, to count from today on."""
    return RuleForm(
        measure=wish.measure, least=wish.least, most=wish.most, percent=wish.percent, size=wish.size, **filled(wish, today)
    )
