"""What kinds, conditions and states are called, in the reader's language or in that of a paper."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.relay.custody.schemas import Condition, HandoverState, ItemKind

KINDS: Final[dict[ItemKind, Words]] = {
    ItemKind.FLAG: _l("flag"),
    ItemKind.BOOK: _l("book"),
    ItemKind.CUP: _l("cup"),
    ItemKind.DIARY: _l("diary"),
    ItemKind.OTHER: _l("other item"),
}
CONDITIONS: Final[dict[Condition, Words]] = {
    Condition.NEW: _l("as new"),
    Condition.GOOD: _l("good"),
    Condition.WORN: _l("worn"),
    Condition.DAMAGED: _l("damaged"),
}
STATES: Final[dict[HandoverState, Words]] = {
    HandoverState.PROPOSED: _l("proposed"),
    HandoverState.LEFT: _l("on the way"),
    HandoverState.CONFIRMED: _l("receipt confirmed"),
    HandoverState.CANCELLED: _l("called off"),
}
