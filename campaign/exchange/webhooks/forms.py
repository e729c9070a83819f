"""The form of a webhook: its name, whom to call, for what, and for which region."""

from collections.abc import Sequence
from typing import Final

from wtforms import SelectChoice, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from campaign.core.i18n import _l
from campaign.core.text import clean_line
from campaign.exchange.webhooks.schemas import MOST_NAME, MOST_URL, HookRow, HookWish
from campaign.exchange.webhooks.words import ACTS
from campaign.web.forms import LineField, Needed, NotLonger, VersionedForm

_EVERYWHERE: Final = "all"


class HookForm(VersionedForm):
    """What an organizer says of another machine."""

    name = LineField(
        _l("Name"), validators=[Needed(), NotLonger(MOST_NAME)],
        description=_l("By which you find it again. For example: Site of the akimat."),
    )  # fmt: skip
    url = LineField(
        _l("Address"), validators=[Needed(), NotLonger(MOST_URL)],
        description=_l("Where the other machine wants to be told. For example: https://example.org/adalzhol"),
    )  # fmt: skip
    region = SelectField(_l("Region"), choices=[], validate_choice=False)
    acts = SelectMultipleField(
        _l("What it is told of"), choices=[SelectChoice(act, words) for act, words in ACTS.items()], validate_choice=False,
        widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
    )  # fmt: skip

    def offer(self, regions: Sequence[tuple[int, str]], everywhere: bool) -> None:
        """The regions that may be chosen, the whole country too."""
        whole = [SelectChoice(_EVERYWHERE, str(_l("The whole country")))] if everywhere else []
        self.region.choices = [*whole, *(SelectChoice(str(number), name) for number, name in regions)]

    def command(self, row: HookRow | None = None) -> HookWish:
        region = clean_line(self.region.data or "")
        chosen = {one.value for one in self.region.choices or ()}
        region_id = row.region_id if row else int(region) if region in chosen - {_EVERYWHERE} else None
        return HookWish(self.name.data or "", self.url.data or "", tuple(self.acts.data or ()), region_id)


def hook_form(row: HookRow | None = None) -> HookForm:
    """Filled with what is known of it."""
    if row is None:
        return HookForm()
    return HookForm(name=row.name, url=row.url, acts=list(row.acts), version=str(row.version))
