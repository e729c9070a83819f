"""The form that names signers from a day on, and the button that takes them back."""

from datetime import date

from wtforms import HiddenField

from campaign.core.errors import Stale
from campaign.core.i18n import _l
from campaign.papers.forms import SignersForm
from campaign.papers.models import BEGINNING
from campaign.web.forms import DayField, VersionedForm
from campaign.web.numbers import version_shown

_UNREADABLE = _l("This page is out of date. Open it anew; nothing was saved.")


def _day(typed: str | None) -> date:
    try:
        return date.fromisoformat(typed or "")
    except ValueError as error:
        raise Stale(_UNREADABLE) from error


class SigningForm(SignersForm, VersionedForm):
    """Signers from a day on; `of`: the day from which those sign that are changed, empty where others are added."""

    of = HiddenField()
    valid_from = DayField(
        _l("They sign from this day on"),
        description=_l("Papers printed from this day on name them. Leave it empty if they sign from the beginning."),
    )

    def since(self) -> date:
        return self.valid_from.data or BEGINNING

    def changed(self) -> date | None:
        return _day(self.of.data) if self.of.data else None

    def seen(self) -> int:
        return version_shown(self.version.data)

    def renew(self, version: int) -> None:
        """Those who were to be changed may be gone: then saving again adds what was typed."""
        super().renew(version)
        self.of.data = self.row["of"]


class RemovalForm(VersionedForm):
    """Which signers are taken back, as they were when that was asked."""

    of = HiddenField()

    def day(self) -> date:
        return _day(self.of.data)
