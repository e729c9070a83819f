"""The plain data of a letter to the police."""

from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Final

from campaign.core.i18n import LANGUAGES, Translated
from campaign.events.deadlines.schemas import OPEN_STANDINGS, Deadline, Standing
from campaign.motorcades.route.schemas import RoutePoint
from campaign.motorcades.schemas import Column

CODE: Final = "police_letter"  # of the paper; rules name it
LONGEST: Final = {"number": 60, "name": 120, "lines": 300, "text": 2000}
TEXTS: Final = ("sender", "addressee", "opening", "route", "request", "signer_post")


@dataclass(frozen=True)
class LetterWords:
    """What is written in a letter; phones are E.164 or empty.

    What is kept holds only what somebody has written otherwise than suggested: the rest follows the column, its head and the
    rules as they change.
    """

    number: str = ""
    dated: date | None = None
    sender: Translated = field(default_factory=Translated)
    addressee: Translated = field(default_factory=Translated)
    opening: Translated = field(default_factory=Translated)
    route: Translated = field(default_factory=Translated)
    request: Translated = field(default_factory=Translated)
    signer_post: Translated = field(default_factory=Translated)
    signer_name: str = ""
    responsible_name: str = ""
    responsible_phone: str = ""
    doer_name: str = ""
    doer_phone: str = ""

    def over(self, suggested: "LetterWords") -> "LetterWords":
        """The same with what is suggested wherever nothing is written, language by language."""
        return replace(self, **{name: _over(getattr(self, name), getattr(suggested, name)) for name in _NAMES})

    def apart_from(self, suggested: "LetterWords") -> "LetterWords":
        """Only what differs from what is suggested."""
        return replace(self, **{name: _apart(getattr(self, name), getattr(suggested, name)) for name in _NAMES})

    def as_facts(self) -> dict[str, Any]:
        """As JSON keeps it."""
        facts: dict[str, Any] = {name: getattr(self, name) for name in _NAMES if name not in TEXTS}
        facts["dated"] = self.dated.isoformat() if self.dated else None
        return facts | {name: getattr(self, name).as_dict() for name in TEXTS}

    @classmethod
    def of(cls, facts: dict[str, Any]) -> "LetterWords":
        """The same again; what is not there is as if nobody had written it."""
        dated = date.fromisoformat(facts["dated"]) if facts.get("dated") else None
        lines = {name: facts.get(name, "") for name in _NAMES if name not in TEXTS}
        return cls(**lines | {name: Translated.of(facts.get(name, {})) for name in TEXTS} | {"dated": dated})


_NAMES: Final = tuple(each.name for each in fields(LetterWords))


def _over(written: Any, suggested: Any) -> Any:
    if isinstance(written, Translated):
        return Translated(*(getattr(written, code) or getattr(suggested, code) for code in LANGUAGES))
    return written or suggested


def _apart(written: Any, suggested: Any) -> Any:
    if isinstance(written, Translated):
        pairs = ((getattr(written, code), getattr(suggested, code)) for code in LANGUAGES)
        return Translated(*("" if mine == theirs else mine for mine, theirs in pairs))
    return type(written)() if written == suggested and isinstance(written, str) else written


@dataclass(frozen=True)
class Letter:
    """The letter about one column, and the deadlines of the rules by which it is filed, the rule for the most vehicles first.

    `words` are whole; `suggested` is what they would be by themselves. `version` is 0 while nobody has written anything.
    """

    column: Column
    campaign: Translated
    words: LetterWords
    suggested: LetterWords
    version: int
    points: tuple[RoutePoint, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    @property
    def metres(self) -> int | None:
        """The length that was typed for the column, else that of the route."""
        along = max((point.metres or 0 for point in self.points), default=0)
        return self.column.facts.distance_m or along or None

    @property
    def to_file(self) -> tuple[Deadline, ...]:
        """Those for which it has not been filed yet, or was answered with a no."""
        stands = OPEN_STANDINGS | {Standing.MISSED}
        mine = (deadline for deadline in self.deadlines if deadline.rule.wish.paper == CODE)
        return tuple(each for each in mine if each.standing in stands and each.standing is not Standing.SILENT)

    @property
    def filed(self) -> tuple[Deadline, ...]:
        """Those for which it was filed."""
        return tuple(deadline for deadline in self.deadlines if deadline.filing is not None)

    @property
    def patrol_cars(self) -> int:
        return patrols_of(self.deadlines)

    @property
    def inspection(self) -> bool:
        return any(deadline.rule.wish.inspection for deadline in self.deadlines)


def patrols_of(deadlines: tuple[Deadline, ...]) -> int:
    """The most that one of the rules asks for; 0 when none does."""
    return max((deadline.rule.wish.patrol_cars or 0 for deadline in deadlines), default=0)
