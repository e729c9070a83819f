"""What somebody chooses about a package: who takes it along, the file that comes back, why one is given up."""

from collections.abc import Sequence

from wtforms import RadioField

from campaign.core.i18n import _l
from campaign.exchange.packages.schemas import Traveller
from campaign.web.forms import CampaignForm, LineField, Needed, NotLonger

MOST_REASON = 300


class TakeForm(CampaignForm):
    """Who takes the stop along."""

    traveller = RadioField(_l("Who takes it along"), coerce=int, validators=[Needed()], validate_choice=False)

    def offer(self, travellers: Sequence[Traveller]) -> None:
        self.traveller.choices = [(one.id, one.name) for one in travellers]

    def chosen(self) -> int:
        return self.traveller.data or 0


class GiveUpForm(CampaignForm):
    """Why a package will not come back."""

    reason = LineField(_l("Why it will not come back"), [Needed(), NotLonger(MOST_REASON)])
