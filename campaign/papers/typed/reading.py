"""Reading what was typed: `7 9-14 22x`, `+ name phone`, `=14`. Pure; every slip becomes a sentence, never an error.

A line holds numbers and ranges of rows, each with signs behind it (`22xf`, `7s2`), apart by spaces or commas. A range goes
from row to row as they stand on the page. `+ words` fills the next blank row and `57+ words` that one, with signs right behind
the plus (`+f words`); the words go to the end of the line, as they do behind a colon (`7l2: broken`). `=14` is the sum counted
by hand, `=14 12 2` several; `=s 40 33 7 0` are sums at the foot of the page (`Foot`). What is typed last about a row counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from campaign.core.i18n import _
from campaign.core.lengths import length_complaint
from campaign.core.phones import BadPhone, parse
from campaign.core.text import clean_line
from campaign.papers.typed.schemas import LONGEST_LINE, MOST_AMOUNT, Entry, Line, Mark, Reading, Row, Sign, Slip, TypedKind

_FILLED: Final = re.compile(r"(\d*)\+(\S*)\s*(.*)")
_DASHES: Final = re.compile(r"\s*[-–—−]\s*(?=\d)")
_PIECE: Final = re.compile(r"(\d+)(?:-(\d+))?(\D[\w]*)?")
_SUM: Final = re.compile(r"=\s*(\d{1,6}(?:[\s,;]+\d{1,6})*)")
_FOOT: Final = re.compile(r"=\s*([^\W\d])\s*(\d{1,6}(?:[\s,;]+\d{1,6})*)?")
_PHONE: Final = re.compile(r"(?<!\S)\+?[\d(][\d\s()-]{4,}$")
_WORD: Final = re.compile(r"(?<!\S)\S")
Found = tuple[list[Entry], list[Slip]]


def read_text(kind: TypedKind, rows: Sequence[Row], text: str) -> Reading:
    """What was typed about these rows. Some 20 µs a line."""
    page = _Page(kind, rows)
    lines = tuple(page.line(clean_line(line)) for line in text.split("\n") if line.strip())
    order = {row.number: place for place, row in enumerate(rows)}
    entries = sorted(page.known.values(), key=lambda entry: order.get(entry.row.number, len(order)))
    sums = [line.totals for line in lines if line.totals]
    return Reading(lines, tuple(entries), sums[-1] if sums else ())


def name_and_phone(words: str) -> tuple[str, str, str]:
    """A name and the number at its end: the name, the number as typed, and as E.164 (empty for none or a wrong one).

    >>> name_and_phone("Сейтова Әлия 8 701 555 01 23")
    ('Сейтова Әлия', '8 701 555 01 23', '+77015550123')
    """
    found = _PHONE.search(words)
    if found is None:
        return words.strip(" ,;"), "", ""
    starts = [found.start() + start.start() for start in _WORD.finditer(found.group())]
    for start in starts:
        try:
            return words[:start].strip(" ,;"), words[start:].strip(), parse(words[start:])
        except BadPhone:
            continue
    return words[: starts[0]].strip(" ,;"), words[starts[0] :].strip(), ""


class _Page:
    """The rows of one page while its text is read, line by line."""

    def __init__(self, kind: TypedKind, rows: Sequence[Row]) -> None:
        self.kind, self.rows = kind, rows
        self.known: dict[str, Entry] = {}
        self.places: dict[str, int] = {}
        self.twice: set[str] = set()
        for place, row in enumerate(rows):
            if self.places.setdefault(row.number, place) != place:
                self.twice.add(row.number)
        signs = [(spelling, sign) for sign in kind.signs if sign.sign for spelling in (sign.sign, *sign.also)]
        self.signs: list[tuple[str, Sign]] = sorted(signs, key=lambda pair: -len(pair[0]))

    def line(self, text: str) -> Line:
        if words := length_complaint(text, LONGEST_LINE):
            return Line(text, slips=(Slip(f"{text[:40]}…", words),))
        if (total := _SUM.fullmatch(text)) is not None:
            return Line(text, totals=tuple(int(number) for number in re.findall(r"\d+", total.group(1))))
        if (foot := _FOOT.fullmatch(text)) is not None and self.kind.feet:
            entries, slips = self._foot(foot)
        elif (filled := _FILLED.fullmatch(text)) is not None:
            entries, slips = self._filled(filled)
        else:
            entries, slips = self._pieces(text)
        again = tuple(dict.fromkeys(entry.row.number for entry in entries if entry.row.number in self.known))
        self.known |= {entry.row.number: entry for entry in entries}
        return Line(text, tuple(entries), tuple(slips), again)

    def _foot(self, typed: re.Match[str]) -> Found:
        """`=s 40 33 7 0`: sums at the foot, which belong to the page."""
        letter, numbers = typed.group(1).casefold(), re.findall(r"\d+", typed.group(2) or "")
        foot = next((foot for foot in self.kind.feet if letter in (foot.sign, *foot.also)), None)
        if foot is None:
            return [], [
                Slip(typed.group(), _("“%(sign)s” is no sign of this sheet. The signs stand beside the field.", sign=letter))
            ]
        if len(numbers) != len(foot.boxes) or not self.rows:
            boxes = ", ".join(map(str, foot.boxes))
            return [], [
                Slip(
                    typed.group(),
                    _("%(label)s: write these sums one after the other: %(boxes)s.", label=foot.label, boxes=boxes),
                )
            ]
        row = Row(f"={foot.sign}", f"foot:{self.rows[0].number}", (), str(foot.label))
        return [Entry(row, tuple(Mark(str(place), int(number)) for place, number in enumerate(numbers)))], []

    def _filled(self, typed: re.Match[str]) -> Found:
        """`+ words`: the next blank row, or one by its number."""
        number, signs, words = typed.groups()
        marks = self._marks(signs) if signs else ()
        if marks is None or (signs and not words):
            marks, words = (), f"{signs} {words}".strip()
        row = self._blank(number)
        if isinstance(row, Slip):
            return [], [row]
        if not words:
            wanted = _("Write behind the plus what stands in the blank row: %(what)s.", what=self.kind.fills)
            return [], [Slip(typed.group(), wanted)]
        return [Entry(row, marks or (Mark(""),), words)], []

    def _blank(self, number: str) -> Row | Slip:
        if not self.kind.fills:
            return Slip("+", _("Nothing is added on sheets of this kind."))
        if number:
            row = self._row(number)
            if isinstance(row, Row) and not row.is_blank:
                return Slip(number, _("Row %(number)s is not blank: %(name)s.", number=number, name=row.name))
            return row
        free = next((row for row in self.rows if row.is_blank and row.number not in self.known), None)
        return free or Slip("+", _("No blank row is left on this page. Type it with the page on which it stands."))

    def _pieces(self, text: str) -> Found:
        """Numbers and ranges; what stands behind a colon belongs to the last of them."""
        before, colon, after = text.partition(":")
        pieces = _DASHES.sub("-", before).replace(",", " ").replace(";", " ").split()
        found = [self._piece(piece) for piece in pieces]
        entries = list(chain.from_iterable(entries for entries, _slips in found))
        slips = list(chain.from_iterable(slips for _entries, slips in found))
        if colon:
            self._note(entries, slips, after.strip())
        return entries, slips

    def _note(self, entries: list[Entry], slips: list[Slip], words: str) -> None:
        takes = {sign.sign for sign in self.kind.signs if sign.note}
        if not entries or not any(mark.sign in takes for mark in entries[-1].marks):
            slips.append(Slip(words, _("Words behind a colon stand only behind a sign that takes a reason.")))
            entries[-1:] = []
            return
        entries[-1] = replace(entries[-1], words=words)

    def _piece(self, piece: str) -> Found:
        match = _PIECE.fullmatch(piece)
        if match is None:
            if self._marks(piece):
                return [], [
                    Slip(piece, _("Type the sign right behind the number of its row, without a space: 7%(sign)s.", sign=piece))
                ]
            return [], [Slip(piece, _("“%(typed)s” is no row. For example: 7 or 9-14.", typed=piece[:40]))]
        first, last, signs = match.groups()
        marks = self._marks(signs or "")
        if marks is None:
            words = _("“%(sign)s” is no sign of this sheet. The signs stand beside the field.", sign=(signs or "")[:20])
            return [], [Slip(piece, words)]
        rows = self._range(first, last) if last else self._row(first)
        if isinstance(rows, Slip):
            return [], [rows]
        chosen = rows if isinstance(rows, list) else [rows]
        if slip := next(self._unfit(chosen), None):
            return [], [slip]
        return [Entry(row, marks) for row in chosen], []

    def _unfit(self, rows: Sequence[Row]) -> Iterator[Slip]:
        for row in rows:
            if row.is_blank:
                yield Slip(
                    row.number,
                    _(
                        "Row %(number)s is blank on paper. If somebody wrote into it, type: %(number)s+ %(what)s.",
                        number=row.number, what=self.kind.fills,
                    )
                    if self.kind.fills
                    else _("Row %(number)s is blank on paper.", number=row.number),
                )  # fmt: skip
            elif not row.key:
                yield Slip(row.number, _("Row %(number)s says nothing that could be typed back.", number=row.number))

    def _row(self, number: str) -> Row | Slip:
        place = self.places.get(number, self.places.get(number.lstrip("0")))
        if place is None:
            return Slip(number, self._not_here(number))
        if self.rows[place].number in self.twice:
            return Slip(number, _("The number %(number)s stands twice on this page.", number=number))
        return self.rows[place]

    def _not_here(self, number: str) -> str:
        if not self.rows:
            return _("There are no rows on this page.")
        first, last = self.rows[0].number, self.rows[-1].number
        return _(
            "There is no row %(number)s on this page: it has rows %(first)s–%(last)s.", number=number, first=first, last=last
        )

    def _range(self, first: str, last: str) -> list[Row] | Slip:
        begins, ends = self._row(first), self._row(last)
        if isinstance(begins, Slip):
            return begins
        if isinstance(ends, Slip):
            return ends
        start, stop = self.places[begins.number], self.places[ends.number]
        if start > stop:
            return Slip(f"{first}-{last}", _("The range runs backwards: write %(last)s-%(first)s.", first=first, last=last))
        return list(self.rows[start : stop + 1])

    def _marks(self, signs: str) -> tuple[Mark, ...] | None:
        """`xf`, `s2r`; None for what is none. Any case."""
        rest, marks = signs.casefold(), []
        while rest:
            found = next(((spelling, sign) for spelling, sign in self.signs if rest.startswith(spelling)), None)
            if found is None:
                return None
            spelling, sign = found
            rest = rest[len(spelling) :]
            digits = re.match(r"\d+", rest) if sign.amount else None
            if digits is not None and int(digits.group()[:9]) > MOST_AMOUNT:
                return None
            marks.append(Mark(sign.sign, int(digits.group()) if digits else None))
            rest = rest[digits.end() :] if digits else rest
        return tuple(marks) or (Mark(""),)
