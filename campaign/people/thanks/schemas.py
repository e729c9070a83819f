"""The plain data of certificates and letters of thanks: what is on one, and what a page shows of it."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from campaign.core.i18n import Translated

LONGEST_TEXT: Final = 400
LONGEST_NAME: Final = 200
AT_ONCE: Final = 200  # sheets that are drawn while somebody waits; more are for a task
_FORM: Final = 1  # of the frozen content; a later one is read beside it, never instead of it
Pair = tuple[str, str]
"""Kazakh and Russian."""


class ThanksKind(StrEnum):
    """CERTIFICATE: says that somebody took part, and for how many hours. LETTER: thanks a person or an organisation."""

    CERTIFICATE = "certificate"
    LETTER = "letter"


PREFIXES: Final = {ThanksKind.CERTIFICATE: "СР", ThanksKind.LETTER: "АХ"}


@dataclass(frozen=True)
class Texts:
    """What certificates and letters of an event say; `{event}`, `{place}`, `{day}` and `{hours}` are filled in for each."""

    certificate: Translated
    letter: Translated
    version: int = 0
    is_own: bool = False

    def of(self, kind: ThanksKind) -> Translated:
        return self.certificate if kind is ThanksKind.CERTIFICATE else self.letter


@dataclass(frozen=True)
class Recipient:
    """Whom a sheet is for. `key` names them without saying who that is: `registration:7`, `organisation:3`, or a hash."""

    key: str
    name: str
    organisation: str = ""
    registration_id: int | None = None
    minutes: int = 0


@dataclass(frozen=True)
class Facts:
    """All that stands on a sheet but its number and date: when nothing of it changes, no new sheet is made."""

    campaign: Pair
    title: Pair
    name: str
    organisation: str
    text: Pair
    post: Pair
    signer: str
    seal: str

    def as_facts(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Frozen:
    """A sheet as it was made: the facts, the line of place and date, the number, and the address behind its code."""

    facts: Facts
    dated: str
    number: str
    check: str

    def content(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"form": _FORM, "facts": self.facts.as_facts(), "dated": self.dated, "number": self.number, "check": self.check}

    @classmethod
    def of(cls, content: dict[str, Any]) -> "Frozen":
        """The same again. Raises ValueError for content of another form."""
        if content.get("form") != _FORM:
            raise ValueError("a certificate of another form")
        facts: dict[str, Any] = content["facts"]
        kept: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in facts.items()}
        return cls(Facts(**kept), content["dated"], content["number"], content["check"])


@dataclass(frozen=True)
class CertificateRow:
    """One certificate or letter as the list of its event shows it."""

    id: int
    kind: ThanksKind
    registration_id: int | None
    event_id: int
    region_id: int
    stop_id: int
    minutes: int
    made_at: datetime
    released_at: datetime | None
    replaced_at: datetime | None
    code: str
    frozen: Frozen

    @property
    def number(self) -> str:
        return self.frozen.number

    @property
    def name(self) -> str:
        return self.frozen.facts.name


@dataclass(frozen=True)
class Checked:
    """What anybody may know of a certificate by its code: nothing personal."""

    kind: ThanksKind
    number: str
    event: Translated
    starts_at: datetime
    time_zone: str
    minutes: int
    stands: bool


@dataclass(frozen=True)
class Made:
    """What came of making sheets: how many are new, how many stood already and say the same."""

    new: int
    kept: int


@dataclass(frozen=True)
class OwnThanks:
    """What the holder of a ticket finds after the event."""

    minutes: int = 0
    sheets: tuple[CertificateRow, ...] = field(default_factory=tuple)

    def __bool__(self) -> bool:
        return bool(self.minutes or self.sheets)
