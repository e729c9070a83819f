"""The plain data that dated rules share, whatever they are about."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final, Generic, Protocol, TypeVar

from campaign.core.i18n import Translated

MOST_TEXT: Final = 500


class DatedWish(Protocol):
    """What every wish for a rule says: its words, for which kinds of events and days, and its source. It is a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def name(self) -> Translated: ...
    @property
    def note(self) -> Translated: ...
    @property
    def kinds(self) -> tuple[str, ...]: ...
    @property
    def source(self) -> Translated: ...
    @property
    def source_url(self) -> str: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


Wish = TypeVar("Wish", bound=DatedWish)


@dataclass(frozen=True)
class DatedRow(Generic[Wish]):
    """One version of a rule. `code` is the same for all its versions; a withdrawn one was replaced on its own first day."""

    id: int
    code: str
    wish: Wish
    checked_on: date | None = None
    checked_by: str = ""
    withdrawn: bool = False
    shipped: bool = False

    @property
    def name(self) -> Translated:
        return self.wish.name

    def is_in_force(self, day: date) -> bool:
        first, last = self.wish.valid_from, self.wish.valid_to
        return not self.withdrawn and (first is None or first <= day) and (last is None or day <= last)


@dataclass(frozen=True)
class RuleChange:
    """One line of a rule's history: when (real time), what, whose; no name is the system."""

    at: datetime
    act: str
    who: str
