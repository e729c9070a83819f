"""What is asked of a slip: read from an address, so that looking changes nothing and can be shown to a colleague."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from wtforms import HiddenField, SelectChoice, SelectField

from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _, _l
from campaign.relay.dates import SkipRule
from campaign.relay.forms import SKIP_WORDS
from campaign.relay.schemas import KitBrief, RelayRow, StopRow
from campaign.relay.slip.queries import wrong_days
from campaign.relay.slip.schemas import MOST_REASON, Following, SlipAct, SlipWish
from campaign.territory.schemas import UnitRow
from campaign.web.forms import CampaignForm, DayField, LineField, NotLonger, WholeNumberField
from campaign.web.numbers import whole_or_nought

LESS, MORE = "less", "more"
UNANNOUNCED = "unannounced"
_WAYS = {
    SlipAct.MOVE: (SelectChoice(MORE, _l("later")), SelectChoice(LESS, _l("earlier"))),
    SlipAct.LENGTH: (SelectChoice(MORE, _l("longer")), SelectChoice(LESS, _l("shorter"))),
}
_FOLLOWING = (
    SelectChoice(Following.SHIFT.value, _l("Move all that follow")),
    SelectChoice(Following.ABSORB.value, _l("The next stay takes it up")),
)
_SCOPES = (SelectChoice("all", _l("Everything")), SelectChoice(UNANNOUNCED, _l("Only what is not announced")))


def _wrong(field: str, code: str, words: str) -> Invalid:
    return Invalid(words, [Problem(field, code, words)])


def act_of(word: str | None) -> SlipAct:
    """The act of an address; moving for anything else."""
    return SlipAct(word) if word in {act.value for act in SlipAct} else SlipAct.MOVE


class SlipForm(CampaignForm):
    """One stop, what is to become of it, and what of those that follow."""

    class Meta(CampaignForm.Meta):
        csrf = False

    stop = SelectField(_l("Stop"), coerce=whole_or_nought, validate_choice=False)
    days = WholeNumberField(_l("By how many days"))
    way = SelectField(_l("Which way"), validate_choice=False, default=MORE)
    to = DayField(_l("Or to the day"))
    other = SelectField(_l("Changes places with"), coerce=whole_or_nought, validate_choice=False)
    unit = SelectField(_l("Place"), coerce=whole_or_nought, validate_choice=False)
    stay = WholeNumberField(_l("Stay, days"), description=_l("Both the first and the last day count."))
    kit = SelectField(_l("Kit of events"), validate_choice=False)
    following = SelectField(
        _l("Following stops"), choices=_FOLLOWING, default=Following.SHIFT.value,
        description=_l("Either the whole relay behind it shifts, or only the next stay becomes longer or shorter."),
    )  # fmt: skip
    skip = SelectField(_l("No handover"), choices=SKIP_WORDS, default="none")
    scope = SelectField(
        _l("What is moved"), choices=_SCOPES, default="all",
        description=_l("People plan by what is announced: it can stay on its day while the rest moves."),
    )  # fmt: skip
    reason = LineField(
        _l("Reason"), [NotLonger(MOST_REASON)], description=_l("Stands in the history and in letters of cancellation.")
    )

    act: SlipAct = SlipAct.SKIP

    def offer(
        self, act: SlipAct, relay: RelayRow, chain: Sequence[StopRow], units: Sequence[UnitRow], kits: Sequence[KitBrief]
    ) -> None:
        """Put in what there is to choose from, and what the relay's plan said of days without a handover."""
        self.act = act
        stops = [SelectChoice(stop.id, f"{stop.position}. {stop.name}") for stop in chain]
        beginning = [SelectChoice(0, _("At the very beginning"))] if act is SlipAct.INSERT else []
        self.stop.choices, self.other.choices = [*beginning, *stops], stops
        if act is SlipAct.INSERT:
            self.stop.label.text = _("After the stop")
        self.unit.choices = [SelectChoice(0, _("Choose")), *(SelectChoice(unit.id, unit.name.text()) for unit in units)]
        self.kit.choices = [SelectChoice("", _("without events")), *(SelectChoice(kit.code, kit.name.text()) for kit in kits)]
        self.way.choices = list(_WAYS.get(act, _WAYS[SlipAct.MOVE]))
        if not self.skip.raw_data:
            self.skip.data = relay.skip.word

    def wish(self, act: SlipAct, relay: RelayRow, chain: Sequence[StopRow]) -> SlipWish:
        """What was asked; only after it was found valid. Raises Invalid with the field that cannot be read."""
        return SlipWish(
            relay.id, act, self.stop.data or None, self._days(act, chain),
            other_stop_id=self.other.data if act is SlipAct.SWAP else None,
            unit_id=self.unit.data if act is SlipAct.INSERT else None,
            kit=(self.kit.data or "")[:40] if act is SlipAct.INSERT else "",
            following=Following(self.following.data) if act is not SlipAct.SWAP else Following.SHIFT,
            skip=SkipRule.of_word(self.skip.data, relay.skip.days), only_unannounced=self.scope.data == UNANNOUNCED,
            reason=self.reason.data or "",
        )  # fmt: skip

    def _days(self, act: SlipAct, chain: Sequence[StopRow]) -> int:
        if act in {SlipAct.SWAP, SlipAct.SKIP}:
            return 0
        to: date | None = self.to.data
        if act is SlipAct.MOVE and to is not None:
            return self._days_to(to, chain)
        for problem in self._wrong_days(act):
            raise Invalid(problem.message, [problem])
        days: int = self["stay" if act is SlipAct.INSERT else "days"].data
        return -days if act is not SlipAct.INSERT and self.way.data == LESS else days

    def _wrong_days(self, act: SlipAct) -> Iterator[Problem]:
        field = "stay" if act is SlipAct.INSERT else "days"
        days: int | None = self[field].data
        if days is None:
            yield Problem(field, "missing", _("Please fill this in."))
        elif days < 0:
            yield Problem(field, "negative", _("Say how many days as a number from 1, and beside it which way."))
        else:
            yield from wrong_days(act, days)

    def judged(self) -> Iterable[Problem]:
        needs_days = self.act in {SlipAct.LENGTH, SlipAct.INSERT} or (self.act is SlipAct.MOVE and not self.to.raw_data)
        return self._wrong_days(self.act) if needs_days else ()

    def _days_to(self, day: date, chain: Sequence[StopRow]) -> int:
        stop = next((stop for stop in chain if stop.id == self.stop.data), None)
        if self.days.data is not None:
            raise _wrong("to", "twice", _("Say by how many days, or to which day: not both."))
        if stop is not None and day == stop.arrives_on:
            raise _wrong("to", "same", _("The stop is on this day already. Choose another one."))
        return (day - stop.arrives_on) // timedelta(days=1) if stop is not None else 1


class ApplyForm(SlipForm):
    """The same, sent to be done: with a token, and what the page showed."""

    class Meta(CampaignForm.Meta):
        csrf = True

    version = HiddenField()
    fingerprint = HiddenField()
