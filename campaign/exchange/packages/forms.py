"""What somebody chooses about a package: who takes it along, the file that comes back, why one is given up."""

from collections.abc import Mapping, Sequence

from wtforms import FileField, HiddenField, RadioField

from campaign.core.i18n import _l
from campaign.exchange.packages.schemas import MOST_BYTES, Choices, Say, Traveller
from campaign.web.forms import CampaignForm, LineField, Needed, NotLonger
from campaign.web.numbers import whole_or_nought
from campaign.web.uploads import UploadForm

MOST_REASON = 300


class TakeForm(CampaignForm):
    """Who takes the stop along."""

    traveller = RadioField(_l("Who takes it along"), coerce=whole_or_nought, validators=[Needed()], validate_choice=False)

    def offer(self, travellers: Sequence[Traveller]) -> None:
        self.traveller.choices = [(one.id, one.name) for one in travellers]

    def chosen(self) -> int:
        return self.traveller.data or 0


class GiveUpForm(CampaignForm):
    """Why a package will not come back."""

    reason = LineField(_l("Why it will not come back"), [Needed(), NotLonger(MOST_REASON)])


class BackForm(UploadForm):
    """The file that was packed on the other machine."""

    most_bytes = MOST_BYTES
    file = FileField(_l("File from the other machine"), description=_l("Its name ends in .adalpack."))


class BringForm(CampaignForm):
    """What was decided; `seen` tells whether the questions are still the same."""

    seen = HiddenField()

    def choices_among(self, names: Sequence[str], given: Mapping[str, str]) -> Choices:
        """The say for each question that was decided; others are left out."""
        return {name: Say(given[name]) for name in names if given.get(name) in set(Say)}
