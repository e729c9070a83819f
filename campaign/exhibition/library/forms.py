"""What is chosen in the library: only the key of the form; the panels are read from the boxes."""

from campaign.web.forms import CampaignForm


class TakeForm(CampaignForm):
    """Taking the ticked panels."""
