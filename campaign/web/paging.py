"""Pages by key: page 2,000 costs what page 1 costs, and rows that come or go in between move nobody twice."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute
from werkzeug.routing import IntegerConverter, Map

from campaign.web.numbers import LARGEST, whole_or_nought

Row = TypeVar("Row")
Key = tuple[Any, ...]


class RowNumber(IntegerConverter):
    """A row's number in an address: no larger than a column of whole numbers holds; a larger one is no such page."""

    def __init__(self, map: Map, max: int = LARGEST) -> None:
        super().__init__(map, max=max)


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: after or before the row with this key."""

    key: Key
    backwards: bool = False

    def token(self) -> str:
        raw = json.dumps([int(self.backwards), *self.key], ensure_ascii=False).encode()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    @classmethod
    def read(cls, token: str | None, width: int) -> "Cursor | None":
        """The cursor of an address; None for none and for anything that is no cursor, which shows the first page."""
        if not token or len(token) > 2000:
            return None
        try:
            values = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        except (ValueError, RecursionError):
            return None
        if not isinstance(values, list) or len(values) != width + 1:
            return None
        if not all(type(value) in {str, int} for value in values) or values[0] not in {0, 1}:
            return None
        return cls(tuple(values[1:]), bool(values[0]))


def word_cursor(token: str | None) -> Cursor | None:
    """The cursor of a list in the order of a word and a number; None for what stands in no such list."""
    cursor = Cursor.read(token, 2)
    if cursor is None:
        return None
    word, number = cursor.key
    fits = isinstance(word, str) and "\0" not in word and isinstance(number, int) and abs(number) <= LARGEST
    return cursor if fits else None


def number_cursor(token: str | None) -> Cursor | None:
    """The cursor of a list in the order of row numbers; None for what stands in no such list."""
    cursor = Cursor.read(token, 1)
    return cursor if cursor and isinstance(cursor.key[0], int) and abs(cursor.key[0]) <= LARGEST else None


def is_next(token: str) -> bool:
    """Whether this may be the token of the page after some row of some list: what was cut, forged or made up is none."""
    cursor = next((found for width in (1, 2, 3) if (found := Cursor.read(token, width))), None)
    return cursor is not None and not cursor.backwards


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows, and the tokens of the pages beside them where there are such."""

    rows: tuple[Row, ...]
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class Numbered(Generic[Row]):
    """A page of a list that is read whole: its rows, which page it is, and of how many."""

    rows: Sequence[Row]
    page: int
    pages: int


def numbered(rows: Sequence[Row], asked: str | None, size: int) -> Numbered[Row]:
    """The page whose number an address asks for: the last where there are not so many, the first for what is no number."""
    pages = max(1, -(-len(rows) // size))
    page = min(max(1, whole_or_nought(asked)), pages)
    return Numbered(rows[(page - 1) * size : page * size], page, pages)


def keyset(
    statement: Select[Any],
    columns: Sequence[InstrumentedAttribute[Any] | ColumnElement[Any]],
    cursor: Cursor | None,
    size: int,
    newest_first: bool = False,
) -> Select[Any]:
    """The statement for one page in the order of `columns`, which must be unique together. Fetches one row more.

    `newest_first`: the greatest key first, read from the end of the same index.
    """
    backwards = (cursor is not None and cursor.backwards) != newest_first
    if cursor is not None:
        here = tuple_(*columns)
        statement = statement.where(here < cursor.key if backwards else here > cursor.key)
    order = [column.desc() if backwards else column.asc() for column in columns]
    return statement.order_by(None).order_by(*order).limit(size + 1)


def page_of(rows: Sequence[Row], cursor: Cursor | None, size: int, key_of: Callable[[Row], Key]) -> Page[Row]:
    """The page that `keyset` fetched, in reading order, with what lies before and after."""
    backwards = cursor is not None and cursor.backwards
    more = len(rows) > size
    shown = list(rows[:size])
    if backwards:
        shown.reverse()
    if not shown:
        return Page(())
    has_before = more if backwards else cursor is not None
    has_after = True if backwards else more
    return Page(
        tuple(shown),
        Cursor(key_of(shown[0]), backwards=True).token() if has_before else None,
        Cursor(key_of(shown[-1])).token() if has_after else None,
    )
