"""What an office paper in one language is made of: plain parts, from top to bottom, that go to JSON and come back the same.

All words are in the paper's language already; lengths are in mm and sizes in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from campaign.pdf.column.schemas import Beside, DriverCard, DriverCards, DriverWords, ScreenNumber, ScreenNumbers
from campaign.pdf.fonts import length_of
from campaign.pdf.grid import Grid
from campaign.pdf.panels import schemas as panels
from campaign.pdf.panels.schemas import Panels
from campaign.pdf.schemas import Column, Head, Signer, Words

__all__ = [
    "Approval", "Approvals", "Balance", "Code", "Column", "Correspondents", "Dot", "Drawing", "DriverCards", "Facts", "Grid",
    "Head", "Heading", "Label", "NewPage", "Notes", "Panels", "Paper", "Paragraph", "Part", "Picture", "Points",
    "ScreenNumbers", "Signer", "Signers", "SmallPrint", "Stroke", "Title", "Words", "plain", "rebuilt",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Approval:
    """One who approves or agrees: the word (УТВЕРЖДАЮ), position and body, name, the line for a date, place of the seal.

    What is not known is empty and becomes a line to write on.
    """

    word: str
    post: Sequence[str]
    name: str
    dated: str
    seal: str


@dataclass(frozen=True, slots=True)
class Approvals:
    """The head of a paper for approval: who agrees at the left, who approves at the right."""

    left: Sequence[Approval] = ()
    right: Sequence[Approval] = ()


@dataclass(frozen=True, slots=True)
class Correspondents:
    """The head of a letter: who sends it, with its number and date, at the left, to whom at the right; a line each."""

    sender: Sequence[str]
    addressee: Sequence[str]


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the paper and the lines that explain it, centred."""

    words: str
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """A strip of small labels over their values."""

    facts: Sequence[tuple[str, str]]
    columns: int = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """Stands over what follows and stays with it; it becomes a bookmark."""

    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text; `strong` is set in front of it as a line of its own.

    `last`: it stays with its heading and with the signatures below, where all of them fit on a page.
    """

    text: str
    strong: str = ""
    size: float = 10.0
    last: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """Clauses with numbers from `first` on, or with dashes."""

    items: Sequence[str]
    numbered: bool = True
    first: int = 1


@dataclass(frozen=True, slots=True)
class Notes:
    """Dotted lines to write on, under a label."""

    label: str
    lines: int = 2


@dataclass(frozen=True, slots=True)
class Signers:
    """Capacity, a line to sign on, name; never alone on a page."""

    signers: Sequence[Signer]


@dataclass(frozen=True, slots=True)
class Balance:
    """Sums done by hand: a row for each thing, a box under each label with what is known in it, `signs` between them."""

    labels: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]
    signs: Sequence[str] = ("−", "−", "−", "=")


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """A small grey line: who drew the paper up, a source."""

    text: str


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a new page. `headed`: with the head of the paper, for it goes to somebody else than the last one."""

    headed: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points of a picture; `width` and `dash` (strokes and gaps) in points, `fill` a grey level or none."""

    points: Sequence[tuple[float, float]]
    width: float = 0.5
    grey: float = 0.0
    dash: Sequence[float] = ()
    closed: bool = False
    fill: float | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle of a picture: white with a rim, or black; words may stand in it."""

    x: float
    y: float
    radius: float
    black: bool = False
    words: str = ""
    size: float = 6.5


@dataclass(frozen=True, slots=True)
class Label:
    """A word of a picture, with its base line at y."""

    x: float
    y: float
    words: str
    size: float = 7.5
    align: Literal["left", "centre", "right"] = "left"
    strong: bool = False

    @property
    def length(self) -> float:
        """How long it is where type is measured in units of the picture, as on a page."""
        return length_of(self.words, "semibold" if self.strong else "regular") * self.size


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in units of its own (y downwards), scaled into the width of the page and at most `tall` mm.

    `even`: where it is too tall for its width, its words become smaller with all else.
    """

    width: float
    height: float
    shapes: Sequence[Stroke | Dot | Label]
    tall: float = 120
    even: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of that width in mm, centred, with white around it."""

    value: str
    size: float = 60


Drawing = DriverCards | ScreenNumbers | Panels
"""A part that is all of its paper and has pages of its own kind."""
Part = (
    Approvals | Balance | Correspondents | Head | Title | Facts | Heading | Paragraph | Points | Grid | Notes | Signers
    | SmallPrint | NewPage | Picture | Code | Drawing
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper without the number it gets when it is frozen. `language`: kk, ru or en; `short_title` heads its later pages.

    `large`: everything on it is a quarter larger (not a drawing); `saving`: it is printed in less toner.
    """

    language: str
    title: str
    parts: Sequence[Part]
    short_title: str = ""
    landscape: bool = False
    legal: str = ""
    author: str = ""
    large: bool = False
    saving: bool = False


_KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        Approval, Approvals, Balance, Beside, Code, Column, Correspondents, Dot, DriverCard, DriverCards, DriverWords, Facts,
        Grid, Head, Heading, Label, NewPage, Notes, Panels, Paper, Paragraph, Picture, Points, ScreenNumber, ScreenNumbers,
        Signer, Signers, SmallPrint, Stroke, Title, Words, *panels.KINDS,
    )
}  # fmt: skip


def plain(value: Any) -> Any:
    """A paper or a part of it as JSON keeps it."""
    if is_dataclass(value):
        return {"is": type(value).__name__} | {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def rebuilt(value: Any) -> Any:
    """The same again. A field that came later takes its default; raises ValueError for a kind that is not known."""
    if isinstance(value, dict):
        kind = _KINDS.get(value.get("is", ""))
        if kind is None:
            raise ValueError(f"no part of a paper: {value.get('is')!r}")
        return kind(**{name: rebuilt(item) for name, item in value.items() if name != "is"})
    return tuple(rebuilt(item) for item in value) if isinstance(value, list) else value
