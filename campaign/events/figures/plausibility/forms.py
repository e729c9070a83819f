"""What is typed about rules of plausibility, and the answer to a doubt."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from wtforms import SelectField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from campaign.core.i18n import LANGUAGES, Translated, _, _l
from campaign.events.figures.plausibility.schemas import (
    MOST_NAME,
    MOST_REASON,
    MOST_TEXT,
    NEEDS,
    USES,
    Check,
    RuleWish,
)
from campaign.events.figures.plausibility.words import NUMBERS
from campaign.events.figures.schemas import MeasureRow
from campaign.events.forms import LARGEST, texts_of
from campaign.events.schemas import KindRow
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, NotLonger, TextField, WholeNumberField

_CHECKS: Final[dict[str, Any]] = {
    "widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput(), "validate_choice": False,
}  # fmt: skip


class AnswerForm(CampaignForm):
    """Why both values may stand."""

    reason = TextField(_l("Why both values are right"), [Needed(), NotLonger(MOST_REASON)])


class EndForm(CampaignForm):
    """The last day of a rule."""

    last_day = DayField(_l("Last day"), [Needed()])

    def day(self) -> date:
        return self.last_day.data or date.min


class RuleForm(CampaignForm):
    """A rule of one check, or a new version of one; it asks only for the numbers that the check needs."""

    name_kk = LineField(_l("Name in Kazakh"), [NotLonger(MOST_NAME)])
    name_ru = LineField(_l("Name in Russian"), [NotLonger(MOST_NAME)])
    name_en = LineField(_l("Name in English"), [NotLonger(MOST_NAME)])
    kinds = SelectMultipleField(_l("For these kinds of events"), **_CHECKS)
    measure = SelectField(_l("What is counted"), validate_choice=False)
    least = WholeNumberField("", [Optional()])
    most = WholeNumberField("", [Optional()])
    percent = WholeNumberField("", [Optional()])
    size = WholeNumberField("", [Optional()])
    valid_from = DayField(_l("Counts from"), [Optional()])
    valid_to = DayField(_l("Counts until"), [Optional()])
    source_kk = TextField(_l("Source in Kazakh"), [NotLonger(MOST_TEXT)])
    source_ru = TextField(_l("Source in Russian"), [NotLonger(MOST_TEXT)])
    source_en = TextField(_l("Source in English"), [NotLonger(MOST_TEXT)])
    source_url = LineField(_l("Its address on the internet"), [NotLonger(MOST_TEXT)])
    note_kk = TextField(_l("Note in Kazakh"), [NotLonger(MOST_TEXT)])
    note_ru = TextField(_l("Note in Russian"), [NotLonger(MOST_TEXT)])
    note_en = TextField(_l("Note in English"), [NotLonger(MOST_TEXT)])

    def offer(self, check: Check, kinds: Iterable[KindRow], measures: Mapping[str, MeasureRow]) -> None:
        """Ask for what this check needs and for nothing else, with the lists to choose from."""
        for name in ("measure", "least", "most", "percent", "size"):
            if name not in USES[check]:
                delattr(self, name)
                continue
            self[name].label.text = NUMBERS[check, name]
            self[name].flags.required = name in NEEDS.get(check, ())
        self.kinds.choices = [(kind.code, kind.name.text()) for kind in kinds]
        if "measure" in USES[check]:
            any_ = [] if "measure" in NEEDS.get(check, ()) else [("", _("anything"))]
            self.measure.choices = [*any_, *((row.code, row.name.text()) for row in measures.values())]

    def command(self, check: Check) -> RuleWish:
        def texts(name: str) -> Translated:
            return Translated(*(self[f"{name}_{code}"].data or "" for code in LANGUAGES))

        return RuleWish(
            name=texts("name"),
            check=check,
            source=texts("source"),
            kinds=tuple(self.kinds.data or ()),
            measure=(self.measure.data or "") if "measure" in self else "",
            **{name: _small(self[name].data) if name in self else None for name in ("least", "most", "percent", "size")},
            note=texts("note"),
            source_url=self.source_url.data or "",
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
        )


def _small(number: int | None) -> int | None:
    """As large as a column holds; what is larger is out of every range anyhow."""
    return None if number is None else max(-LARGEST, min(number, LARGEST))


def rule_form(wish: RuleWish, today: date) -> RuleForm:
    """The form filled with the version there is, to count from today on."""
    wish = replace(wish, valid_from=today, valid_to=None)
    return RuleForm(
        kinds=list(wish.kinds), measure=wish.measure, least=wish.least, most=wish.most, percent=wish.percent, size=wish.size,
        valid_from=wish.valid_from, source_url=wish.source_url,
        **texts_of("name", wish.name), **texts_of("source", wish.source), **texts_of("note", wish.note),
    )  # fmt: skip
