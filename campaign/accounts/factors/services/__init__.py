"""Acts on second factors: coming in with one, setting one up, taking one away, showing once more who one is."""

from campaign.accounts.factors.services.confirming import confirm, keep_waiting, take_waiting
from campaign.accounts.factors.services.entering import come_in, set_up_app
from campaign.accounts.factors.services.paper import make_recovery_codes
from campaign.accounts.factors.services.resetting import reset_factors

__all__ = ["come_in", "confirm", "keep_waiting", "make_recovery_codes", "reset_factors", "set_up_app", "take_waiting"]
