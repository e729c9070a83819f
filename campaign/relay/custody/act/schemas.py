"""An act as it is frozen: every word on the paper, in both languages, and nothing that is looked up later."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from campaign.core.prints import Numbered

ACT: Final = "handover_act"
BLANK: Final = "handover_blank"
LANGUAGE: Final = "kk-ru"
BLANK_ROWS: Final = 4
_FORM: Final = 1  # of the frozen content; a later one is read beside it, never instead of it

Pair = tuple[str, str]


@dataclass(frozen=True)
class ActParty:
    """A side: the part it plays, its line in both languages, and the name below its signature."""

    part: Pair
    line: Pair
    name: str


@dataclass(frozen=True)
class ActWords:
    """The words of the table, the signatures and the foot; both languages in one text where they share a place."""

    columns: tuple[str, ...]
    caption: str
    seal: str
    dated: str
    empty: str
    sheet: str
    page: str
    revision: str
    printed: str
    continued: str
    legal: str


@dataclass(frozen=True)
class ActPrint:
    """All that stands on an act. `number` is empty on a blank one; `is_confirmed`: what was received is printed, not left open.

    `rows` have a text for each column of `words.columns`; `paragraphs` are (heading, text) in both languages, below the table.
    """

    number: str
    title: Pair
    lines: tuple[Pair, ...]
    date: Pair
    place: Pair
    parties: tuple[ActParty, ...]
    clause: Pair
    rows: tuple[tuple[str, ...], ...]
    paragraphs: tuple[tuple[Pair, Pair], ...]
    is_confirmed: bool
    words: ActWords
    zone: str
    address: str
    author: str

    def content(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"form": _FORM, **asdict(self)}

    @classmethod
    def of(cls, content: dict[str, Any]) -> "ActPrint":
        """The same again. Raises ValueError for content of another form."""
        if content.get("form") != _FORM:
            raise ValueError("an act of another form")
        given = {name: _tuples(value) for name, value in content.items() if name not in {"form", "parties", "words"}}
        parties = tuple(ActParty(**_tuples_in(party)) for party in content["parties"])
        return cls(**given, parties=parties, words=ActWords(**_tuples_in(content["words"])))


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list) else value


def _tuples_in(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _tuples(value) for name, value in values.items()}


@dataclass(frozen=True)
class ActSheet(Numbered):
    """A frozen act and its number. `handover_id` None: a blank one of the stop."""

    number: int
    revision: int
    printed_at: datetime
    handover_id: int | None
    stop_id: int | None
    paper: ActPrint

    @property
    def printed_on_wall(self) -> str:
        """When, by a clock on a wall of the place, as it stands at the foot of the paper."""
        return f"{self.printed_at.astimezone(ZoneInfo(self.paper.zone)):%d.%m.%Y %H:%M}"
