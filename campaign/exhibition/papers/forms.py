"""What is chosen when panels are printed."""

from wtforms import RadioField

from campaign.core.i18n import _l
from campaign.exhibition.papers.schemas import PanelsWish, Tongues
from campaign.exhibition.papers.words import TONGUES
from campaign.web.forms import CampaignForm, choices_of


class PanelsForm(CampaignForm):
    """In which languages; which panels is read from the boxes."""

    tongues = RadioField(
        _l("Languages of the panels"),
        choices=choices_of(TONGUES),
        default=Tongues.BOTH.value,
    )

    def wish(self, ticked: list[int]) -> PanelsWish:
        return PanelsWish(tuple(sorted(set(ticked))), Tongues(self.tongues.data))
