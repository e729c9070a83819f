"""The plain data of tokens: what a scope lets a machine do, and how long a token may live."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from campaign.core import clock
from campaign.core.actor import P

LONGEST_LIFE: Final = timedelta(days=365)
USUAL_LIFE: Final = timedelta(days=90)
MOST_NAME: Final = 80
MOST_TOKENS: Final = 20  # of one account at once


class Scope(StrEnum):
    """What a token may do, by feature: to read, or to read and write. Nothing else can be given to a machine."""

    RELAY_READ = "relay:read"
    RELAY_WRITE = "relay:write"
    EVENTS_READ = "events:read"
    EVENTS_WRITE = "events:write"
    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    MOTORCADES_READ = "motorcades:read"
    MOTORCADES_WRITE = "motorcades:write"
    WALKS_READ = "walks:read"
    WALKS_WRITE = "walks:write"
    MATERIALS_READ = "materials:read"
    MATERIALS_WRITE = "materials:write"
    EXHIBITION_READ = "exhibition:read"
    REPORTS_READ = "reports:read"
    REPORTS_WRITE = "reports:write"


_RELAY = frozenset({P.RELAY_READ})
_EVENTS = frozenset({P.EVENTS_READ})
_PEOPLE = frozenset({P.PEOPLE_READ, P.SHEETS_PRINT})
_COLUMNS = frozenset({P.COLUMNS_READ})
_WALKS = frozenset({P.WALKS_READ})
_MATERIALS = frozenset({P.MATERIALS_READ})
_REPORTS = frozenset({P.REPORTS_READ, P.PERIODS_READ})
ALLOWED: Final[Mapping[Scope, frozenset[P]]] = {
    Scope.RELAY_READ: _RELAY,
    Scope.RELAY_WRITE: _RELAY | {P.RELAY_WRITE, P.CUSTODY_WRITE},
    Scope.EVENTS_READ: _EVENTS,
    Scope.EVENTS_WRITE: _EVENTS | {P.EVENTS_WRITE, P.FIGURES_WRITE},
    Scope.PEOPLE_READ: _PEOPLE,
    Scope.PEOPLE_WRITE: _PEOPLE | {P.PEOPLE_WRITE},
    Scope.MOTORCADES_READ: _COLUMNS,
    Scope.MOTORCADES_WRITE: _COLUMNS | {P.COLUMNS_WRITE},
    Scope.WALKS_READ: _WALKS,
    Scope.WALKS_WRITE: _WALKS | {P.WALKS_WRITE},
    Scope.MATERIALS_READ: _MATERIALS,
    Scope.MATERIALS_WRITE: _MATERIALS | {P.MATERIALS_WRITE},
    Scope.EXHIBITION_READ: frozenset({P.EXHIBITION_READ}),
    Scope.REPORTS_READ: _REPORTS,
    Scope.REPORTS_WRITE: _REPORTS | {P.REPORTS_WRITE},
}
"""Accounts, tokens, erasure, packages, webhooks and the audit trail are no machine's business, whoever it acts for."""


class TokenState(StrEnum):
    GOOD = "good"
    OVER = "over"
    ENDED = "ended"


@dataclass(frozen=True)
class NewToken:
    """A token as it is wished: a name for people, what it may do, and its last day (of real time)."""

    name: str
    scopes: tuple[Scope, ...]
    last_day: date


@dataclass(frozen=True)
class MadeToken:
    """A token that was just made. `secret` is empty when the form came twice: it is shown once."""

    id: int
    secret: str


@dataclass(frozen=True)
class TokenRow:
    """One of the reader's own tokens. `tail` are the last characters of its secret, to tell it by."""

    id: int
    name: str
    scopes: tuple[Scope, ...]
    tail: str
    state: TokenState
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    ended_at: datetime | None

    @property
    def last_day(self) -> date:
        """The last day on which it is good; it ends with the midnight after it."""
        return clock.on_the_wall(self.expires_at - timedelta(seconds=1), clock.HOME).date()
