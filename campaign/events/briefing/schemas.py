"""The plain data of briefings: facts, rules, what is written for one event, the frozen page, and the port to its people."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from campaign.core.i18n import Translated, Words

MOST_LINE: Final = 200
MOST_SOURCE: Final = 500
MOST_TEXT: Final = 1500
MOST_LINES: Final = 2500
FRESH_FOR: Final = timedelta(days=365)  # after that a fact is looked up again
UNSAID: Final = Translated()
_FORM: Final = 1  # of the frozen content


@dataclass(frozen=True)
class NewFact:
    """A fact as typed. `value` is as it is printed ("122 / 180"); `checked` says that the source was looked at today."""

    text: Translated
    value: str
    unit: Translated
    year: int
    source: str
    address: str
    checked: bool = False


@dataclass(frozen=True)
class FactRow:
    """One fact with its source. `checked_on` is the day on which somebody last looked whether the source still says so."""

    id: int
    text: Translated
    value: str
    unit: Translated
    year: int
    source: str
    address: str
    checked_on: date | None = None
    version: int = 1
    used: int = 0
    region_id: int | None = None

    def is_old(self, today: date) -> bool:
        """Checked once, but too long ago to be printed unseen."""
        return self.checked_on is not None and today - self.checked_on > FRESH_FOR

    def is_doubtful(self, today: date) -> bool:
        return self.checked_on is None or self.is_old(today)

    def line(self, code: str) -> str:
        """`Place in the index: 122 of 180`."""
        return f"{self.text.text(code)}: {' '.join(part for part in (self.value, self.unit.text(code)) if part)}"

    def as_facts(self) -> dict[str, Any]:
        checked = self.checked_on.isoformat() if self.checked_on else ""
        return {
            **asdict(self),
            "text": self.text.as_dict(),
            "unit": self.unit.as_dict(),
            "checked_on": checked,
            "used": 0,
            "region_id": None,
        }

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "FactRow":
        checked = date.fromisoformat(facts["checked_on"]) if facts["checked_on"] else None
        words = {name: Translated.of(facts[name]) for name in ("text", "unit")}
        return cls(**{**facts, **words, "checked_on": checked})


@dataclass(frozen=True)
class RuleRow:
    """One rule of conduct. `active` is whether it stands in new briefings; `region_id` whose they are (None: everybody's)."""

    id: int
    text: Translated
    active: bool
    region_id: int | None = None
    version: int = 1


@dataclass(frozen=True)
class Contact:
    """Somebody to turn to. `phone` is E.164, or empty."""

    name: str = ""
    phone: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.phone)


NOT_NAMED: Final = Contact()


@dataclass(frozen=True)
class BriefingText:
    """What is written by hand for one event; `points`, `day` and `bring` (what to take along) hold one line each line.

    An empty `day` means the order that follows from the event, an empty leader the one responsible for the event. `waived`
    says why this event needs no briefing.
    """

    why: Translated = UNSAID
    points: Translated = UNSAID
    day: Translated = UNSAID
    meeting: Translated = UNSAID
    leader: Contact = NOT_NAMED
    medic: Contact = NOT_NAMED
    lost: Contact = NOT_NAMED
    fact_ids: tuple[int, ...] = ()
    waived: str = ""
    version: int = 0
    bring: Translated = UNSAID

    @property
    def is_written(self) -> bool:
        return self.version > 0


@dataclass(frozen=True)
class Briefing:
    """A briefing whole, in all its languages: what the page, the letter, the ticket and the paper are made of."""

    title: Translated
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: Translated
    why: Translated
    points: Translated
    day: Translated
    meeting: Translated
    slogans: tuple[Translated, ...] = ()
    rules: tuple[Translated, ...] = ()
    facts: tuple[FactRow, ...] = ()
    leader: Contact = NOT_NAMED
    medic: Contact = NOT_NAMED
    lost: Contact = NOT_NAMED
    hotline: str = ""
    bring: Translated = UNSAID

    @property
    def starts_on_wall(self) -> datetime:
        return self.starts_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def ends_on_wall(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def day_of_it(self) -> date:
        return self.starts_on_wall.date()

    def points_in(self, code: str) -> list[str]:
        return lines_of(self.points.text(code))

    def bring_in(self, code: str) -> list[str]:
        return lines_of(self.bring.text(code))

    def rules_in(self, code: str) -> list[str]:
        return [rule.text(code) for rule in self.rules]

    def day_in(self, code: str) -> list[str]:
        return lines_of(self.day.text(code))

    def without_phones(self) -> "Briefing":
        """As everybody may read it: names, but no phone of anybody; the hotline is public."""
        leader, medic, lost = (replace(contact, phone="") for contact in (self.leader, self.medic, self.lost))
        return replace(self, leader=leader, medic=medic, lost=lost)

    def says_the_same(self, other: "Briefing") -> bool:
        """Whether a reader would learn nothing new; that a fact was looked up again is no news."""
        return self._plain() == other._plain()

    def _plain(self) -> "Briefing":
        return replace(
            self, facts=tuple(replace(fact, checked_on=None, version=1, used=0, region_id=None) for fact in self.facts)
        )

    def content(self) -> dict[str, Any]:
        """As JSON keeps it."""
        words = {name: getattr(self, name).as_dict() for name in _WORDS}
        return {
            "form": _FORM, "starts_at": self.starts_at.isoformat(), "ends_at": self.ends_at.isoformat(),
            "time_zone": self.time_zone, "hotline": self.hotline, **words,
            **{name: [text.as_dict() for text in getattr(self, name)] for name in ("slogans", "rules")},
            **{name: asdict(getattr(self, name)) for name in ("leader", "medic", "lost")},
            "facts": [fact.as_facts() for fact in self.facts],
        }  # fmt: skip

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Briefing":
        """The same again. Raises ValueError for content of another form."""
        if content.get("form") != _FORM:
            raise ValueError("a briefing of another form")
        known: dict[str, Any] = {name: Translated.of(content.get(name, {})) for name in _WORDS}
        known |= {name: tuple(map(Translated.of, content[name])) for name in ("slogans", "rules")}
        known |= {name: Contact(**content[name]) for name in ("leader", "medic", "lost")}
        known |= {name: datetime.fromisoformat(content[name]) for name in ("starts_at", "ends_at")}
        facts = tuple(map(FactRow.of, content["facts"]))
        return cls(time_zone=content["time_zone"], hotline=content["hotline"], facts=facts, **known)


_WORDS: Final = ("title", "place", "why", "points", "day", "meeting", "bring")  # the last came later: old ones lack it


def lines_of(text: str) -> list[str]:
    """The lines of a text that is one item a line."""
    return [line for line in text.split("\n") if line]


@dataclass(frozen=True)
class VersionRow:
    """What was sent: its number, when (campaign time), whose account sent it, how many letters it became."""

    id: int
    number: int
    sent_at: datetime
    sent_by: str
    letters: int


@dataclass(frozen=True)
class Lack:
    """Something that a briefing still lacks: in words. `stops` it from being sent, or only deserves a look."""

    words: Words
    stops: bool = True


@dataclass(frozen=True)
class Reach:
    """Whom a version reaches: on the list, with an address, told already, of those still in the outbox."""

    people: int = 0
    reachable: int = 0
    told: int = 0
    waiting: int = 0

    @property
    def left(self) -> int:
        """Who would get a letter now."""
        return self.reachable - self.told


@dataclass(frozen=True)
class Sent:
    """What came of sending: the version, and how many letters were queued."""

    number: int
    letters: int


@dataclass(frozen=True)
class Desk:
    """Everything about the briefing of one event that its staff look at."""

    text: BriefingText
    page: Briefing
    lacks: tuple[Lack, ...] = ()
    versions: tuple[VersionRow, ...] = ()
    reach: Reach = field(default_factory=Reach)
    has_changed: bool = False

    @property
    def is_ready(self) -> bool:
        return self.text.is_written and not any(lack.stops for lack in self.lacks)


@dataclass(frozen=True)
class Briefed:
    """Of the events of a stop that are still to come: how many need a briefing, have one that is whole, had it sent."""

    needed: int = 0
    ready: int = 0
    sent: int = 0


@dataclass(frozen=True)
class EventBriefed:
    """An event that needs a briefing, and how far it is."""

    stop_id: int
    event_id: int
    title: Translated
    is_whole: bool
    is_sent: bool


class BriefedPort(Protocol):
    """Who keeps the people of an event and writes to them. Runs in the caller's unit of work."""

    def reach(self, session: Session, event_id: int, version_id: int | None) -> Reach:
        """Whom a version reaches; None: none was sent yet."""

    def send(self, session: Session, event_id: int, version_id: int) -> int:
        """Queue a letter to everybody who comes or waits, has an address and has not got this version; how many."""
