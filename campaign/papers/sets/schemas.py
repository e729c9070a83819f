"""The plain data of paper sets: what is wished for, what a set and its papers are, when sets are made ahead."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated, Words
from campaign.core.prints import Numbered
from campaign.papers.schemas import Subject, SubjectKind

MOST_PAPERS: Final = 2000  # of one set
MOST_DAYS: Final = 7  # ahead
SETS_OF: Final = (SubjectKind.STOP, SubjectKind.EVENT)


class Binding(StrEnum):
    """What file a set becomes."""

    PDF = "pdf"
    ZIP = "zip"

    @property
    def mimetype(self) -> str:
        return "application/pdf" if self is Binding.PDF else "application/zip"


class ItemState(StrEnum):
    """What became of one paper of a set. `same`: a sheet printed before says the same still, and is taken again."""

    WAITING = "waiting"
    FROZEN = "frozen"
    SAME = "same"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class SetWish:
    """What somebody wants in a set: the codes of the papers, their languages, how they are bound."""

    codes: tuple[str, ...]
    languages: tuple[str, ...]
    binding: Binding = Binding.PDF
    both_sides: bool = False
    only_new: bool = False


@dataclass(frozen=True)
class Part:
    """A thing inside a stop that has papers of its own, with the words that stand above them; `day` is that of an event."""

    subject: Subject
    words: Translated
    day: date | None = None


@dataclass(frozen=True)
class SetItem(Numbered):
    """One paper of a set, without what stands on it. `newer`: the revision that was printed after it, if any."""

    position: int
    code: str
    name: Words
    part: Translated
    language: str
    state: ItemState
    number: int | None
    revision: int | None
    trouble: str
    newer: int | None = None


@dataclass(frozen=True)
class SetRow:
    """One set. `ready_at` is a moment of the campaign's calendar, None while it is being made; `days` of what was made ahead.

    `papers` is how many it is made of, `kept` whether its file is there still.
    """

    uid: str
    subject: Subject
    binding: Binding
    both_sides: bool
    only_new: bool
    asked_at: datetime
    ready_at: datetime | None
    first_day: date | None
    last_day: date | None
    made_by: str
    papers: int
    job_uid: str | None
    file_uid: str | None
    mark: int
    kept: bool = False

    @property
    def is_ahead(self) -> bool:
        return self.first_day is not None


@dataclass(frozen=True)
class EveningRule:
    """When the sets of a region are made ahead: the hour on the wall of the place, for how many days, in which languages."""

    region_id: int
    is_on: bool = True
    hour: int = 20
    days: int = 2
    languages: tuple[str, ...] = ("kk",)
    version: int = 0
