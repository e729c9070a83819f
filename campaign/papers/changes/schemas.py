"""What changed between two sheets, as it is kept with the newer one."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

from campaign.core.i18n import _l
from campaign.core.prints import Numbered

NOTHING_COMPARED: Final = _l("This sheet was compared with no other one: it is the first of its kind in this language.")


class Happened(StrEnum):
    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


class Said(NamedTuple):
    """One row of a sheet, or one line of its other words: its number on it, what it is about (empty: not known), its words."""

    number: str
    key: str
    words: str


class Change(NamedTuple):
    """One of them: its number on the newer sheet (on the older one, if it is gone), what it said and what it says now."""

    happened: Happened
    number: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True)
class Changes(Numbered):
    """All that changed since the sheet `number`, revision `revision`: rows of its lists, and its other words (`texts`)."""

    number: int
    revision: int
    rows: Sequence[Change] = ()
    texts: Sequence[Change] = ()

    def __bool__(self) -> bool:
        return bool(self.rows or self.texts)

    def counted(self, happened: str) -> int:
        """How many rows were added, are gone or have changed."""
        return sum(change.happened == happened for change in self.rows)

    def as_facts(self) -> dict[str, Any]:
        """As JSON keeps it: a change is a list, for there may be thousands."""
        return {
            "number": self.number, "revision": self.revision,
            "rows": [list(change) for change in self.rows], "texts": [list(change) for change in self.texts],
        }  # fmt: skip

    @classmethod
    def of(cls, facts: dict[str, Any]) -> "Changes":
        """The same again."""
        rows, texts = ([Change(Happened(first), *rest) for first, *rest in facts[name]] for name in ("rows", "texts"))
        return cls(facts["number"], facts["revision"], tuple(rows), tuple(texts))


@dataclass(frozen=True)
class OfSheet:
    """Whose changes they are: the paper and its subject in the paper's language, number, revision and time as at its foot."""

    language: str
    paper: str
    subject: str
    number: str
    revision: int
    printed: str
    legal: str = ""
    large: bool = False
    saving: bool = False
