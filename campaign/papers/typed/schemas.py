"""What typing back is made of: rows as they were printed, what was typed about them, and the port of later features."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy.orm import Session

from campaign.core.i18n import Words
from campaign.core.prints import Numbered

LONGEST_LINE: Final = 300
LONGEST_TEXT: Final = 20_000
MOST_AMOUNT: Final = 99_999


class TypingState(StrEnum):
    """`READY` is typed to the end: seen before it is posted, or waiting for a second person. `DROPPED` was thrown away."""

    DRAFT = "draft"
    READY = "ready"
    POSTED = "posted"
    UNDONE = "undone"
    DROPPED = "dropped"


LIVE: Final = (TypingState.DRAFT, TypingState.READY, TypingState.POSTED)


class Grade(StrEnum):
    """How much a sentence about a row matters: `BAD` keeps the page from being posted."""

    BAD = "bad"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands on the page: its number, what it is about (`registration:17`), the texts of its cells.

    `called`: what tells it from others, where its kind knows better than the first words do.
    """

    number: str
    key: str
    words: tuple[str, ...]
    called: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether it was left white for a pen."""
        return not self.key and all(words in ("", self.number) for words in self.words)

    @property
    def name(self) -> str:
        """What tells it from others, else the first text with letters beside its number; empty for a blank one."""
        if self.called:
            return self.called
        told = (words for words in self.words if words != self.number and any(char.isalpha() for char in words))
        return next(told, "")

    @property
    def id(self) -> int:
        """The last number of its key: 17 of `registration:17`; 0 for none."""
        number = self.key.rpartition(":")[2]
        return int(number) if number.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign behind a number (`x`; "" for the number alone), with the amount that may follow it (`s2`)."""

    sign: str
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed about one row. `words`: what was written into a blank row, or stood behind a colon."""

    row: Row
    marks: tuple[Mark, ...]
    words: str = ""

    def has(self, sign: str) -> bool:
        return any(mark.sign == sign for mark in self.marks)

    def amount(self, sign: str, without: int = 0) -> int:
        """How much stands behind the sign: `without` when it has no number; 0 when it was not typed."""
        return next((without if mark.amount is None else mark.amount for mark in self.marks if mark.sign == sign), 0)


@dataclass(frozen=True)
class Sign:
    """One sign of a kind, in small Latin letters; "" is the number alone.

    `also`: what other layouts of a keyboard give where one means it (х and ч for x). `amount`: whole numbers may follow it;
    `note`: words may follow it behind a colon, to the end of the line.
    """

    sign: str
    words: Words
    also: tuple[str, ...] = ()
    amount: bool = False
    note: bool = False


@dataclass(frozen=True)
class Total:
    """A sum at the foot of a page, counted by hand, that is compared with what was typed."""

    label: Words
    of: Callable[[Sequence[Entry]], int]


@dataclass(frozen=True)
class Foot:
    """Sums done by hand at the foot of a page, so many numbers, typed behind `=` and a letter: `=s 40 33 7 0`.

    A kind gets them as an entry about no row: its row is numbered `=s`, its key is `foot:` with the number of the first row of
    the page, and each number is the amount of a mark, "0", "1" and so on. `boxes` say what they are, in their order.
    """

    sign: str
    label: Words
    boxes: tuple[Words, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class TypedSheet(Numbered):
    """The sheet that is typed back, as far as kinds must know it. `subject_id`: the event, stop, store or document."""

    id: int
    number: int
    kind: str
    subject_id: int
    region_id: int
    stop_id: int | None
    language: str
    revision: int
    printed_at: datetime
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about one row of the page, by its number; about the whole page without one."""

    number: str
    grade: Grade
    words: str


Facts = dict[str, Any]
"""What was posted, as JSON keeps it for undoing: numbers of rows in the database, never a name or a phone."""


@dataclass(frozen=True)
class Posted:
    """What came of posting: the facts that `undo` gets, and what could not be done, row by row."""

    facts: Facts
    left: tuple[Said, ...] = ()


@dataclass(frozen=True)
class TypedKind:
    """How sheets of one kind are typed back. A later feature makes one and lists it in registry/papers.py (TYPED).

    `code` is that of the press. `ensure` raises Refused for whoever may not write what this kind writes. `judge` looks at the
    entries beside what is known now, without changing anything: shown before posting. `post` and `undo` write, inside a unit of
    work that holds the typing; they use the services that screens use. `undo` says what could not be taken back. `fills` says
    what is written into blank rows ("name and phone"), empty where nothing can be. `hint` explains the signs in a sentence.
    `called` tells a row from others where that is not its first words; `feet` are sums that are typed back, too. `meaning` says
    what the signs of a printed row come to, where that is more than their words one after the other.
    """

    code: str
    signs: tuple[Sign, ...]
    ensure: Callable[[TypedSheet], None]
    judge: Callable[[TypedSheet, Sequence[Entry]], Sequence[Said]]
    post: Callable[[Session, TypedSheet, Sequence[Entry]], Posted]
    undo: Callable[[Session, TypedSheet, Facts], Sequence[Said]]
    totals: tuple[Total, ...]
    fills: Words = ""
    hint: Words = ""
    examples: tuple[tuple[Words, Words], ...] = ()
    called: Callable[[Row], str] | None = None
    feet: tuple[Foot, ...] = ()
    meaning: Callable[[Entry], str] | None = None

    def marks_of(self, entry: Entry) -> str:
        """The signs behind a row, in words: `signed, no photo`."""
        known: dict[str, Words] = {sign.sign: sign.words for sign in self.signs}
        foot = next((foot for foot in self.feet if entry.row.number == f"={foot.sign}"), None)
        if self.meaning is not None and foot is None and entry.row.key:
            return self.meaning(entry)
        if foot is not None:
            known = {str(place): words for place, words in enumerate(foot.boxes)}
        said = (str(known[mark.sign]) + (f" {mark.amount}" if mark.amount is not None else "") for mark in entry.marks)
        return ", ".join(said)

    def words_of(self, entry: Entry) -> str:
        """The same with what was written."""
        return ", ".join(filter(None, (self.marks_of(entry), entry.words)))


@dataclass(frozen=True, slots=True)
class Slip:
    """Something typed that cannot be read: the piece of text, and what is wrong with it."""

    typed: str
    words: str


@dataclass(frozen=True)
class Line:
    """One line as it was typed, and what was read of it. `again`: rows of which another line spoke before."""

    text: str
    entries: tuple[Entry, ...] = ()
    slips: tuple[Slip, ...] = ()
    again: tuple[str, ...] = ()
    totals: tuple[int, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A whole page as it was typed: line by line, and what counts of it, a row once, in the printed order."""

    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]
    totals: tuple[int, ...] = ()

    @property
    def slips(self) -> tuple[Slip, ...]:
        return tuple(slip for line in self.lines for slip in line.slips)

    @property
    def of_row(self) -> Mapping[str, Entry]:
        return {entry.row.number: entry for entry in self.entries}


@dataclass(frozen=True)
class PageTyping:
    """One typing of one page. `rows`, `text` and `facts` are there only where one typing is opened, the text only for whoever
    may read it.
    """

    uid: str
    sheet: TypedSheet
    page: int
    turn: int
    state: TypingState
    double: bool
    user_id: int | None
    user: str
    version: int
    changed_at: datetime
    posted_at: datetime | None
    undone_at: datetime | None
    rows: tuple[Row, ...] = field(repr=False, default=())
    text: str = field(repr=False, default="")
    facts: Facts = field(repr=False, default_factory=dict)
