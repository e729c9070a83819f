"""What stands on a panel, block by block: plain data that is kept as JSON and drawn by the paper kit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from campaign.core.i18n import Translated

MOST_NUMBERS: Final = 6
MOST_AMOUNTS: Final = 6
MOST_BARS: Final = 24


@dataclass(frozen=True)
class Number:
    """A number read from two metres ("18", "12,4 %", "1424") and what it counts."""

    value: str
    label: Translated


@dataclass(frozen=True)
class Bar:
    """One bar; `value` None is a place of which nothing is known, and it is shown as that."""

    label: Translated
    value: float | None


@dataclass(frozen=True)
class Bars:
    """Bars from zero, which the paper sorts; `unit` says what is counted."""

    title: Translated
    unit: Translated
    rows: tuple[Bar, ...]


@dataclass(frozen=True)
class Article:
    """An article of a law: its number and heading, what it says in the author's words, and of which day the text is."""

    number: Translated
    heading: Translated
    text: Translated
    as_of: date | None


@dataclass(frozen=True)
class Sentence:
    """The one sentence of a poster."""

    text: Translated


@dataclass(frozen=True)
class Amount:
    """A sum in tenge, and what it would have paid for."""

    tenge: int
    buys: Translated


@dataclass(frozen=True)
class Picture:
    """A photo that may be printed (`people/photos`), and its caption."""

    photo_id: int
    caption: Translated


@dataclass(frozen=True)
class Paragraph:
    """Some lines of text."""

    text: Translated


Block: TypeAlias = Number | Bars | Article | Sentence | Amount | Picture | Paragraph
Stored: TypeAlias = dict[str, Any]


MOST: Final[dict[type[Block], int]] = {Number: MOST_NUMBERS, Amount: MOST_AMOUNTS}
"""How many blocks of a kind fit on a panel; of every other kind one."""


def texts_in(blocks: Iterable[Block]) -> tuple[Translated, ...]:
    """Every text that somebody wrote into them."""
    found: list[Translated] = []
    for block in blocks:
        match block:
            case Number():
                found += [Translated(block.value, block.value, block.value), block.label]
            case Bars():
                found += [block.title, block.unit, *(row.label for row in block.rows)]
            case Article():
                found += [block.number, block.heading, block.text]
            case Amount():
                found.append(block.buys)
            case Picture():
                found.append(block.caption)
            case Sentence() | Paragraph():
                found.append(block.text)
    return tuple(found)


def stored(block: Block) -> Stored:
    """The block as JSON; `block_of` reads it back."""
    match block:
        case Number():
            return {"block": "number", "value": block.value, "label": block.label.as_dict()}
        case Bars():
            rows = [{"label": row.label.as_dict(), "value": row.value} for row in block.rows]
            return {"block": "bars", "title": block.title.as_dict(), "unit": block.unit.as_dict(), "rows": rows}
        case Article():
            words = {name: getattr(block, name).as_dict() for name in ("number", "heading", "text")}
            return {"block": "article", **words, "as_of": block.as_of.isoformat() if block.as_of else None}
        case Amount():
            return {"block": "amount", "tenge": block.tenge, "buys": block.buys.as_dict()}
        case Picture():
            return {"block": "picture", "photo": block.photo_id, "caption": block.caption.as_dict()}
        case Sentence():
            return {"block": "sentence", "text": block.text.as_dict()}
        case Paragraph():
            return {"block": "paragraph", "text": block.text.as_dict()}


def _words(kept: Mapping[str, Any], name: str) -> Translated:
    return Translated.of(kept.get(name) or {})


def block_of(kept: Stored) -> Block:
    """A stored block. Raises ValueError for a kind that nobody writes."""
    match kept["block"]:
        case "number":
            return Number(kept["value"], _words(kept, "label"))
        case "bars":
            rows = tuple(Bar(_words(row, "label"), row["value"]) for row in kept["rows"])
            return Bars(_words(kept, "title"), _words(kept, "unit"), rows)
        case "article":
            day = date.fromisoformat(kept["as_of"]) if kept["as_of"] else None
            return Article(_words(kept, "number"), _words(kept, "heading"), _words(kept, "text"), day)
        case "amount":
            return Amount(kept["tenge"], _words(kept, "buys"))
        case "picture":
            return Picture(kept["photo"], _words(kept, "caption"))
        case "sentence":
            return Sentence(_words(kept, "text"))
        case "paragraph":
            return Paragraph(_words(kept, "text"))
        case other:
            raise ValueError(f"no such block: {other!r}")


def blocks_of(kept: Iterable[Stored]) -> tuple[Block, ...]:
    return tuple(map(block_of, kept))
