"""What a list on paper is made of: plain values, all words already in the paper's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from campaign.pdf.fonts import FaceName
from campaign.pdf.measures import Align

Kind = Literal["text", "figures", "order", "box", "blank"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list. Widths are in mm and are shared out over the width of the page; sizes in points.

    Kinds: `text`; `figures` (digits of equal width: phones, dates, counts, seats); `order` (row numbers: an
    empty cell gets the next number, also in blank rows); `box` (a tick box in each row); `blank` (left white
    for a pen). The texts of rows in `box` and `blank` columns are not printed. In the tables of office papers neighbours of
    one `group` stand under its word. A column of `phones` is left out of a paper without phones.
    """

    title: str
    width: float
    align: Align = "left"
    kind: Kind = "text"
    face: FaceName = "regular"
    size: float = 8.5
    group: str = ""
    phones: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the first page: campaign line, title, lines below it, and a strip of (label, value) facts."""

    title: str
    lines: Sequence[str] = ()
    campaign: str = ""
    facts: Sequence[tuple[str, str]] = ()
    fact_columns: int = 4


@dataclass(frozen=True, slots=True)
class SheetStamp:
    """What makes a printed sheet citable: its number, revision and printing time, as they are to be printed.

    `printed` is the wall clock of the place as text: the kit reads no clock, so equal sheets are equal to the
    byte. `address` is the QR of each page with `{page}` for the page number; empty prints none. Capitals,
    digits and : / . - keep the code small.
    """

    number: str
    revision: int = 1
    printed: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs below the list: the capacity, and the name if it is known."""

    capacity: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The kit's own words in the paper's language.

    `page` names the page as {0} and the number of pages as {1}, in any order; `revision` has one {}. `sign` stands before
    numbers; papers frozen before it was asked for keep theirs.
    """

    sheet: str
    page: str
    revision: str
    printed: str
    continued: str
    signature: str
    empty: str
    sign: str = "№"


@dataclass(frozen=True, slots=True)
class ListingPaper:
    """A list to be printed: roster, sign-in sheet, any table with numbered rows.

    `rows` is read once, in order, a few hundred at a time; each row has one text per column. `total` is their
    number, as exactly as it is known (it decides how much room the number of pages gets). `blank_rows` more
    numbered rows follow for latecomers. `row_height` in mm: 5.6-6.5 to read, 7.4-8 with tick boxes, 8.8-9 to
    sign. `bookmark` is the column by which the list is sorted: its first letters make the outline of a long list
    (without it the outline names ranges of rows). `language`: kk, ru, en or a full tag. `large`: all of it a quarter larger;
    `saving`: in less toner.
    """

    language: str
    head: Head
    columns: Sequence[Column]
    rows: Iterable[Sequence[str]] = field(repr=False)
    total: int
    stamp: SheetStamp
    words: Words
    short_title: str = ""
    legal: str = ""
    author: str = ""
    subject: str = ""
    blank_rows: int = 6
    signers: Sequence[Signer] = ()
    row_height: float = 7.4
    landscape: bool = True
    bookmark: int | None = None
    large: bool = False
    saving: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A row where it stands on paper: its number as printed, what it is about, its page from 1 on, the texts of its cells."""

    number: str
    key: str
    page: int
    words: tuple[str, ...]
