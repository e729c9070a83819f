"""What is typed about door signs: a run to print, what became of signs, what was seen again, a rule, sheets of wraps."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from wtforms import BooleanField, RadioField, SelectChoice, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from campaign.core.errors import Problem
from campaign.core.i18n import Translated, _, _l
from campaign.core.text import clean_line
from campaign.pdf.signs.schemas import Format
from campaign.walks.signs.schemas import (
    LONGEST_ROOMS,
    MOST_PAGES,
    USUAL_PAGES,
    FloorCount,
    Look,
    Outcome,
    RuleWish,
    Seen,
    SignState,
    SignWish,
    Tongues,
    Which,
)
from campaign.walks.signs.services.rules import wrong_numbers
from campaign.walks.signs.words import FORMATS, TONGUES, USUAL, WHICH
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, NotLonger, WholeNumberField, choices_of
from campaign.web.numbers import whole_or_nought
from campaign.web.rules import NotedRuleForm

_OFFERED: Final = {which: WHICH[which] for which in (Which.BARE, Which.ALL)}
_CHECKS: Final[dict[str, Any]] = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}


class SignsForm(CampaignForm):
    """A run of signs. Floors and slogans come from the building and the campaign."""

    which = RadioField(_l("Which doors"), choices=choices_of(_OFFERED), default=Which.BARE.value)
    floors = SelectMultipleField(_l("Floors"), coerce=whole_or_nought, description=_l("None ticked: all of them."), **_CHECKS)
    rooms = LineField(
        _l("Rooms"), validators=[NotLonger(LONGEST_ROOMS)], description=_l("For example: 301-315, 320. Empty: all of them.")
    )
    format = RadioField(_l("Format"), choices=choices_of(FORMATS), default=Format.A5.value)
    tongues = RadioField(_l("Languages of the signs"), choices=choices_of(TONGUES), default=Tongues.BOTH.value)
    slogan = SelectField(_l("Slogan"), default="0")
    with_position = BooleanField(_l("With the position under the department"))

    @classmethod
    def about(cls, slogans: Iterable[Translated], floors: Iterable[FloorCount]) -> "SignsForm":
        """For a building; the usual promise stands first, then what the campaign says besides."""
        form = cls()
        form.offered = tuple(dict.fromkeys((USUAL, *slogans)))
        form.slogan.choices = [
            SelectChoice(str(place), " / ".join(dict.fromkeys((words.text("kk"), words.text("ru")))))
            for place, words in enumerate(form.offered)
        ]
        form.floors.choices = [SelectChoice(floor.floor_id, _("Floor %(floor)s", floor=floor.floor)) for floor in floors]
        return form

    offered: tuple[Translated, ...] = ()

    def command(self) -> SignWish:
        return SignWish(
            Format(self.format.data), Tongues(self.tongues.data), self.offered[int(self.slogan.data)], Which(self.which.data),
            bool(self.with_position.data), tuple(self.floors.data or ()), self.rooms.data or "",
        )  # fmt: skip


class MarkForm(CampaignForm):
    """What became of some signs of a run; which of them is read from the boxes."""

    numbers = LineField(
        _l("Numbers of the signs"), description=_l("The last figures of the number: 7 9-14. Or tick them below.")
    )
    state = SelectField(_l("What became of them"), validate_choice=False)

    def said(self) -> SignState:
        """What was chosen; REPLACED, which no hand may say, for nonsense."""
        known = {state.value for state in SignState}
        return SignState(self.state.data) if self.state.data in known else SignState.REPLACED


class LooksForm(CampaignForm):
    """What was seen at the doors of a sample: an answer and a note for each, under its id."""

    version = WholeNumberField()

    def seen_version(self) -> int:
        """Of the inspection as it was on the page that was sent."""
        typed: Any = self.version.data
        return typed if isinstance(typed, int) else 0

    def own(self, sent: Mapping[str, str]) -> dict[str, str]:
        """What somebody has written on a page that others have overtaken; where they wrote nothing, the others' words stand."""
        return {name: value for name, value in sent.items() if value not in {"", Outcome.UNSET.value}}

    def seen(self, looks: Iterable[Look], sent: Mapping[str, str]) -> tuple[Seen, ...]:
        """What was sent of these doors; an answer that is none leaves the door as it was."""
        known = {outcome.value for outcome in Outcome}
        answers = []
        for look in looks:
            outcome = sent.get(f"outcome_{look.id}", "")
            note = clean_line(sent.get(f"note_{look.id}", look.note))
            answers.append(Seen(look.id, Outcome(outcome) if outcome in known else look.outcome, note))
        return tuple(answers)


class RuleForm(NotedRuleForm):
    """A new rule; the figures of the one that counts now stand there to begin with."""

    valid_from = DayField(_l("Counts for walks from"), validators=[Needed()])
    days = WholeNumberField(
        _l("Days after the walk"), validators=[Needed()], description=_l("Then it is looked whether the signs still hang.")
    )
    share = WholeNumberField(
        _l("Share of the signs, in percent"), validators=[Needed()],
        description=_l("Chosen by lot. 10 percent: 10 signs of 100 are looked at."),
    )  # fmt: skip

    def judged(self) -> Iterable[Problem]:
        return (*super().judged(), *wrong_numbers(self.days.data, self.share.data))

    def command(self) -> RuleWish:
        typed: dict[str, Any] = self.data
        return RuleWish(typed["valid_from"], typed["days"], typed["share"], self.source(), typed["note"] or "")


class WrapsForm(CampaignForm):
    """How many pages of soap wraps; it is sent by GET, for it changes nothing."""

    class Meta(CampaignForm.Meta):
        csrf = False

    pages = WholeNumberField(
        _l("Pages"), default=USUAL_PAGES, description=_l("Five wraps a page; 1 to %(most)s pages.", most=MOST_PAGES)
    )

    @classmethod
    def of(cls, sent: Any) -> "WrapsForm":
        """As it was sent; the usual number where it was not."""
        return cls(sent if "pages" in sent else None)

    def wished(self) -> int:
        """What was typed, the usual number where nothing was, 0 for nonsense."""
        typed: Any = self.pages.data
        return typed if isinstance(typed, int) else 0
