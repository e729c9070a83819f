"""The outline of a long list: by first letters, or by ranges of rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from campaign.pdf.document import Bookmark
from campaign.pdf.table import Row

_MOST_LETTERS = 150  # no alphabet has more; a column that has is not one of names
_MOST_RANGES = 100
_RANGES_FROM = 3  # pages; a shorter list needs no ranges


class Letters:
    """Where each first letter of a column comes first."""

    def __init__(self, column: int | None) -> None:
        self._column = column
        self._first: dict[str, int] = {}

    def note(self, rows: Sequence[Row], number: int) -> None:
        """Note the letters of a batch of rows, the first of which has this number (counted from 0)."""
        if self._column is None or len(self._first) >= _MOST_LETTERS:
            return
        letters = [row[self._column][:1] for row in rows]
        for letter in dict.fromkeys(letters):
            if letter.isalpha() and letter.upper() not in self._first:
                self._first[letter.upper()] = number + letters.index(letter)

    def bookmarks(self, starts: Sequence[int], rows: int) -> list[Bookmark]:
        """Bookmarks for pages that start with these rows (counted from 0), `rows` in all."""
        if len(starts) > 1 and 1 < len(self._first) < _MOST_LETTERS:
            return [Bookmark(letter, bisect_right(starts, row) - 1) for letter, row in self._first.items()]
        return _ranges(starts, rows) if len(starts) >= _RANGES_FROM else []


def _ranges(starts: Sequence[int], rows: int) -> list[Bookmark]:
    step = -(-len(starts) // _MOST_RANGES)
    out = []
    for page in range(0, len(starts), step):
        last = starts[page + step] if page + step < len(starts) else rows
        out.append(Bookmark(f"{starts[page] + 1}–{max(last, starts[page] + 1)}", page))
    return out
