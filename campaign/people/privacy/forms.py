"""What the addresses of the pages about personal data say (nonsense narrows nothing), and the form that closes a wish."""

from collections.abc import Mapping

from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired, Length

from campaign.core.i18n import _l
from campaign.people.privacy.schemas import MOST_CLOSED, ClosedWhy, Closing, ConsentFilter
from campaign.people.privacy.wishes import CHOICES
from campaign.web.forms import CampaignForm, TextField
from campaign.web.numbers import day_or_none, whole_or_none

STATES = frozenset({"stands", "withdrawn"})


def filter_of(args: Mapping[str, str]) -> ConsentFilter:
    """The filter of the register of consents."""
    state = args.get("state", "")
    return ConsentFilter(
        state=state if state in STATES else "",
        version=whole_or_none(args.get("version")),
        first=day_or_none(args.get("first")), last=day_or_none(args.get("last")),
    )  # fmt: skip


class CloseForm(CampaignForm):
    """Why nothing is erased, and what the person is told beside."""

    why = RadioField(
        _l("Reason"),
        choices=[SelectChoice(*one) for one in CHOICES.items()],
        validators=[InputRequired(_l("Choose a reason."))],
    )
    words = TextField(
        _l("Words to the person"), description=_l("They stand in the letter and on the ticket."),
        validators=[Length(max=MOST_CLOSED)],
    )  # fmt: skip

    def command(self) -> Closing:
        return Closing(ClosedWhy(self.why.data), self.words.data or "")
