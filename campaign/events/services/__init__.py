"""Acts on events: planning them, moving them through their states, taking their places, and the kits they come from."""

from campaign.events.services.copying import copy_stops
from campaign.events.services.kits import apply_kit, ensure_kit, fill_stops
from campaign.events.services.places import create_kind, create_place, edit_place, ensure_may_write_places
from campaign.events.services.planning import create_event, edit_event
from campaign.events.services.shipped import load_shipped
from campaign.events.services.steps import (
    ATTENDEES,
    Moved,
    call_off,
    change_state,
    move_events,
    open_stop,
    put_back,
    registered,
)
from campaign.events.services.taking import free_place, take_place

__all__ = [
    "ATTENDEES",
    "Moved",
    "apply_kit",
    "call_off",
    "change_state",
    "copy_stops",
    "create_event",
    "create_kind",
    "create_place",
    "edit_event",
    "edit_place",
    "ensure_kit",
    "ensure_may_write_places",
    "fill_stops",
    "free_place",
    "load_shipped",
    "move_events",
    "open_stop",
    "put_back",
    "registered",
    "take_place",
]
