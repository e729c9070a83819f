"""Acts at the door: what phones send, the list they carry."""

from campaign.people.checkin.services.listing import sealed_list
from campaign.people.checkin.services.scanning import take_batch

__all__ = ["sealed_list", "take_batch"]
