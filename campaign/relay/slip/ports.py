"""Who else shifts with a stop: asked in this order for a preview and to apply, in the reverse order to undo."""

from campaign.relay.schemas import ShiftPort

SHIFT_PORTS: list[ShiftPort] = []  # filled by registry.py
