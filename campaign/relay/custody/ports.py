"""The port by which a later feature says what goes along with the baton besides its items."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from campaign.core.i18n import Words
from campaign.relay.custody.schemas import Party, Thing


@dataclass(frozen=True)
class Moved:
    """What a later feature wrote down of a confirmed handover: its words and its page (endpoint, parameter, value)."""

    words: Words
    page: tuple[str, str, int]


class AlongPort(Protocol):
    """What goes along with the baton besides its items (SPEC S5). Appended to `custody.services.ALONG_PORTS` in registry.py.

    materials/ proposes what is left in the giver's store, and posts the movement and what differs when it is confirmed. All
    run in the unit of work of the handover, or read for a page of it; whoever asks acts for a side of it.
    """

    def goes_along(self, session: Session, giver: Party) -> Sequence[Thing]:
        """What is left with the giver, each with a code; nothing when it holds nothing. One or two statements."""

    def still_out(self, session: Session, giver: Party) -> Sequence[Thing]:
        """What will come back to the giver, and until then cannot go along. One or two statements."""

    def handed_over(self, session: Session, handover_id: int, giver: Party, receiver: Party, things: Sequence[Thing]) -> None:
        """The receiver has counted: `received` of each thing is set. Raises Conflict when a store says otherwise."""

    def moved_by(self, session: Session, handover_id: int) -> Moved | None:
        """What `handed_over` wrote down of this handover. One statement."""
