"""The plain data of recording: what phones send and are told, how a door stands, what staff see."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated
from campaign.events.schemas import EventState
from campaign.walks.schemas import Sign, Soap

SALT: Final = "walk"  # of what a phone keeps sealed; the same stands in static/walk/purpose.js
LINK_AFTER: Final = timedelta(hours=6)  # how long after the walk a link is usually good: doors that are visited again
SHOWN_FROM: Final = timedelta(minutes=5)
MOST_PIECES: Final = 99
MOST_NOTE: Final = 200
MOST_REASON: Final = 300


class RecordKind(StrEnum):
    DOOR = "door"
    UNDO = "undo"


class Outcome(StrEnum):
    """What became of an item: it counts, a person has to look at it, or it cannot be what it claims."""

    TAKEN = "taken"
    REVIEW = "review"
    REFUSED = "refused"


class Why(StrEnum):
    """Why an item does not simply count; the sentences stand in `words`."""

    FINE = ""
    CLOSED = "closed"
    OTHER_TEAM = "other_team"
    EARLY = "early"
    LATE = "late"
    OFF = "off"
    BEFORE_LINK = "before_link"
    NO_DOOR = "no_door"
    MALFORMED = "malformed"
    KEY_REUSED = "key_reused"


class Decision(StrEnum):
    """What a coordinator made of an item that waited to be looked at."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class Stage(StrEnum):
    """How far a door is: nobody was there yet, somebody has to come again, or it is done."""

    LEFT = "left"
    AGAIN = "again"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Result:
    """What happened at a door. A refusal is one of four answers and nothing more."""

    soap: Soap = Soap.UNSET
    pieces: int = 0
    sign: Sign = Sign.UNSET
    note: str = ""

    @property
    def stage(self) -> Stage:
        if self.soap is Soap.UNSET:
            return Stage.LEFT
        return Stage.AGAIN if self.soap is Soap.ABSENT else Stage.DONE

    @property
    def is_whole(self) -> bool:
        """Whether it says all there is to say: what became of the soap and, where somebody was there, of the sign."""
        return self.soap is Soap.ABSENT or (self.soap is not Soap.UNSET and self.sign is not Sign.UNSET)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a phone did, as it came: cleaned, not judged but for `problem`, which says that it cannot be what it claims.

    `claimed_at` is the phone's own clock. `of` is the key that an undo speaks of.
    """

    key: str
    kind: RecordKind
    body_hash: str
    claimed_at: datetime | None
    door_id: int | None = None
    result: Result = Result()
    of: str = ""
    problem: Why = Why.FINE


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of one item."""

    key: str
    outcome: Outcome
    why: Why = Why.FINE


@dataclass(frozen=True, slots=True)
class Written:
    """A row of a sheet that was typed back: the door as it was shown (`version`), and what the sheet says of it."""

    door_id: int
    version: int
    result: Result


@dataclass(frozen=True, slots=True)
class TeamHere:
    """The team whose phone it is, with its event, held until the unit of work ends."""

    id: int
    event_id: int
    number: int
    name: str
    closed_at: datetime | None
    region_id: int
    stop_id: int
    state: EventState
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    title: Translated


@dataclass(frozen=True)
class Portion:
    """How far the doors of a team or a floor are, and what was given and put up there; refusals are counts of doors."""

    doors: int = 0
    done: int = 0
    again: int = 0
    pieces: int = 0
    up: int = 0
    refused: int = 0
    impossible: int = 0
    there: int = 0
    not_taken: int = 0

    @property
    def left(self) -> int:
        return self.doors - self.done - self.again

    def __add__(self, other: "Portion") -> "Portion":
        return Portion(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class FloorProgress:
    floor_id: int
    label: str
    portion: Portion


@dataclass(frozen=True)
class TeamProgress:
    """A team and its floors in their order."""

    team_id: int
    number: int
    name: str
    closed_at: datetime | None
    floors: tuple[FloorProgress, ...]

    @property
    def total(self) -> Portion:
        return sum((floor.portion for floor in self.floors), Portion())


@dataclass(frozen=True)
class LogLine:
    """One record as staff see it: which door and who brought it, never what somebody answered there."""

    id: int
    kind: RecordKind
    room: str | None
    team: int | None
    happened_at: datetime
    received_at: datetime
    device: str | None
    undone: bool
    outcome: Outcome
    why: Why
    decision: Decision | None
    reason: str

    @property
    def is_late(self) -> bool:
        """Whether it came in so much later that both moments are worth showing."""
        return self.received_at - self.happened_at > SHOWN_FROM
