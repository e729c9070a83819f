"""Acts on webhooks, and the calls themselves."""

from campaign.exchange.webhooks.services.keeping import (
    add,
    change,
    new_secret,
    pause,
    ping,
    remove,
    resume,
    send_again,
)
from campaign.exchange.webhooks.services.sending import call_waiting, forget_old, spread

__all__ = [
    "add",
    "call_waiting",
    "change",
    "forget_old",
    "new_secret",
    "pause",
    "ping",
    "remove",
    "resume",
    "send_again",
    "spread",
]
