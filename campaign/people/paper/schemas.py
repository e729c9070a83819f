"""The plain data of printed rosters: what was asked for, what is frozen, what a sheet's page shows."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from campaign.papers.changes.schemas import Changes
from campaign.papers.schemas import SheetLine
from campaign.people.lists.ordering import Order
from campaign.people.schemas import Marking, Roster, RosterLine

ROSTER: Final = "roster"
MOST_BLANK_ROWS: Final = 60
USUAL_BLANK_ROWS: Final = 6
_FORM: Final = 1  # of the frozen content; a later one is read beside it, never instead of it


@dataclass(frozen=True)
class PrintWish:
    """How somebody wants a roster on paper: language and alphabet, last column, blank rows at the end, order, settings."""

    language: str
    marking: Marking = Marking.BOX
    blank_rows: int = USUAL_BLANK_ROWS
    order: Order = Order.NAME
    phones: bool = True
    large: bool = False
    saving: bool = False

    def as_facts(self) -> dict[str, Any]:
        """For a task that prints it later."""
        return asdict(self)

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "PrintWish":
        """From the facts of a task, also of one that was queued before a setting was there."""
        known = {name: facts[name] for name in cls.__dataclass_fields__ if name in facts}
        return cls(**known | {"marking": Marking(facts["marking"]), "order": Order(facts.get("order", Order.NAME))})


@dataclass(frozen=True)
class Printed:
    """What came of asking for a roster: the number of the sheet, or the task that will make it."""

    number: int | None = None
    task_uid: str | None = None


@dataclass(frozen=True)
class RosterWords:
    """Every word on the paper that is not somebody's own, in the paper's language; frozen with it.

    `sign` stands before the number of the sheet; rosters frozen before it was asked for keep theirs.
    """

    campaign: str
    title: str
    when: str
    people: str
    organisations: str
    responsible: str
    nobody_named: str
    number: str
    full_name: str
    organisation: str
    role: str
    group: str
    phone: str
    mark: str
    note: str
    in_charge: str
    checked_by: str
    legal: str
    sheet: str
    page: str
    revision: str
    printed: str
    continued: str
    signature: str
    empty: str
    sign: str = "№"


def place_of(line: RosterLine) -> str:
    """Group and seat as one cell: `2 / 14`."""
    return " / ".join(part for part in (line.group, line.seat) if part)


def _as_list(line: RosterLine) -> list[str | int]:
    return [
        line.full_name, line.organisation, line.role, line.phone, line.group, line.seat, line.note, line.registration_id,
    ]  # fmt: skip


@dataclass(frozen=True)
class RosterPrint:
    """A roster as it is frozen: all that the paper, the sheet of a spreadsheet and the page are made of.

    `zone` is the IANA zone of the place, `address` what the QR of a page begins with, before the sheet's number. Sheets that
    were printed before there were settings have none in their content. `changes`: since the revision before it in its language.
    `wide`: groups have long names, so their column is twice as wide.
    """

    roster: Roster
    words: RosterWords
    marking: Marking
    blank_rows: int
    zone: str
    address: str
    order: Order = Order.NAME
    phones: bool = True
    large: bool = False
    saving: bool = False
    changes: Changes | None = None
    wide: bool = False

    @property
    def settings(self) -> dict[str, Any]:
        """What was asked for beside language, last column and blank rows."""
        return {"order": self.order.value, "phones": self.phones, "large": self.large, "saving": self.saving}

    def content(self) -> dict[str, Any]:
        """As JSON keeps it; a line is a list, for ten thousand of them are sealed and opened at once."""
        head = {
            **vars(self.roster),
            "day": self.roster.day.isoformat(),
            "lines": [_as_list(line) for line in self.roster.lines],
        }
        return {
            "form": _FORM,
            "roster": head,
            "words": asdict(self.words),
            "marking": self.marking.value,
            "blank_rows": self.blank_rows,
            "zone": self.zone,
            "address": self.address,
            "settings": self.settings,
            **({"wide": True} if self.wide else {}),
            **({"changes": self.changes.as_facts()} if self.changes is not None else {}),
        }

    @classmethod
    def of(cls, content: dict[str, Any]) -> "RosterPrint":
        """The same again. Raises ValueError for content of another form."""
        if content.get("form") != _FORM:
            raise ValueError("a roster of another form")
        head, settings = content["roster"], content.get("settings", {})
        lines = tuple(RosterLine(*line) for line in head["lines"])
        return cls(
            roster=Roster(**head | {"day": date.fromisoformat(head["day"]), "lines": lines}),
            words=RosterWords(**content["words"]),
            marking=Marking(content["marking"]),
            blank_rows=content["blank_rows"],
            zone=content["zone"],
            address=content["address"],
            changes=Changes.of(content["changes"]) if "changes" in content else None,
            wide=content.get("wide", False),
            **settings | ({"order": Order(settings["order"])} if settings else {}),
        )


@dataclass(frozen=True)
class RosterSheet:
    """A frozen sheet with all that stands on it. `newest` is the last revision of the same event's roster."""

    line: SheetLine
    event_id: int
    newest: int
    paper: RosterPrint

    @property
    def is_newest(self) -> bool:
        return self.line.revision == self.newest
