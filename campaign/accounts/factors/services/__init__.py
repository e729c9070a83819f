"""Acts on second factors: coming in with one, setting one up, taking one away, showing once more who one is."""

from campaign.accounts.factors.services.challenges import ask_at_door, ask_new, ask_owner
from campaign.accounts.factors.services.confirming import confirm, keep_waiting, take_waiting
from campaign.accounts.factors.services.entering import come_in, set_up_app
from campaign.accounts.factors.services.paper import make_recovery_codes
from campaign.accounts.factors.services.passkeys import keep_passkey, remove_passkey, set_up_passkey
from campaign.accounts.factors.services.resetting import reset_factors
from campaign.accounts.factors.services.showing import come_in_alone, come_in_by_passkey, confirm_by_passkey

__all__ = [
    "ask_at_door",
    "ask_new",
    "ask_owner",
    "come_in",
    "come_in_alone",
    "come_in_by_passkey",
    "confirm",
    "confirm_by_passkey",
    "keep_passkey",
    "keep_waiting",
    "make_recovery_codes",
    "remove_passkey",
    "reset_factors",
    "set_up_app",
    "set_up_passkey",
    "take_waiting",
]
