"""What is typed about a dated rule, whatever it is about."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from wtforms import SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from campaign.core.i18n import _l
from campaign.events.dated.schemas import MOST_TEXT, DatedWish
from campaign.events.schemas import KindRow
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, NotLonger, TextField
from campaign.web.numbers import LARGEST
from campaign.web.tongues import texts_of

CHECKS: Final[dict[str, Any]] = {
    "widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput(), "validate_choice": False,
}  # fmt: skip


class EndForm(CampaignForm):
    """The last day of a rule."""

    last_day = DayField(_l("Last day"), [Needed()])

    def day(self) -> date:
        return self.last_day.data or date.min


class DatedRuleForm(CampaignForm):
    """The fields of every rule: for which kinds of events and days it counts, and where it is written.

    What to say where no source is named, each room says itself.
    """

    owed = {"name_ru": _l("Name it in at least one language.")}
    kinds = SelectMultipleField(_l("For these kinds of events"), **CHECKS)
    valid_from = DayField(_l("Counts from"), [Optional()])
    valid_to = DayField(_l("Counts until"), [Optional()], description=_l("Empty: until somebody lets it end."))
    source_kk = TextField(_l("Source in Kazakh"), [NotLonger(MOST_TEXT)])
    source_ru = TextField(_l("Source in Russian"), [NotLonger(MOST_TEXT)])
    source_en = TextField(_l("Source in English"), [NotLonger(MOST_TEXT)])
    source_url = LineField(_l("Its address on the internet"), [NotLonger(MOST_TEXT)])
    note_kk = TextField(_l("Note in Kazakh"), [NotLonger(MOST_TEXT)])
    note_ru = TextField(_l("Note in Russian"), [NotLonger(MOST_TEXT)])
    note_en = TextField(_l("Note in English"), [NotLonger(MOST_TEXT)])

    def offer_kinds(self, kinds: Iterable[KindRow]) -> None:
        self.kinds.choices = [(kind.code, kind.name.text()) for kind in kinds]

    def dated(self) -> dict[str, Any]:
        """What every wish for a rule says."""
        return {
            "name": self.written("name"), "note": self.written("note"), "source": self.written("source"),
            "source_url": self.source_url.data or "", "kinds": tuple(self.kinds.data or ()),
            "valid_from": self.valid_from.data, "valid_to": self.valid_to.data,
        }  # fmt: skip


def filled(wish: DatedWish, today: date) -> dict[str, Any]:
    """The values of these fields for a new version of a rule, to count from today on."""
    return {
        "kinds": list(wish.kinds), "valid_from": today, "source_url": wish.source_url, **texts_of("name", wish.name),
        **texts_of("source", wish.source), **texts_of("note", wish.note),
    }  # fmt: skip


def small(number: int | None) -> int | None:
    """As large as a column holds; what is larger is out of every range anyhow."""
    return None if number is None else max(-LARGEST, min(number, LARGEST))
