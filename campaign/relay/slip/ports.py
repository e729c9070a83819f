"""Who else shifts with a stop: asked in this order for a preview and to apply, in the reverse order to undo."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from campaign.relay.schemas import ShiftPort

SHIFT_PORTS: list[ShiftPort] = []  # filled by registry.py
HELD_FIRST: list[Callable[[Session, int], None]] = []
"""Each holds what shifts with the stops of this relay, before any stop is written: everybody holds events before stops."""
