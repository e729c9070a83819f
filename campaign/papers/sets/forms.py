"""The forms for a paper set and for when sets are made ahead."""

from collections.abc import Iterable, Sequence

from wtforms import BooleanField, RadioField, SelectChoice, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from campaign.core.errors import Problem
from campaign.core.i18n import LANGUAGE_NAMES, LANGUAGES, _l
from campaign.papers.presses import Press
from campaign.papers.sets.schemas import MOST_DAYS, Binding, EveningRule, SetWish
from campaign.papers.sets.services import wrong_evening
from campaign.web.forms import CampaignForm, VersionedForm, WholeNumberField
from campaign.web.numbers import version_shown

_LANGUAGES = [SelectChoice(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]


def _checks(label: str, choices: Sequence[SelectChoice] = ()) -> SelectMultipleField:
    looks = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}
    return SelectMultipleField(label, choices=list(choices), validate_choice=False, **looks)


class SetForm(CampaignForm):
    """Which papers, in which languages, bound how."""

    languages = _checks(_l("Languages of the papers"), _LANGUAGES)
    binding = RadioField(
        _l("As"),
        choices=[
            SelectChoice(Binding.PDF, _l("one PDF to print, with bookmarks")),
            SelectChoice(Binding.ZIP, _l("a ZIP with a file for each paper")),
        ],
        default=Binding.PDF.value,
    )
    both_sides = BooleanField(_l("For printing on both sides: every paper begins on a new leaf"))
    only_new = BooleanField(_l("Only what is new since the last set"))
    codes = _checks(_l("Papers"))

    def offer(self, presses: Sequence[Press]) -> None:
        """The papers to choose from."""
        self.codes.choices = [SelectChoice(press.code, press.name) for press in presses]

    def wish(self) -> SetWish:
        known = {choice.value for choice in self.codes.choices}
        codes = tuple(code for code in self.codes.data or () if code in known)
        languages = tuple(code for code in self.languages.data or () if code in LANGUAGES)
        return SetWish(codes, languages, Binding(self.binding.data), bool(self.both_sides.data), bool(self.only_new.data))


class EveningForm(VersionedForm):
    """When the sets of a region are made ahead."""

    is_on = BooleanField(_l("Make the paper sets of the next days ahead, every evening"))
    hour = WholeNumberField(_l("At which hour, by the clock on the wall of the place"), description=_l("From 0 to 23."))
    days = WholeNumberField(_l("For how many days"), description=_l("From 1 to %(most)s.", most=MOST_DAYS))
    languages = _checks(_l("Languages of the papers"), _LANGUAGES)

    def judged(self) -> Iterable[Problem]:
        return wrong_evening(self.rule(0))

    def rule(self, region_id: int) -> EveningRule:
        hour, days = self.hour.data, self.days.data
        return EveningRule(
            region_id, bool(self.is_on.data), -1 if hour is None else hour, 0 if days is None else days,
            tuple(self.languages.data or ()), version_shown(self.version.data),
        )  # fmt: skip


def evening_form(row: EveningRule) -> EveningForm:
    """The form filled with what the region said, and what was sent over that."""
    return EveningForm(version=row.version, is_on=row.is_on, hour=row.hour, days=row.days, languages=list(row.languages))
