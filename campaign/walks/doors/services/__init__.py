"""Acts at the doors: what phones send, the list they carry, the coordinator's desk, what is looked at later."""

from campaign.walks.doors.services.desk import record_at_desk, undo
from campaign.walks.doors.services.listing import sealed_doors
from campaign.walks.doors.services.plain import Round, doors_of_phone, take_one
from campaign.walks.doors.services.recording import take_batch
from campaign.walks.doors.services.reviewing import accept, dismiss
from campaign.walks.doors.services.written import record_sheet, take_back_sheet

__all__ = [
    "Round",
    "accept",
    "dismiss",
    "doors_of_phone",
    "record_at_desk",
    "record_sheet",
    "sealed_doors",
    "take_back_sheet",
    "take_batch",
    "take_one",
    "undo",
]
