"""Acts on kits: made, copied, renamed, retired, and what they are made of."""

from campaign.events.kits.services.keeping import copy_kit, make_kit, remove_kit, rename_kit, retire_kit
from campaign.events.kits.services.pieces import move_event, remove_event, remove_task, save_event, save_task
from campaign.events.kits.services.taking import decline, take_over

__all__ = [
    "copy_kit",
    "decline",
    "make_kit",
    "move_event",
    "remove_event",
    "remove_kit",
    "remove_task",
    "rename_kit",
    "retire_kit",
    "save_event",
    "save_task",
    "take_over",
]
