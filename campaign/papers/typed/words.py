"""How far a typing is, in words."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.papers.typed.schemas import TypingState

STATES: Final[dict[TypingState, Words]] = {
    TypingState.DRAFT: _l("is being typed"),
    TypingState.READY: _l("typed, not posted yet"),
    TypingState.POSTED: _l("posted"),
    TypingState.UNDONE: _l("taken back"),
    TypingState.DROPPED: _l("thrown away"),
}
