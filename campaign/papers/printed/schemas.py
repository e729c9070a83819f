"""The list of printed sheets: plain data, and what it is narrowed by."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated
from campaign.core.prints import Numbered
from campaign.papers.presses import Press

PAGE_SIZE: Final = 50


class Whose(StrEnum):
    """Who pressed “print”."""

    MINE = "mine"
    DESK = "desk"


@dataclass(frozen=True)
class SheetFilter:
    """Which sheets: of a kind, of a day by the clocks of the campaign, in a language, whose; or the one of a number."""

    kind: str = ""
    day: date | None = None
    language: str = ""
    whose: Whose | None = None
    number: int | None = None

    @property
    def is_set(self) -> bool:
        return self != SheetFilter()


@dataclass(frozen=True)
class ListedSheet(Numbered):
    """A sheet in the list. `newest`: the last revision in its language; `name` is empty where nobody names what it is about."""

    id: int
    number: int
    press: Press
    name: Translated
    revision: int
    newest: int
    language: str
    printed_at: datetime
    printed_by: str
    zone: str

    @property
    def is_outdated(self) -> bool:
        """Whether a later sheet has taken its place; the sheets of some kinds stand beside each other."""
        return self.press.replaces and self.newest > self.revision
