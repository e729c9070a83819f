"""Acts at the door: what phones send, the list they carry, the coordinator's desk, what is looked at later."""

from campaign.people.checkin.services.desk import let_in, undo
from campaign.people.checkin.services.listing import sealed_list
from campaign.people.checkin.services.merging import hand_check_in_over
from campaign.people.checkin.services.plain import find_at_door, take_one
from campaign.people.checkin.services.reviewing import accept, dismiss
from campaign.people.checkin.services.scanning import take_batch
from campaign.people.checkin.services.shipping import fill_code_hashes

__all__ = [
    "accept",
    "dismiss",
    "fill_code_hashes",
    "find_at_door",
    "hand_check_in_over",
    "let_in",
    "sealed_list",
    "take_batch",
    "take_one",
    "undo",
]
