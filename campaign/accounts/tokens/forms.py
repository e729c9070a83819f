"""What one says of a new token."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import SelectMultipleField, widgets

from campaign.accounts.tokens.schemas import MOST_NAME, USUAL_LIFE, NewToken, Scope
from campaign.accounts.tokens.services import wrong_last_day, wrong_scopes
from campaign.core import clock
from campaign.core.errors import Problem
from campaign.core.i18n import Words, _l
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, NotLonger

SCOPE_WORDS: dict[Scope, Words] = {
    Scope.RELAY_READ: _l("Relays and stops: read"),
    Scope.RELAY_WRITE: _l("Relays and stops: read, plan, move, hand over"),
    Scope.EVENTS_READ: _l("Events and figures: read"),
    Scope.EVENTS_WRITE: _l("Events and figures: read and change"),
    Scope.PEOPLE_READ: _l("People with names and phones: read"),
    Scope.PEOPLE_WRITE: _l("People: read, register, cancel, check in"),
    Scope.MOTORCADES_READ: _l("Columns and vehicles: read"),
    Scope.MOTORCADES_WRITE: _l("Columns and vehicles: read and change"),
    Scope.WALKS_READ: _l("Office walks: read"),
    Scope.WALKS_WRITE: _l("Office walks: read and record"),
    Scope.MATERIALS_READ: _l("Materials: read"),
    Scope.MATERIALS_WRITE: _l("Materials: read, issue, return, move"),
    Scope.EXHIBITION_READ: _l("Exhibitions: read"),
    Scope.REPORTS_READ: _l("Reports, roll-ups and closed periods: read"),
    Scope.REPORTS_WRITE: _l("Reports: read, begin and write, not sign"),
}


class TokenForm(CampaignForm):
    name = LineField(_l("What the token is for"), validators=[Needed(), NotLonger(MOST_NAME)])
    scopes = SelectMultipleField(
        _l("What it may do"), validators=[Needed(_l("Tick at least one thing that the token may do."))],
        widget=widgets.ListWidget(prefix_label=False), option_widget=widgets.CheckboxInput(), validate_choice=False,
    )  # fmt: skip
    last_day = DayField(_l("Good until"), validators=[Needed()])

    @classmethod
    def offering(cls, scopes: Iterable[Scope], **given: Any) -> "TokenForm":
        """The form with what may be ticked, for three months unless told."""
        form = cls(last_day=clock.on_the_wall(clock.now() + USUAL_LIFE, clock.HOME).date(), **given)
        form.scopes.choices = [(scope.value, str(SCOPE_WORDS[scope])) for scope in scopes]
        return form

    def judged(self) -> Iterable[Problem]:
        day: Any = self.last_day.data
        return (*wrong_scopes(self.data["scopes"] or ()), *(() if day is None else wrong_last_day(day)))

    def command(self) -> NewToken:
        known = set(Scope)
        scopes = tuple(Scope(word) for word in self.scopes.data or () if word in known)
        return NewToken(self.name.data or "", scopes, self.last_day.data or date.min)
