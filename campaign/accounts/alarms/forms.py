"""What one says of an alarm, and of how much raises one."""

from datetime import date
from typing import Any

from wtforms import SelectChoice, SelectField

from campaign.accounts.alarms.schemas import COUNTED, MOST_WORD, AlarmKind, RuleWish
from campaign.accounts.alarms.words import KINDS
from campaign.core.i18n import LANGUAGES, Translated, _l
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, NotLonger, WholeNumberField


class WordForm(CampaignForm):
    word = LineField(_l("What it was, and what was done"), validators=[Needed(), NotLonger(MOST_WORD)])


class RuleForm(CampaignForm):
    kind = SelectField(_l("What is counted"), choices=[SelectChoice(kind.value, KINDS[kind]) for kind in COUNTED])
    most = WholeNumberField(_l("How many within an hour are no alarm yet"), validators=[Needed()])
    valid_from = DayField(_l("Counts from"), validators=[Needed()])
    source_kk = LineField(_l("Where it is written, in Kazakh"), validators=[NotLonger(300)])
    source_ru = LineField(_l("Where it is written, in Russian"), validators=[NotLonger(300)])
    source_en = LineField(_l("Where it is written, in English"), validators=[NotLonger(300)])

    @classmethod
    def about(cls, today: date) -> "RuleForm":
        return cls(valid_from=today)

    def command(self) -> RuleWish:
        typed: dict[str, Any] = self.data
        source = Translated.of({code: typed[f"source_{code}"] or "" for code in LANGUAGES})
        return RuleWish(AlarmKind(typed["kind"]), typed["valid_from"], typed["most"], source)
