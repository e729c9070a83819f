"""The plain data of printed badges: what was asked for, what is frozen, what the pages show."""

from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from campaign.core.i18n import Translated
from campaign.papers.schemas import SheetLine
from campaign.pdf.badges.schemas import Badge, BadgeSet, BadgeWords, Layout

BADGES: Final = "badges"
MOST_BLANK: Final = 96
USUAL_BLANK: Final = 8
_FORM: Final = 1  # of the frozen content; a later one is read beside it, never instead of it


class Which(StrEnum):
    """Whose badges: of those who have none yet or about whom something changed; all again; one; none, to be written on."""

    DUE = "due"
    NEW = "new"
    ALL = "all"
    ONE = "one"
    BLANK = "blank"


@dataclass(frozen=True)
class BadgeWish:
    """How somebody wants badges. `registration_id` says whose the one is, `blanks` how many blank ones."""

    language: str
    layout: Layout
    which: Which = Which.DUE
    registration_id: int | None = None
    blanks: int = USUAL_BLANK

    def as_facts(self) -> dict[str, Any]:
        """For a task that prints them later."""
        return {"language": self.language, "layout": self.layout.value, "which": self.which.value}

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "BadgeWish":
        return cls(facts["language"], Layout(facts["layout"]), Which(facts["which"]))


@dataclass(frozen=True)
class Offer:
    """One layout of an event: how many badges are new, how many changed since they were printed, and when that was last."""

    layout: Layout
    new: int
    changed: int
    everybody: int
    printed_at: datetime | None

    @property
    def due(self) -> int:
        return self.new + self.changed


@dataclass(frozen=True)
class RoleMark:
    """A role of an event, and whether it leads."""

    id: int
    name: Translated
    leads: bool


@dataclass(frozen=True)
class PrintedBadge:
    """The last badge of one person in one layout. `as_it_is`: it says what would be printed now."""

    layout: Layout
    number: int
    printed_at: datetime
    as_it_is: bool

    @property
    def shown_number(self) -> str:
        return f"{self.number:05d}"


@dataclass(frozen=True)
class BadgePaper:
    """Badges as they are frozen: all that their paper and their page are made of. `zone` is the IANA zone of the place.

    `keys` say whose badge each is (`registration:17`); blank ones and those frozen before keys were kept have none.
    """

    badges: BadgeSet
    which: Which
    zone: str
    keys: tuple[str, ...] = ()

    def content(self) -> dict[str, Any]:
        """As JSON keeps it; a badge is a list, for a thousand of them are sealed and opened at once."""
        of = self.badges
        head = {
            "layout": of.layout.value, "language": of.language, "title": of.title, "brand": list(of.brand), "event": of.event,
            "place": of.place, "when": of.when, "day": of.day, "author": of.author, "words": asdict(of.words),
        }  # fmt: skip
        people = [list(astuple(badge)) for badge in of.badges]
        return {
            "form": _FORM, "head": head, "badges": people, "which": self.which.value, "zone": self.zone,
            "keys": list(self.keys),
        }  # fmt: skip

    @classmethod
    def of(cls, content: dict[str, Any], number: str = "") -> "BadgePaper":
        """The same again, under the number of its sheet. Raises ValueError for content of another form."""
        if content.get("form") != _FORM:
            raise ValueError("badges of another form")
        head = content["head"]
        known = head | {"layout": Layout(head["layout"]), "words": BadgeWords(**head["words"])}
        badges = tuple(Badge(*badge) for badge in content["badges"])
        keys = tuple(content.get("keys", ()))
        return cls(BadgeSet(**known, badges=badges, number=number), Which(content["which"]), content["zone"], keys)


@dataclass(frozen=True)
class BadgeSheet:
    """A frozen set of badges with all that stands on them."""

    line: SheetLine
    event_id: int
    title: Translated
    paper: BadgePaper
