"""Acts on personal data: erasing somebody, again after a restore, and when a term is over."""

from campaign.people.privacy.services.asking import ask, close, take_back
from campaign.people.privacy.services.erasing import erase, preview
from campaign.people.privacy.services.replaying import replay_erasures
from campaign.people.privacy.services.retention import due, load_shipped, run
from campaign.people.privacy.services.telling import tell, tell_holder

__all__ = [
    "ask",
    "close",
    "due",
    "erase",
    "load_shipped",
    "preview",
    "replay_erasures",
    "run",
    "take_back",
    "tell",
    "tell_holder",
]
