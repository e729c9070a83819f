"""The forms of drafts: a name; the plan itself travels in the form of the plan."""

from wtforms import HiddenField

from campaign.core.i18n import _l
from campaign.core.text import clean_line
from campaign.relay.drafts.schemas import MOST_NAME
from campaign.relay.planstate import number
from campaign.web.forms import CampaignForm, LineField, Needed, NotLonger


class DraftForm(CampaignForm):
    """What a draft is called, and whether it takes the place of the one that was opened."""

    name = LineField(
        _l("Name of the draft"), validators=[Needed(), NotLonger(MOST_NAME)],
        description=_l("By which you find it again. For example: Start in April, stay of 14 days."),
    )  # fmt: skip
    version = HiddenField()

    def seen(self) -> int:
        """The version that the page showed; nought when it came without one, which is never the last."""
        return number(clean_line(self.version.data or "")) or 0
