"""What one says of an alarm, and of how much raises one."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectChoice, SelectField

from campaign.accounts.alarms.schemas import COUNTED, MOST_WORD, AlarmKind, RuleWish
from campaign.accounts.alarms.services import wrong_most
from campaign.accounts.alarms.words import KINDS
from campaign.core.errors import Problem
from campaign.core.i18n import _l
from campaign.web.forms import CampaignForm, LineField, Needed, NotLonger, WholeNumberField
from campaign.web.rules import AddedRuleForm


class WordForm(CampaignForm):
    word = LineField(_l("What it was, and what was done"), validators=[Needed(), NotLonger(MOST_WORD)])


class RuleForm(AddedRuleForm):
    kind = SelectField(_l("What is counted"), choices=[SelectChoice(kind.value, KINDS[kind]) for kind in COUNTED])
    most = WholeNumberField(_l("How many within an hour are no alarm yet"), validators=[Needed()])

    def judged(self) -> Iterable[Problem]:
        most: Any = self.most.data
        return (*super().judged(), *(() if most is None else wrong_most(most)))

    def command(self) -> RuleWish:
        typed: dict[str, Any] = self.data
        return RuleWish(AlarmKind(typed["kind"]), typed["valid_from"], typed["most"], self.source())
