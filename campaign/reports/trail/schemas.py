"""The trail to read: plain data, and what it is narrowed by."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from campaign.core.audit import Facts
from campaign.core.i18n import LANGUAGES, Translated

PAGE_SIZE: Final = 50
MOST_IN_A_FILE: Final = 50_000


@dataclass(frozen=True)
class TrailFilter:
    """Which acts: on a kind of thing, on one of them, by whom (name or address), in a region, from one day to another."""

    thing: str = ""
    number: int | None = None
    who: str = ""
    region_id: int | None = None
    first: date | None = None
    last: date | None = None

    @property
    def is_set(self) -> bool:
        return self != TrailFilter()


@dataclass(frozen=True)
class TrailLine:
    """One act. `reason` is None where there is one that the reader may not read: it may speak of people."""

    id: int
    at: datetime
    campaign_at: datetime
    who: str
    desk_id: int | None
    token_id: int | None
    act: str
    thing: str
    thing_id: int | None
    region: str
    before: Facts
    after: Facts
    reason: str | None
    zone: str

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """Each fact with what it was and what it is."""
        names = [*self.before, *(name for name in self.after if name not in self.before)]
        return [(name, _shown(self.before.get(name)), _shown(self.after.get(name))) for name in names]


def _shown(value: object) -> str:
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return "+" if value else "–"
    if isinstance(value, dict) and value and value.keys() <= set(LANGUAGES):
        return Translated.of(value).text()
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_shown(one)}" for name, one in value.items())[:300]
    return (", ".join(map(_shown, value)) if isinstance(value, list) else str(value))[:300]
