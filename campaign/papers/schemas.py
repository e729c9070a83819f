"""What a paper is about, who signs it, what kinds there are, and what is frozen: plain data, and the port of later features."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from campaign.core.i18n import LANGUAGES, Translated, Words, _
from campaign.core.prints import Numbered
from campaign.papers.changes.schemas import Changes
from campaign.pdf.parts import Approval, Approvals, Paper, Signer, plain, rebuilt
from campaign.pdf.parts import Words as KitWords

MOST_AGREEMENTS: Final = 3
MOST_AT_ONCE: Final = 2000  # rows of a paper that is made while somebody waits for it
CHOICE: Final = "choice_"  # how the fields of choices begin in a form
_FORM: Final = 1  # of the frozen content; a later one is read beside it, never instead of it


class SubjectKind(StrEnum):
    RELAY = "relay"
    STOP = "stop"
    EVENT = "event"
    STORE = "store"
    STOCK_DOCUMENT = "document"
    EXHIBITION = "exhibition"


class Head(StrEnum):
    """A place for a signature that comes from the settings of a relay or a stop."""

    APPROVES = "approves"
    AGREES = "agrees"
    DREW_UP = "drew_up"


@dataclass(frozen=True)
class Subject:
    """What a paper is about, as far as papers must know it: whose it is, its name, the clock on its wall.

    `relay_id` or `stop_id` is where its signers are kept: those of an event are its stop's; the store of a region has neither.
    `sort`: the kind of an event, a store or a document.
    """

    kind: SubjectKind
    id: int
    region_id: int
    stop_id: int | None
    relay_id: int | None
    name: Translated
    time_zone: str
    sort: str = ""


@dataclass(frozen=True)
class Days:
    """From which day to which a thing lasts, by the wall of its place, both included. `is_off`: it was called off."""

    first: date
    last: date
    is_off: bool = False


@dataclass(frozen=True)
class SubjectPort:
    """How later features make their things known: a reader that raises NotFound out of scope, and the thing's page.

    `days` of a thing that has its days; it raises as `read` does. `names` of many at once, in the asker's scope.
    """

    kind: SubjectKind
    read: Callable[[int], Subject]
    endpoint: str
    parameter: str
    days: Callable[[int], Days] | None = None
    names: Callable[[Iterable[int]], dict[int, Translated]] | None = None


@dataclass(frozen=True)
class Signatory:
    """Who signs: position and body, and the name. What is not known is empty, and a line on the paper."""

    post: Translated = field(default_factory=Translated)
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.post or self.name)

    @classmethod
    def of(cls, facts: dict[str, Any]) -> "Signatory":
        return cls(Translated.of(facts["post"]), facts["name"])

    def as_facts(self) -> dict[str, Any]:
        return {"post": self.post.as_dict(), "name": self.name}


@dataclass(frozen=True)
class Signers:
    """Who approves, who agrees, and who drew a paper up."""

    approves: Signatory = Signatory()
    agrees: tuple[Signatory, ...] = ()
    drew_up: Signatory = Signatory()

    def as_facts(self) -> dict[str, Any]:
        agrees = [one.as_facts() for one in self.agrees]
        return {"approves": self.approves.as_facts(), "agrees": agrees, "drew_up": self.drew_up.as_facts()}

    @classmethod
    def of(cls, facts: dict[str, Any]) -> "Signers":
        agrees = tuple(Signatory.of(one) for one in facts["agrees"])
        return cls(Signatory.of(facts["approves"]), agrees, Signatory.of(facts["drew_up"]))

    def filled(self, suggested: "Signers") -> "Signers":
        """The same with what is suggested where nothing is written."""
        return Signers(self.approves or suggested.approves, self.agrees or suggested.agrees, self.drew_up or suggested.drew_up)

    def approvals(self, year: int) -> Approvals:
        """The head of a paper in the language spoken now: agreement at the left, approval at the right."""
        agrees = self.agrees or (Signatory(),)
        left = tuple(_block(_("AGREED"), one, year) for one in agrees)
        return Approvals(left, (_block(_("APPROVED"), self.approves, year),))

    def drawn_up(self) -> Signer:
        """Who drew the paper up, for its foot."""
        post = self.drew_up.post.text()
        words = _("Drawn up by: %(post)s", post=post) if post else _("Drawn up by")
        return Signer(words, self.drew_up.name)


@dataclass(frozen=True)
class SignersFrom:
    """Those who sign from a day on, until the day before others do; `since` None: from the beginning. `until` is inclusive."""

    signers: Signers
    version: int
    valid_from: date
    since: date | None
    until: date | None
    is_now: bool


def _block(word: str, who: Signatory, year: int) -> Approval:
    post = tuple(line.strip() for line in who.post.text().split("\n"))
    return Approval(word, post, who.name, _("“____” ______________ %(year)s", year=year), _("Seal"))


@dataclass(frozen=True)
class Choice:
    """What is chosen at printing: one of the `values` with their words, or, with `most`, a whole number from 0 to that.

    With `complaint` it is a line of text, and that says what is wrong with it (nothing: ""). `usual` is taken where nobody
    chooses: by the one click of a panel.
    """

    name: str
    label: Words
    usual: str
    values: tuple[tuple[str, Words], ...] = ()
    most: int = 0
    hint: Words = ""
    complaint: Callable[[str], Words] | None = None

    def allows(self, value: str) -> bool:
        if self.complaint is not None:
            return not self.complaint(value)
        if self.values:
            return value in dict(self.values)
        return value.isascii() and value.isdecimal() and len(value) <= len(str(self.most)) and int(value) <= self.most


def chosen_among(choices: Iterable[Choice], wished: Mapping[str, str]) -> dict[str, str]:
    """A value for each of the choices; the usual for what is missing or is no value of it."""
    return {
        choice.name: given if (given := wished.get(choice.name, "")) and choice.allows(given) else choice.usual
        for choice in choices
    }  # fmt: skip


class Phones(StrEnum):
    """What a kind of sheet has to do with phones of people."""

    NONE = "none"  # nobody's stands on it
    OPTIONAL = "optional"  # they do, and may be left out
    SHARED = "shared"  # only the one that everybody at the event is given anyway: of a leader, of a hotline
    NEEDED = "needed"  # it is made to call somebody: without phones it is not printed at all


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper (SPEC D). A later feature makes one and lists it in registry.py.

    `read` asks the database for what stands on the paper, as the asker may see it; `draw` makes the paper of it and of
    the signers, purely. Both run in the language of the paper. `heads` are the signatures that it takes from the settings;
    `suggest` fills those that nobody has written. The code names the kind of its sheets for good.
    `edit` is the endpoint of the page, with the parameter of the subject, where what stands on the paper is changed.
    A kind with `choices` gets, as third argument of `draw`, what was chosen for each of them, by its name. `count` says how
    many rows a long list has: one with more than MOST_AT_ONCE is printed as a task. `only`: the kinds of events (or stores, or
    documents) that have such a paper; empty means all. `reads_choices`: `read` gets what was chosen as its second argument,
    because only a part of what there is shall be asked for. `phones` of people stand on it, or not; `sizes`: its type may be
    larger (a drawing's may not); `in_two`: it may be printed in Kazakh and Russian together, for its rows have one order in
    both. These settings of a print need no code in a kind (`papers/settings.py`). What is signed as final `proves`: the head of
    the audit chain stands in its small print. Whoever prints or opens one that shows `minors` says why (`web/reasons.py`).
    `sample` gives what `read` would, invented, of a cast and a size; a feature with more to invent has `samples.py` instead.
    """

    code: str
    name: Words
    subject: SubjectKind
    read: Callable[..., Any]
    draw: Callable[..., Paper]
    note: Words = ""
    heads: tuple[Head, ...] = ()
    suggest: Callable[[int], Signers] | None = None
    languages: tuple[str, ...] = LANGUAGES
    edit: str = ""
    choices: tuple[Choice, ...] = ()
    count: Callable[[int], int] | None = None
    only: tuple[str, ...] = ()
    reads_choices: bool = False
    phones: Phones = Phones.NONE
    sizes: bool = True
    in_two: bool = False
    proves: bool = False
    minors: bool = False
    sample: Callable[..., Any] | None = None

    def suits(self, subject: Subject) -> bool:
        """Whether this very relay, stop, event, store or document has such a paper."""
        return self.subject is subject.kind and (not self.only or subject.sort in self.only)

    def is_part(self, chosen: Mapping[str, str]) -> bool:
        """Whether only some of the paper was asked for, by a line of text: the rest of what was printed stays good."""
        return any(one.complaint is not None and chosen.get(one.name, one.usual).strip() != one.usual for one in self.choices)

    def chosen(self, wished: Mapping[str, str]) -> dict[str, str]:
        """A value for each of the choices: what was wished, else the usual."""
        return {choice.name: wished.get(choice.name, choice.usual) for choice in self.choices}


@dataclass(frozen=True)
class PrintWish:
    """How somebody wants a paper: its language, other signers than those of the settings for this one print, its choices."""

    language: str
    signers: Signers | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)

    def as_facts(self) -> dict[str, Any]:
        """For a task that prints it later, with the signers of the settings."""
        return {"language": self.language, "chosen": dict(self.chosen)}


@dataclass(frozen=True)
class Printed:
    """What came of asking for a paper: the number of the sheet, or the task that will make it."""

    number: int | None = None
    task_uid: str | None = None


@dataclass(frozen=True)
class SheetLine(Numbered):
    """One frozen sheet without what stands on it. `printed_by` is the account's name, empty for the system."""

    number: int
    revision: int
    language: str
    printed_at: datetime
    printed_by: str
    rows: int

    def printed_on_wall(self, zone: str) -> str:
        """When, by a clock on a wall of the place, as it stands at the foot of the paper."""
        return f"{self.printed_at.astimezone(ZoneInfo(zone)):%d.%m.%Y %H:%M}"


@dataclass(frozen=True)
class PaperLine:
    """A kind of paper of one subject, and the newest sheet of it in the chosen language."""

    kind: PaperKind
    newest: SheetLine | None
    sheets: int


@dataclass(frozen=True)
class Panel:
    """The papers of one subject, for the page of the subject. `language` is that of the next print."""

    subject: Subject
    language: str
    lines: tuple[PaperLine, ...]
    may_print: bool

    @property
    def names_signers(self) -> bool:
        """Whether any of them takes signatures from the settings."""
        return any(line.kind.heads for line in self.lines)


@dataclass(frozen=True)
class FrozenPaper:
    """A paper as it is frozen, with the kit's own words. `replaces` is the revision before it in the same language.

    `changes`: what changed since then, found when it was frozen; None where there was none to compare with.
    """

    paper: Paper
    words: KitWords
    replaces: str
    zone: str
    address: str
    subject: SubjectKind
    chosen: Mapping[str, str] = field(default_factory=dict)
    changes: Changes | None = None

    @property
    def fields(self) -> dict[str, str]:
        """What was chosen, as a form sends it to print the same anew."""
        return {f"{CHOICE}{name}": value for name, value in self.chosen.items()}

    def content(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "form": _FORM, "paper": plain(self.paper), "words": plain(self.words), "replaces": self.replaces,
            "zone": self.zone, "address": self.address, "subject": self.subject.value, "chosen": dict(self.chosen),
            **({"changes": self.changes.as_facts()} if self.changes is not None else {}),
        }  # fmt: skip

    @classmethod
    def of(cls, content: dict[str, Any]) -> "FrozenPaper":
        """The same again. Raises ValueError for content of another form."""
        if content.get("form") != _FORM:
            raise ValueError("a paper of another form")
        return cls(
            paper=rebuilt(content["paper"]), words=rebuilt(content["words"]), replaces=content["replaces"],
            zone=content["zone"], address=content["address"], subject=SubjectKind(content["subject"]),
            chosen=content.get("chosen", {}),
            changes=Changes.of(content["changes"]) if "changes" in content else None,
        )  # fmt: skip


@dataclass(frozen=True)
class PaperSheet:
    """A frozen sheet with all that stands on it, and the newest sheet of the same paper in its language, perhaps itself."""

    line: SheetLine
    kind: PaperKind
    subject: Subject
    frozen: FrozenPaper
    newest: SheetLine

    @property
    def is_newest(self) -> bool:
        return self.newest.number == self.line.number
