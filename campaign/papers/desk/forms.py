"""The forms of print desks: giving one, its PIN, and printing there."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, RadioField, SelectChoice, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from campaign.core.crypto import PIN_LENGTH
from campaign.core.errors import Problem
from campaign.core.i18n import LANGUAGE_NAMES, LANGUAGES, _, _l
from campaign.papers.desk.schemas import MOST_LABEL, USUAL_AFTER, USUAL_BEFORE, NewDesk
from campaign.papers.desk.services import wrong_days
from campaign.papers.presses import Press
from campaign.papers.schemas import Phones, PrintWish
from campaign.papers.settings import INK, LARGE, SAVING, TYPE
from campaign.web.forms import CampaignForm, LineField, Needed, NotLonger, WholeNumberField

WITH, WITHOUT = "with", "without"


class DeskForm(CampaignForm):
    """A new desk: where it stands, its days, phones, papers."""

    label = LineField(_l("Where the desk stands"), [Needed(), NotLonger(MOST_LABEL)])
    days_before = WholeNumberField(
        _l("Days before the event"), default=USUAL_BEFORE, description=_l("From then on the link opens.")
    )
    days_after = WholeNumberField(
        _l("Days after the event"), default=USUAL_AFTER, description=_l("So long it can still be printed.")
    )
    phones = RadioField(
        _l("Phones of people"),
        choices=[
            SelectChoice(WITH, _l("printed on it")), SelectChoice(WITHOUT, _l("left out, for whoever is not to know them"))
        ],
        default=WITH,
    )  # fmt: skip
    papers = SelectMultipleField(
        _l("Papers"), coerce=str, validate_choice=False, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def offer(self, presses: list[Press]) -> None:
        """All papers of the event, every one of them chosen to begin with."""
        self.papers.choices = [SelectChoice(press.code, press.name) for press in presses]
        if not self.is_submitted():
            self.papers.data = [press.code for press in presses]

    def notes(self, presses: list[Press]) -> dict[str, str]:
        """What is said beside a paper that is made to call people."""
        return {press.code: _("only with phones") for press in presses if press.phones is Phones.NEEDED}

    def judged(self) -> Iterable[Problem]:
        wish = self.command(0)
        return wrong_days({"days_before": wish.days_before, "days_after": wish.days_after})

    def command(self, event_id: int) -> NewDesk:
        before, after = self.days_before.data, self.days_after.data
        return NewDesk(
            event_id, self.label.data or "", -1 if before is None else before, -1 if after is None else after,
            self.phones.data == WITH, tuple(sorted(set(self.papers.data or []))),
        )  # fmt: skip


class PinForm(CampaignForm):
    """The PIN, with or without spaces."""

    pin = LineField(_l("PIN"), [Needed()])

    def validate_pin(self, field: Any) -> None:
        if len(self.digits) != PIN_LENGTH or not (self.digits.isascii() and self.digits.isdecimal()):
            raise ValidationError(
                _("The PIN has %(count)s digits. It stands on the second part of the slip.", count=PIN_LENGTH)
            )

    @property
    def digits(self) -> str:
        return "".join((self.pin.data or "").split())


class DeskPrintForm(CampaignForm):
    """What is chosen for every paper alike; the button that was pressed says which one."""

    language = RadioField(_l("Language of the paper"), choices=[SelectChoice(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
    large = BooleanField(_l("Large type"))
    saving = BooleanField(_l("Save toner"))

    def command(self) -> PrintWish:
        chosen = {name: value for name, value, wished in self._settings() if wished}
        return PrintWish(self.language.data or "", chosen=chosen)

    def _settings(self) -> tuple[tuple[str, str, bool], ...]:
        return (TYPE, LARGE, bool(self.large.data)), (INK, SAVING, bool(self.saving.data))
