"""The acts of custody: items come in, a handover is proposed, leaves, is confirmed or cancelled, and its act is printed."""

from campaign.relay.custody.services.along import ALONG_PORTS, goes_along, moved_by, still_out
from campaign.relay.custody.services.confirming import confirm
from campaign.relay.custody.services.items import CustodyOfASeason, add_item, change_item, remove_item
from campaign.relay.custody.services.printing import freeze_act_of_stop, freeze_blank, print_act, print_blank
from campaign.relay.custody.services.proposing import cancel, leave, propose

__all__ = [
    "ALONG_PORTS",
    "CustodyOfASeason",
    "add_item",
    "cancel",
    "change_item",
    "confirm",
    "freeze_act_of_stop",
    "freeze_blank",
    "goes_along",
    "leave",
    "moved_by",
    "print_act",
    "print_blank",
    "propose",
    "remove_item",
    "still_out",
]
