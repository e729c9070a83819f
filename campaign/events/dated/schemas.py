"""The plain data that dated rules share, whatever they are about."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final, Protocol

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


@dataclass(frozen=True)
class RuleChange:
    """One line of a rule's history: when (real time), what, whose; no name is the system."""

    at: datetime
    act: str
    who: str
