"""The plain data of door signs: what is wished for, what is frozen, what became of each, the sample that is looked at again."""

from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from campaign.core.i18n import Translated
from campaign.papers.schemas import SheetLine
from campaign.pdf.signs.schemas import Format, Sign, SignSet, SignWords

SIGNS: Final = "door_signs"
AT_ONCE: Final = 300  # signs that are printed while somebody waits for the page
LONGEST_NUMBER: Final = 16
LONGEST_ROOMS: Final = 500
LONGEST_NOTE: Final = 500
MOST_DAYS: Final = 366
MOST_PAGES: Final = 200  # of soap wraps at once
USUAL_PAGES: Final = 10
_FORM: Final = 1  # of the frozen content; a later one is read beside it, never instead of it


class Tongues(StrEnum):
    """The languages of a sign: Kazakh large with Russian below, or one of them alone."""

    BOTH = "kk_ru"
    KK = "kk"
    RU = "ru"

    @property
    def codes(self) -> tuple[str, ...]:
        return ("kk", "ru") if self is Tongues.BOTH else (self.value,)


class Which(StrEnum):
    """Which doors get a sign: those that have none, or all again; `some` are doors whose signs were spoilt."""

    BARE = "bare"
    ALL = "all"
    SOME = "some"


class SignState(StrEnum):
    """What became of a sign. `replaced`: another one was printed for its door before it was put up."""

    PRINTED = "printed"
    UP = "up"
    SPOILT = "spoilt"
    REPLACED = "replaced"
    GONE = "gone"
    DAMAGED = "damaged"
    MOVED = "moved"


STANDING: Final = (SignState.PRINTED, SignState.UP)
"""A door with one of these has a sign."""
LOST: Final = (SignState.GONE, SignState.DAMAGED, SignState.MOVED)
"""A sign that hung and does not any more: its door needs a new one, whatever the walk said."""


class Outcome(StrEnum):
    """What an inspector saw at a door of the sample."""

    UNSET = "unset"
    HANGS = "hangs"
    GONE = "gone"
    DAMAGED = "damaged"
    MOVED = "moved"


@dataclass(frozen=True)
class SignWish:
    """How somebody wants signs. `floors` and `rooms` narrow the doors, empty: all of them; `offices` only for `some`."""

    format: Format = Format.A5
    tongues: Tongues = Tongues.BOTH
    slogan: Translated = field(default_factory=Translated)
    which: Which = Which.BARE
    with_position: bool = False
    floors: tuple[int, ...] = ()
    rooms: str = ""
    offices: tuple[int, ...] = ()

    def as_facts(self) -> dict[str, Any]:
        """For a task that prints them later, and for telling one wish from another."""
        return {**asdict(self), "slogan": self.slogan.as_dict(), "floors": list(self.floors), "offices": list(self.offices)}

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "SignWish":
        return cls(
            Format(facts["format"]), Tongues(facts["tongues"]), Translated.of(facts["slogan"]), Which(facts["which"]),
            facts["with_position"], tuple(facts["floors"]), facts["rooms"], tuple(facts["offices"]),
        )  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """Where signs hang: a building, and the walk for which they are printed, or none when it is the register.

    `stop_id` is whose sheet it becomes, so that the coordinator of the city sees what the region has printed.
    """

    building_id: int
    name: Translated
    region_id: int
    stop_id: int | None
    time_zone: str
    campaign: Translated
    slogans: tuple[Translated, ...]
    hotline: str
    event_id: int | None = None
    title: Translated = field(default_factory=Translated)
    writers: tuple[int, ...] = ()

    @property
    def walk_at(self) -> int | None:
        """The stop of the walk for which they are printed; None for the register."""
        return self.stop_id if self.event_id is not None else None


@dataclass(frozen=True)
class SignDoor:
    """A door that may get a sign; `state` of the one it has, PRINTED or UP, None without one."""

    office_id: int
    floor_id: int
    floor: str
    room: str
    unit_name: Translated
    position_title: Translated
    state: SignState | None = None


@dataclass(frozen=True)
class FloorCount:
    """The doors of a floor, and how many of them have no sign, one that is printed, one that is up."""

    floor_id: int
    floor: str
    doors: int
    bare: int
    printed: int
    up: int


@dataclass(frozen=True)
class SignRow:
    """One tracked sign; `state` is what stands now, also where the walk has said so. Without an office its door is gone."""

    id: int
    number: str
    office_id: int | None
    room: str
    floor: str
    unit_name: Translated
    state: SignState
    state_at: datetime | None


@dataclass(frozen=True)
class SignPaper:
    """Signs as they are frozen. `zone` is the IANA zone of the place, `which` of its doors they are for.

    `keys` say for which door each is (`office:17`); runs frozen before keys were kept have none.
    """

    signs: SignSet
    tongues: Tongues
    which: Which
    zone: str
    building_id: int
    event_id: int | None
    with_position: bool
    keys: tuple[str, ...] = ()

    def content(self) -> dict[str, Any]:
        """As JSON keeps it; a sign is a list, for hundreds of them are sealed and opened at once."""
        of = self.signs
        head = {
            "format": of.format.value, "language": of.language, "title": of.title, "brand": list(of.brand),
            "slogan": list(of.slogan), "hotline": of.hotline, "address": of.address, "author": of.author,
        }  # fmt: skip
        return {
            "form": _FORM, "head": head, "words": asdict(of.words), "signs": [list(astuple(sign)) for sign in of.signs],
            "tongues": self.tongues.value, "which": self.which.value, "zone": self.zone, "building": self.building_id,
            "event": self.event_id, "with_position": self.with_position, "keys": list(self.keys),
        }  # fmt: skip

    @classmethod
    def of(cls, content: dict[str, Any], number: str) -> "SignPaper":
        """The same again; each sign gets its number from that of the sheet. Raises ValueError for content of another form."""
        if content.get("form") != _FORM:
            raise ValueError("door signs of another form")
        head = content["head"] | {"format": Format(content["head"]["format"]), "words": SignWords(**content["words"])}
        head |= {"title": f"{head['title']} – № {number}", "brand": tuple(head["brand"]), "slogan": tuple(head["slogan"])}
        signs = tuple(
            Sign(room, tuple(unit), sign_number(number, place)) for place, (room, unit, _) in enumerate(content["signs"], 1)
        )
        return cls(
            SignSet(**head, signs=signs), Tongues(content["tongues"]), Which(content["which"]), content["zone"],
            content["building"], content["event"], content["with_position"], tuple(content.get("keys", ())),
        )  # fmt: skip


def sign_number(sheet: str, place: int) -> str:
    """`00436-12`: the number of the sheet, and the place on it."""
    return f"{sheet}-{place:02d}"


@dataclass(frozen=True)
class SignSheet:
    """A frozen run of signs with what became of each. `name` is the building's."""

    line: SheetLine
    region_id: int
    paper: SignPaper
    name: Translated
    title: Translated
    rows: tuple[SignRow, ...]


@dataclass(frozen=True)
class InspectionRule:
    """How many days after a walk, what share of its signs in percent is looked at again, and who says so."""

    days: int
    share: int
    source: Translated


@dataclass(frozen=True)
class RuleWish:
    """A new rule as typed."""

    valid_from: date
    days: int
    share: int
    source: Translated
    note: str = ""


@dataclass(frozen=True)
class Look:
    """A door of the sample, and what was seen there."""

    id: int
    position: int
    number: str
    room: str
    floor: str
    unit_name: Translated
    outcome: Outcome
    note: str


@dataclass(frozen=True)
class Seen:
    """What somebody says of a door of the sample."""

    look_id: int
    outcome: Outcome
    note: str = ""


@dataclass(frozen=True)
class Inspection:
    """The second look at the signs of a walk. `up`: how many hang now; `of`: how many hung when the sample was drawn.

    Nothing is drawn yet where `seed` is empty. `due` is None where no rule is in force on the day of the walk.
    """

    event_id: int
    region_id: int
    stop_id: int
    title: Translated
    campaign: Translated
    place: Translated
    day: date
    time_zone: str
    due: date | None
    rule: InspectionRule | None
    task_id: int | None
    seed: str
    drawn_at: datetime | None
    of: int
    version: int
    up: int
    looks: tuple[Look, ...] = ()

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many doors of the sample have each outcome."""
        return {outcome: sum(look.outcome is outcome for look in self.looks) for outcome in Outcome}

    @property
    def seen(self) -> int:
        return len(self.looks) - self.counts[Outcome.UNSET]

    @property
    def share_hanging(self) -> int | None:
        """Percent of the doors that were seen; None before the first."""
        return round(self.counts[Outcome.HANGS] * 100 / self.seen) if self.seen else None
