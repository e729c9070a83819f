"""Rows over pages: what goes on which page, with rules, tick boxes, head and foot."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise, repeat

from campaign.pdf.cells import BASE_BELOW_MIDDLE, CELL_AIR
from campaign.pdf.document import Bookmark
from campaign.pdf.frame import Frame
from campaign.pdf.ink import number
from campaign.pdf.measures import BOLD_RULE, FIFTH_RULE, LINE, THIN_RULE, millimetres, units
from campaign.pdf.outline import Letters
from campaign.pdf.signatures import Signatures
from campaign.pdf.table import Batch, Row, Table

FOOT_FORM, LATER_FORM = "Foot", "Later"
_FIRST_BATCH, _BATCH = 48, 128
_BOX = 4.2  # mm
_FEW_LINES = 4  # a broken row starts on a page only if so many of its lines fit
_KEPT = 2  # rows that stay with the signatures

_PAGE = b".1 0 0 .1 0 0 cm /%b Do\n" % FOOT_FORM.encode()
_LATER = b"/%b Do\n" % LATER_FORM.encode()
_THIN_LINES = b"%b G %d w\n" % (number(LINE), round(THIN_RULE * 10))
_FIFTH_LINES = b"0 G %d w\n" % round(FIFTH_RULE * 10)
_END_LINE = b"0 G %d w\n" % round(BOLD_RULE * 10)
_STROKE = b"S\n"


class Remembered(dict[int, bytes]):
    """Operators by one number, made when first asked for; a page repeats the heights of the page before."""

    def __init__(self, make: Callable[[int], bytes]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: int) -> bytes:
        made = self[key] = self._make(key)
        return made


class Flow:
    """Lays the rows of one paper on pages. Heights in page units, counted upwards from the lower edge."""

    def __init__(self, frame: Frame, table: Table, signatures: Signatures) -> None:
        self.frame, self.table, self.signatures = frame, table, signatures
        first, later = frame.ink(), frame.ink()
        self._first_top = first.y(table.head(first, frame.head(first)))
        self._later_top = later.y(table.head(later, frame.running_head(later)))
        self._first, self.later_form = first.operators(), later.operators()
        self._floor = units(frame.format.height - frame.format.end)
        self._usual = units(frame.paper.row_height)
        self._room = self._later_top - self._floor
        self._reserve = units(signatures.height)
        self._make_operators()
        self.letters = Letters(frame.paper.bookmark)
        self.count = 0
        self.starts: list[int] = []
        self._kept: list[Row] = []
        self._y = self._pen = self._lines_from = 0
        self._open()

    def _make_operators(self) -> None:
        pens = self.table.pens
        left, right = units(self.frame.left), units(self.frame.right)
        self._uprights = b"".join(b"%d %%d m %d %%d l\n" % ((units(x),) * 2) for x in self.table.lefts[1:])
        half, side = units(_BOX) // 2, units(_BOX)
        places = [units(self.table.lefts[place] + self.table.widths[place] / 2) - half for place in self.table.boxes]
        self._down = Remembered(lambda far: b" %d -%d Td" % (pens[0] - pens[-1], far))
        self._rule = Remembered(lambda y: b"%d %d m %d %d l\n" % (left, y, right, y))
        self._tick = Remembered(lambda y: b"".join(b"%d %d %d %d re\n" % (x, y - half, side, side) for x in places))

    def bookmarks(self) -> list[Bookmark]:
        """The outline of the pages laid out so far."""
        return self.letters.bookmarks(self.starts, self.count)

    def pages(self, rows: Iterable[Row], blank_rows: int) -> Iterator[bytes]:
        """The operators of each page but for its foot, in order; at most a few hundred rows are held."""
        for batch in self._batches(rows, blank_rows):
            yield from self._place(batch, 0, len(batch.heights), 0)
        yield from self._finish()

    def _batches(self, rows: Iterable[Row], blank_rows: int) -> Iterator[Batch]:
        """The rows, set, then the blank ones, but for the last two, which are kept; a note if there is nobody."""
        source = iter(rows)
        first = list(islice(source, _FIRST_BATCH))
        if not first:
            self._note(self.frame.paper.words.empty)
        blank = ("",) * len(self.table.columns)
        source = chain(source, repeat(blank, max(0, blank_rows)))
        size, seen, self._kept = _FIRST_BATCH, 0, first
        while True:
            batch, self._kept = self._kept[:-_KEPT], self._kept[-_KEPT:]
            if batch:
                self.letters.note(batch, seen)
                seen += len(batch)
                yield self.table.set_rows(batch, self._usual)
            size = min(size * 2, _BATCH)
            more = list(islice(source, size))
            if not more:
                self.letters.note(self._kept, seen)
                return
            self._kept += more

    def _note(self, words: str) -> None:
        """One row across the table that says why there is none."""
        ink, frame = self.frame.ink(), self.frame
        top = frame.format.height - millimetres(self._y)
        height = max(frame.paper.row_height, 9)
        ink.text((frame.left + frame.right) / 2, top + height / 2 + 1.1, words, 9, align="centre")
        self._front += ink.operators()
        self._y -= units(height)
        self._pen = self._lines_from = self._y
        self._text = [self._start()]
        self._thin.append(self._rule[self._y])

    def _place(self, batch: Batch, first: int, last: int, reserve: int) -> Iterator[bytes]:
        """Put rows on pages with `reserve` free below each; a row is broken only if no page can hold it."""
        while (first := self._fill(batch, first, last, reserve)) < last:
            if batch.heights[first] + reserve > self._room:
                yield from self._broken(batch.row(first), reserve)
                first += 1
            else:
                yield self._close()
                self._open()

    def _fill(self, batch: Batch, first: int, last: int, reserve: int) -> int:
        """Put rows on this page until one does not fit; the place of that one. About 0.4 µs a row."""
        ends = batch.ends
        top = self._y + ends[first]
        stop = min(last, bisect_right(ends, top - self._floor - reserve, first) - 1)
        if stop <= first:
            return first
        bottoms = [top - end for end in ends[first + 1 : stop + 1]]
        middles = [y + height // 2 for y, height in zip(bottoms, batch.heights[first:stop], strict=True)]
        downs = [self._down[above - below] for above, below in pairwise([self._pen, *middles])]
        cells = zip(downs, *(column[first:stop] for column in batch.cells), strict=True)
        self._text.append(b"".join(chain.from_iterable(cells)))
        rules = [self._rule[y] for y in bottoms]
        fifths = slice((4 - self.count) % 5, None, 5)
        self._thick += rules[fifths]
        del rules[fifths]
        self._thin += rules
        if self.table.boxes:
            self._thick += [self._tick[middle] for middle in middles]
        self._y, self._pen = bottoms[-1], middles[-1]
        self.count += stop - first
        return stop

    def _broken(self, texts: Sequence[str], reserve: int) -> Iterator[bytes]:
        """A row taller than a page, line by line over as many pages as it takes; number and box stand once."""
        setters = self.table.setters
        cells = [setter.lines(text) for setter, text in zip(setters, texts, strict=True)]
        step = max(setter.step for setter in setters)
        longest = max(len(lines) for lines, _ in cells)
        done = 0
        while done < longest:
            left = longest - done
            fit = (self._y - self._floor - CELL_AIR) // step
            if fit < min(_FEW_LINES, left) and self._y < self._later_top:
                yield self._close()
                self._open()
                continue
            part = max(1, min(fit, left))
            if part == left > 1 and part * step + CELL_AIR + reserve > self._y - self._floor:
                part -= 1
            pieces = []
            for setter, (lines, size) in zip(setters, cells, strict=True):
                shown = lines[done : done + part]
                pieces.append(setter.stack(shown + [(0, b"")] * (part - len(shown)), size))
            self._piece(b"".join(pieces), max(self._usual, part * step + CELL_AIR), done == 0)
            done += part
        self.count += 1

    def _piece(self, operators: bytes, height: int, first: bool) -> None:
        middle = self._y - height // 2
        self._text += (self._down[self._pen - middle], operators)
        self._pen = middle
        self._y -= height
        self._thin.append(self._rule[self._y])
        if first and self.table.boxes:
            self._thick.append(self._tick[middle])

    def _finish(self) -> Iterator[bytes]:
        """The last rows and the signatures, together if any page can hold them together."""
        if self._kept:
            batch = self.table.set_rows(self._kept, self._usual)
            together, last = batch.ends[-1] + self._reserve, len(self._kept) - 1
            if self._y - self._floor < together <= self._room and self._y < self._later_top:
                yield self._close()
                self._open()
            yield from self._place(batch, 0, last, 0)
            yield from self._place(batch, last, last + 1, self._reserve)
        ink = self.frame.ink()
        self.signatures.draw(ink, self.frame.format.height - millimetres(self._y))
        self._notes.append(ink.operators())
        yield self._close()

    def _open(self) -> None:
        self.starts.append(self.count)
        first = len(self.starts) == 1
        self._front = self._first if first else _LATER
        self._y = self._pen = self._lines_from = self._first_top if first else self._later_top
        self._thin: list[bytes] = []
        self._thick: list[bytes] = []
        self._notes: list[bytes] = []
        self._text = [self._start()]

    def _start(self) -> bytes:
        return b"BT %b %d %d Td" % (self.table.font, self.table.pens[-1], self._pen - BASE_BELOW_MIDDLE)

    def _close(self) -> bytes:
        """The operators of the page now full."""
        uprights = self._uprights % ((self._lines_from, self._y) * (len(self.table.lefts) - 1))
        out = [_PAGE, self._front, *self._text, b" ET\n"]
        if self._thin or uprights:
            out += [_THIN_LINES, *self._thin, uprights, _STROKE]
        if self._thick:
            out += [_FIFTH_LINES, *self._thick, _STROKE]
        out += [_END_LINE, self._rule[self._y], _STROKE, *self._notes]
        return b"".join(out)
