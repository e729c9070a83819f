"""Acts on second factors: coming in with one, setting one up, showing once more who one is."""

from campaign.accounts.factors.services.confirming import confirm, keep_waiting, take_waiting
from campaign.accounts.factors.services.entering import come_in, set_up_app

__all__ = ["come_in", "confirm", "keep_waiting", "set_up_app", "take_waiting"]
