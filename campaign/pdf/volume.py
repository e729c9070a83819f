"""Several papers bound into one file: each keeps its format, feet and numbers; all share one set of fonts and one outline.

Only what `Document` has written can be bound. The streams of its pages are taken over as they are, so a page of a volume is
the page of its sheet, whatever engine has drawn it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from campaign.pdf.document import About, Document, text_string

_REFERENCE = re.compile(rb"(\d+) 0 R")
_STREAM = b">>stream\n"
_FONTS = re.compile(rb"/Font<<((?:/F\d+ \d+ 0 R)*)>>")
_TRAILER = re.compile(rb"/Root (\d+) 0 R/Info (\d+) 0 R")
_CATALOGUE = re.compile(rb"/Pages (\d+) 0 R/Outlines (\d+) 0 R")
_COUNT = re.compile(rb"^<</Type/Pages/Count (\d+)(/MediaBox\[[^\]]*\])/Resources (\d+) 0 R")
_PLACES = re.compile(rb"(?:\d{10} 00000 n \n)+")
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\n$")
_ENTRY = 20  # bytes of a line of the table of objects


@dataclass(frozen=True, slots=True)
class Chapter:
    """One paper of a volume: its file, and the words above it in the outline, under which its neighbours may stand too."""

    part: str
    pdf: bytes = field(repr=False)


def bound(about: About, chapters: Iterable[Chapter], *, both_sides: bool = False) -> Iterator[bytes]:
    """The volume piece by piece, a chapter at a time; equal chapters give equal bytes. Some 3 µs a page beside its bytes.

    `both_sides`: every chapter begins on the front of a leaf. Raises ValueError for a file that `Document` has not written.
    """
    volume = Volume(about, both_sides)
    yield volume.begin()
    for chapter in chapters:
        yield volume.add(chapter)
    yield from volume.closed()


@dataclass(slots=True)
class _Entry:
    """An entry of the outline; its neighbours are known only at the end. `body` has no closing brackets yet."""

    number: int
    body: bytes
    inside: list[_Entry] = field(default_factory=list)


class Volume(Document):
    """A document whose pages are those of others."""

    def __init__(self, about: About, both_sides: bool = False) -> None:
        super().__init__(about, 0, 0)
        self._both_sides = both_sides
        self._tops: list[tuple[int, int]] = []  # the page trees of the chapters: number, count
        self._shared: dict[bytes, int] = {}  # fonts by the digest of all they are made of
        self._entries: list[_Entry] = []
        self._part = ""
        self._marks = self._reserve()

    def add(self, chapter: Chapter) -> bytes:
        """The bytes of one more paper."""
        given = Given(chapter.pdf)
        out = self._fonts(given)
        numbers = given.numbers
        numbers[given.outlines] = self._above(chapter.part, given).number if chapter.part else self._marks
        for number in given.kept:
            numbers[number] = self._reserve()
        for number in given.kept:
            if number != given.title:
                out.append(self._copied(given, number))
        self._note(chapter, given)
        self._tops.append((numbers[given.pages], given.count))
        if self._both_sides and given.count % 2:
            out.append(self._blank(given.box))
        return b"".join(out)

    def _copied(self, given: Given, number: int) -> bytes:
        head, stream = given.split(number)
        if number == given.pages:
            head = head.replace(b"<</Type/Pages", b"<</Type/Pages/Parent %d 0 R" % self._root, 1)
        at = given.numbers[number]
        self._offsets[at - 1] = self._position
        return self._emit(b"%d 0 obj\n%b%b\nendobj\n" % (at, given.renumbered(head), stream))

    def _fonts(self, given: Given) -> list[bytes]:
        """The fonts that no chapter before has brought; those it shares are known by their numbers from now on."""
        out = []
        for font in given.fonts:
            parts = given.font_parts(font)
            digest = given.digest(parts)
            if (known := self._shared.get(digest)) is None:
                for number in parts:
                    given.numbers[number] = self._reserve()
                out += [self._copied(given, number) for number in parts]
                known = self._shared[digest] = given.numbers[font]
            given.numbers[font] = known
            given.dropped.update(parts)
        return out

    def _above(self, part: str, given: Given) -> _Entry:
        """The entry of the part to which the chapter belongs: that of the chapter before, or a new one."""
        if part != self._part or not self._entries:
            self._entries.append(_Entry(self._reserve(), b""))
        self._part = part
        return self._entries[-1]

    def _note(self, chapter: Chapter, given: Given) -> None:
        """Remember the chapter's own entry of the outline, which leads to its first page."""
        body = given.renumbered(given.split(given.title)[0]).removesuffix(b">>")
        entry = _Entry(given.numbers[given.title], body)
        if not chapter.part:
            self._part = ""
            self._entries.append(entry)
            return
        above = self._entries[-1]
        if not above.inside:
            where = body[body.index(b"/Dest") : body.index(b"/Fit]") + 5]
            above.body = b"<</Title%b/Parent %d 0 R%b" % (text_string(chapter.part), self._marks, where)
        above.inside.append(entry)

    def _blank(self, box: bytes) -> bytes:
        """The white back of a leaf."""
        number = self._reserve()
        self._tops.append((number, 1))
        return self._object(number, b"<</Type/Page/Parent %d 0 R%b/Resources<<>>>>" % (self._root, box))

    def closed(self) -> Iterator[bytes]:
        """All that is known only now: page tree, outline, catalogue, table of objects."""
        kids = b" ".join(b"%d 0 R" % number for number, _count in self._tops)
        pages = sum(count for _number, count in self._tops)
        yield self._object(self._root, b"<</Type/Pages/Count %d/Kids[%b]>>" % (pages, kids))
        yield self._object(self._resources, b"<<>>")
        first_and_last = b""
        if self._entries:
            ends = (self._entries[0].number, self._entries[-1].number, len(self._entries))
            first_and_last = b"/First %d 0 R/Last %d 0 R/Count %d" % ends
        yield self._object(self._marks, b"<</Type/Outlines%b>>" % first_and_last)
        yield b"".join(self._siblings(self._entries))
        yield self._object(self._catalog, self._catalogue(self._marks))
        yield self._object(self._info, self._information())
        yield self._trailer()

    def _siblings(self, entries: list[_Entry]) -> Iterator[bytes]:
        for place, entry in enumerate(entries):
            body = entry.body
            if place:
                body += b"/Prev %d 0 R" % entries[place - 1].number
            if place + 1 < len(entries):
                body += b"/Next %d 0 R" % entries[place + 1].number
            if entry.inside:
                ends = (entry.inside[0].number, entry.inside[-1].number, len(entry.inside))
                body += b"/First %d 0 R/Last %d 0 R/Count -%d" % ends
            yield self._object(entry.number, body + b">>")
            yield from self._siblings(entry.inside)


class Given:
    """A file of `Document`, taken apart: where its objects are, which of them is what, and their numbers in another file."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        start = _found(_START.search(pdf, max(0, len(pdf) - 40)))
        table = int(start[1])
        first, last = pdf.find(b" f \n", table) + 4, pdf.find(b"trailer\n", table)
        lines = _found(_PLACES.fullmatch(pdf, first, max(first, last)))[0]
        places = [int(lines[at : at + 10]) for at in range(0, len(lines), _ENTRY)]
        ordered = [*sorted(places), table]
        after = dict(pairwise(ordered))
        self._spans = {number: (at, after[at]) for number, at in enumerate(places, 1)}
        trailer = _found(_TRAILER.search(pdf, last))
        self.catalogue, self.information = int(trailer[1]), int(trailer[2])
        of = _found(_CATALOGUE.search(self.body(self.catalogue)))
        self.pages, self.outlines = int(of[1]), int(of[2])
        tree = _found(_COUNT.match(self.body(self.pages)))
        self.count, self.box = int(tree[1]), tree[2]
        self.title = _references(self.body(self.outlines))[0]
        self.fonts = _references(_found(_FONTS.search(self.body(int(tree[3]))))[1])
        self.numbers: dict[int, int] = {}
        self.dropped = {self.catalogue, self.information, self.outlines}
        self.begins = ordered[0]

    @property
    def objects(self) -> list[int]:
        """The numbers of all its objects, in their order."""
        return list(self._spans)

    @property
    def kept(self) -> list[int]:
        """The numbers of the objects that the volume takes over, in their order."""
        return [number for number in self._spans if number not in self.dropped]

    def body(self, number: int) -> bytes:
        """What stands between the first line of an object and its last."""
        start, end = self._spans[number]
        return self._pdf[start + len(b"%d 0 obj\n" % number) : end].removesuffix(b"\nendobj\n")

    def split(self, number: int) -> tuple[bytes, bytes]:
        """The dictionary of an object, in which its references stand, and its stream with the word before it."""
        body = self.body(number)
        end = body.find(_STREAM)
        return (body, b"") if end < 0 else (body[: end + 2], body[end + 2 :])

    def renumbered(self, head: bytes) -> bytes:
        """The same with the numbers that the objects have in the volume."""
        numbers = self.numbers
        return _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], head)

    def font_parts(self, font: int) -> list[int]:
        """The objects of a font: itself, its description with the file, the map to letters."""
        found = [font]
        for number in found:
            found += [one for one in _references(self.split(number)[0]) if one not in found]
        return found

    def digest(self, numbers: Iterable[int]) -> bytes:
        """Equal for equal objects, whatever their numbers."""
        of = hashlib.blake2b(digest_size=16)
        for number in numbers:
            head, stream = self.split(number)
            of.update(_REFERENCE.sub(b"R", head))
            of.update(stream)
        return of.digest()


def _references(body: bytes) -> list[int]:
    return [int(found) for found in _REFERENCE.findall(body)]


def _found(match: re.Match[bytes] | None) -> re.Match[bytes]:
    if match is None:
        raise ValueError("not a file of ours, so it cannot be bound")
    return match
