"""What is chosen when panels are printed."""

from wtforms import RadioField, SelectChoice

from campaign.core.i18n import _l
from campaign.exhibition.papers.schemas import PanelsWish, Tongues
from campaign.exhibition.papers.words import TONGUES
from campaign.web.forms import CampaignForm


class PanelsForm(CampaignForm):
    """In which languages; which panels is read from the boxes."""

    tongues = RadioField(
        _l("Languages of the panels"),
        choices=[SelectChoice(value.value, words) for value, words in TONGUES.items()],
        default=Tongues.BOTH.value,
    )

    def wish(self, ticked: list[int]) -> PanelsWish:
        return PanelsWish(tuple(sorted(set(ticked))), Tongues(self.tongues.data))
