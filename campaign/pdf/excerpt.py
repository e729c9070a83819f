"""Some pages of a file of ours, each as it stands in the whole: the same content, number and “page x of y”, the same fonts.

Objects keep their numbers and bytes; pages that nobody asked for leave, and with them the bookmarks.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection

from campaign.pdf.volume import Given

_KIDS = re.compile(rb"/Count \d+(.*)/Kids\[([^\]]*)\]", re.DOTALL)
_CONTENTS = re.compile(rb"/Contents (\d+) 0 R")
_WHERE = re.compile(rb"/Dest\[\d+ 0 R")
_BELOW = re.compile(rb"/First (\d+) 0 R/Last (\d+) 0 R/Count -\d+")
_NUMBER = re.compile(rb"(\d+) 0 R")


def page_count(pdf: bytes) -> int:
    """How many pages a file has. Raises ValueError for one that `Document` has not written."""
    return Given(pdf).count


def excerpt(pdf: bytes, pages: Collection[int]) -> bytes:
    """A file with these pages alone, counted from 1, in the order of the whole; the same for the same pages.

    Raises ValueError for a page that is not there and for a file that `Document` has not written.
    """
    given = Given(pdf)
    if not pages or not all(1 <= page <= given.count for page in pages):
        raise ValueError("no such page")
    return _Excerpt(given, frozenset(pages)).written(pdf)


class _Excerpt:
    """What becomes of the objects of a file: `None` for those that leave, other words for those that lead to them."""

    def __init__(self, given: Given, pages: frozenset[int]) -> None:
        self._given = given
        self._changed: dict[int, bytes | None] = {}
        first = self._tree(pages)
        self._outline(first)

    def _tree(self, pages: frozenset[int]) -> int:
        """Leave only these in the page tree, and give the number of the first of them."""
        place, nodes, stay = 0, [], []
        for node in self._kids(self._given.pages):
            kids = self._kids(node)
            wished = [kid for at, kid in enumerate(kids, place + 1) if at in pages]
            place += len(kids)
            for kid in set(kids) - set(wished):
                self._leave(kid)
            self._renew(node, wished, len(wished))
            nodes += [node] if wished else []
            stay += wished
        self._renew(self._given.pages, nodes, len(stay))
        return stay[0]

    def _kids(self, node: int) -> list[int]:
        found = _KIDS.search(self._given.body(node))
        return [int(kid) for kid in _NUMBER.findall(found[2])] if found else []

    def _leave(self, page: int) -> None:
        self._changed[page] = None
        for content in _CONTENTS.findall(self._given.body(page)):
            self._changed[int(content)] = None

    def _renew(self, node: int, kids: list[int], count: int) -> None:
        if not kids:
            self._changed[node] = None
            return
        led = b" ".join(b"%d 0 R" % kid for kid in kids)
        self._changed[node] = _KIDS.sub(
            lambda found: b"/Count %d%b/Kids[%b]" % (count, found[1], led), self._given.body(node), count=1
        )

    def _outline(self, first: int) -> None:
        """The title leads to the first page that stayed."""
        title = self._given.title
        body = self._given.body(title)
        if (below := _BELOW.search(body)) is not None:
            self._changed |= dict.fromkeys(range(int(below[1]), int(below[2]) + 1))
        self._changed[title] = _WHERE.sub(b"/Dest[%d 0 R" % first, _BELOW.sub(b"", body), count=1)

    def written(self, pdf: bytes) -> bytes:
        """The file: what stays in the order of its numbers, and a new table of objects."""
        given = self._given
        out, places = [pdf[: given.begins]], [b"0000000000 65535 f \n"]
        position = given.begins
        for number in given.objects:
            body = self._changed[number] if number in self._changed else given.body(number)
            if body is None:
                places.append(b"0000000000 65535 f \n")
                continue
            places.append(b"%010d 00000 n \n" % position)
            out.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            position += len(out[-1])
        name = hashlib.blake2b(b"".join(out), digest_size=16).hexdigest().encode()
        ends = (len(places), b"".join(places), len(places), given.catalogue, given.information, name, name, position)
        out.append(b"xref\n0 %d\n%btrailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n" % ends)
        return b"".join(out)
