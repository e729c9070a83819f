"""Acts on personal data: erasing somebody, erasing again after a restore."""

from campaign.people.privacy.services.erasing import erase, preview
from campaign.people.privacy.services.replaying import replay_erasures

__all__ = ["erase", "preview", "replay_erasures"]
