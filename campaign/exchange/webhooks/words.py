"""Webhooks in words: what happened, how a call went, and why it did not."""

from typing import Any, Final

from campaign.core.i18n import Words, _, _l
from campaign.core.outward import Act
from campaign.exchange.webhooks.schemas import PING, DeliveryRow, DeliveryState, HookState, Trouble

ACTS: Final[dict[str, Words]] = {
    Act.RELAY_CREATED: _l("A season is planned"),
    Act.RELAY_STOP_MOVED: _l("A stop has other days"),
    Act.RELAY_REMOVED: _l("A season is taken back"),
    Act.HANDOVER_PROPOSED: _l("A handover is agreed on"),
    Act.HANDOVER_LEFT: _l("The baton has left"),
    Act.HANDOVER_CONFIRMED: _l("The baton is received"),
    Act.HANDOVER_CANCELLED: _l("A handover is called off"),
    Act.EVENT_CREATED: _l("An event is new"),
    Act.EVENT_CHANGED: _l("An event was changed"),
    Act.EVENT_STATE_CHANGED: _l("An event has another state: approved, open, held, cancelled"),
    Act.REGISTRATION_MADE: _l("Somebody has registered"),
    Act.REGISTRATION_CHANGED: _l("Somebody has got a place or lost it"),
    Act.REGISTRATION_CANCELLED: _l("Somebody does not come"),
    Act.REGISTRATIONS_IMPORTED: _l("A list of people was imported"),
    Act.REGISTRATIONS_IMPORT_UNDONE: _l("An import of people was taken back"),
    Act.COLUMN_CHANGED: _l("A car column was changed"),
    Act.COLUMN_MARKED: _l("A car is there, has set off or has arrived"),
    Act.WALK_CLOSED: _l("A walk or one of its teams is closed"),
    Act.WALK_OPENED_AGAIN: _l("A closed walk is open again"),
    Act.STOCK_POSTED: _l("A stock document is posted"),
    Act.FIGURE_STATED: _l("A figure was said or corrected"),
    Act.FIGURE_TAKEN_BACK: _l("A figure was taken back"),
    Act.REPORT_SIGNED: _l("A report of an event is signed"),
    Act.PERIOD_CLOSED: _l("A period is closed"),
}
TEST: Final = _l("Test call")
STATES: Final[dict[HookState, tuple[str, Words]]] = {
    HookState.ACTIVE: ("good", _l("is called")),
    HookState.PAUSED: ("calm", _l("paused")),
    HookState.STOPPED: ("bad", _l("stopped: it did not answer for a day")),
}
DELIVERIES: Final[dict[DeliveryState, tuple[str, Words]]] = {
    DeliveryState.WAITING: ("half", _l("waits")),
    DeliveryState.SENDING: ("half", _l("is being sent")),
    DeliveryState.DELIVERED: ("good", _l("delivered")),
    DeliveryState.FAILED: ("bad", _l("not delivered")),
}
TROUBLES: Final[dict[str, Words]] = {
    Trouble.ADDRESS: _l("The address cannot be called. Correct it."),
    Trouble.INSIDE: _l("The name leads into an inner network, which is never called. Correct the address."),
    Trouble.NO_ANSWER: _l("The other machine did not answer."),
    Trouble.NO_NAME: _l("The name of the other machine was not found. Check how it is spelled."),
    Trouble.REDIRECT: _l("The answer sends us on to another address. Write that address here instead."),
    Trouble.TLS: _l("The certificate of the other machine is not in order."),
    Trouble.TOO_LATE: _l("The answer took more than ten seconds."),
}


def act_words(act: str) -> str:
    """What happened; the word itself for one that is not known any more."""
    return str(TEST if act == PING else ACTS.get(Act(act), act) if act in set(Act) else act)


def trouble_words(row: DeliveryRow) -> str:
    """Why the last call did not succeed; empty when it did or was not made yet."""
    if row.trouble == Trouble.STATUS:
        return _("The other machine answered with %(status)s; 200 to 299 would be good.", status=row.status)
    return str(TROUBLES.get(row.trouble, ""))


def hook_words() -> dict[str, Any]:
    """What templates say of webhooks."""
    return {
        "act_words": act_words, "trouble_words": trouble_words, "HOOK_STATES": STATES, "CALL_STATES": DELIVERIES,
        "HookState": HookState, "DeliveryState": DeliveryState,
    }  # fmt: skip
