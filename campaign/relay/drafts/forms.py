"""The forms of drafts: a name; the plan itself travels in the form of the plan."""

from campaign.core.i18n import _l
from campaign.relay.drafts.schemas import MOST_NAME
from campaign.web.forms import LineField, Needed, NotLonger, VersionedForm


class DraftForm(VersionedForm):
    """What a draft is called."""

    name = LineField(
        _l("Name of the draft"), validators=[Needed(), NotLonger(MOST_NAME)],
        description=_l("By which you find it again. For example: Start in April, stay of 14 days."),
    )  # fmt: skip
