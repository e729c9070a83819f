"""The PDF file itself: numbered objects written one after another, fonts and tables at the end."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from campaign.pdf.glyphs import TypeCase, font_program, visible
from campaign.pdf.ink import number as figures
from campaign.pdf.toner import saved

COMPRESSION = 6
TAGS = {"kk": "kk-KZ", "ru": "ru-KZ", "en": "en"}
"""What a file says of the language of its words."""

_PAGES_IN_NODE = 64
_PRODUCER = "adalzhol"


@dataclass(frozen=True, slots=True)
class About:
    """What the file says about itself. `language` is a tag such as kk-KZ."""

    title: str
    language: str
    author: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: its words and the page it leads to, counted from 0."""

    words: str
    page: int


class Document:
    """Writes a PDF front to back and hands out its bytes piece by piece. Sizes of its pages are in points.

    `scale` enlarges what is drawn on pages; `saving` draws it in less toner.

    Holds the places of its objects and the numbers of its pages, nothing else. The same calls give the same
    bytes: no time, no chance; the file's identifier is a digest of what was written.
    """

    def __init__(self, about: About, width: float, height: float, *, scale: float = 1, saving: bool = False) -> None:
        self.about = about
        self._enlarge = b"" if scale == 1 else b"%b 0 0 %b 0 0 cm\n" % (figures(scale), figures(scale))
        self._saving = saving
        self._size = (width, height)
        self._offsets: list[int] = []
        self._position = 0
        self._digest = hashlib.blake2b(digest_size=16)
        self._pages: list[int] = []
        self._nodes: list[int] = []
        self._catalog, self._root, self._info, self._resources = (self._reserve() for _ in range(4))
        self._forms: dict[str, int] = {}

    @property
    def pages(self) -> int:
        """How many pages were written so far."""
        return len(self._pages)

    def begin(self) -> bytes:
        """The first bytes of the file."""
        return self._emit(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def page(self, content: bytes, size: tuple[float, float] | None = None) -> bytes:
        """One page: its bytes are complete and need nothing that comes later but the fonts. `size` where it differs."""
        before = b""
        if len(self._pages) % _PAGES_IN_NODE == 0:
            before = self._close_node()
            self._nodes.append(self._reserve())
        packed = zlib.compress(self._enlarge + (saved(content, is_page=True) if self._saving else content), COMPRESSION)
        page = len(self._offsets) + 1
        self._pages.append(page)
        box = b"" if size is None else b"/MediaBox[0 0 %b %b]" % tuple(figures(side) for side in size)
        head = b"%d 0 obj\n<</Type/Page/Parent %d 0 R/Contents %d 0 R%b>>\nendobj\n" % (page, self._nodes[-1], page + 1, box)
        self._offsets += (self._position, self._position + len(head))
        stream = b"%d 0 obj\n<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream\nendobj\n"
        return before + self._emit(head + stream % (page + 1, len(packed), packed))

    def form(self, name: str, content: bytes) -> bytes:
        """A drawing that pages show with `/name Do`; it may be written after the pages that show it."""
        self._forms[name] = self._reserve()
        width, height = self._size
        entries = b"/Type/XObject/Subtype/Form/BBox[-%d -%d %d %d]/Resources %d 0 R" % (
            *(round(width * 10), round(height * 10)) * 2,
            self._resources,
        )
        drawn = saved(content) if self._saving else content
        return self._stream(self._forms[name], entries, zlib.compress(drawn, COMPRESSION))

    def photo(self, name: str, jpeg: bytes, width: int, height: int, *, grey: bool = False) -> bytes:
        """A JPEG of so many pixels that pages show with `/name Do`, one unit wide and high; its bytes are taken as they are."""
        self._forms[name] = self._reserve()
        space = b"DeviceGray" if grey else b"DeviceRGB"
        head = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%b/BitsPerComponent 8" % (width, height, space)
        head += b"/Filter/DCTDecode/Length %d>>" % len(jpeg)
        return self._object(self._forms[name], b"%bstream\n%b\nendstream" % (head, jpeg))

    def end(self, case: TypeCase, bookmarks: Iterable[Bookmark]) -> Iterator[bytes]:
        """All that is known only now: fonts, page tree, outline, catalogue, table of objects."""
        fonts = []
        for number in range(len(case.pages)):
            reference, data = self._font(case, number)
            fonts.append(b"/F%d %d 0 R" % (number, reference))
            yield data
        forms = b"".join(b"/%b %d 0 R" % (name.encode(), at) for name, at in self._forms.items())
        yield self._object(self._resources, b"<</Font<<%b>>/XObject<<%b>>>>" % (b"".join(fonts), forms))
        yield self._close_node()
        yield self._object(self._root, self._tree())
        outline, data = self._outline(list(bookmarks))
        yield data
        yield self._object(self._catalog, self._catalogue(outline))
        yield self._object(self._info, self._information())
        yield self._trailer()

    def _reserve(self) -> int:
        self._offsets.append(0)
        return len(self._offsets)

    def _emit(self, data: bytes) -> bytes:
        self._position += len(data)
        self._digest.update(data)
        return data

    def _object(self, number: int, body: bytes) -> bytes:
        self._offsets[number - 1] = self._position
        return self._emit(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _stream(self, number: int, entries: bytes, packed: bytes) -> bytes:
        body = b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (entries, len(packed), packed)
        return self._object(number, body)

    def _close_node(self) -> bytes:
        if not self._nodes:
            return b""
        start = (len(self._nodes) - 1) * _PAGES_IN_NODE
        kids = b" ".join(b"%d 0 R" % page for page in self._pages[start:])
        count = len(self._pages) - start
        body = b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%b]>>" % (self._root, count, kids)
        return self._object(self._nodes[-1], body)

    def _tree(self) -> bytes:
        kids = b" ".join(b"%d 0 R" % node for node in self._nodes)
        width, height = self._size
        return (
            f"<</Type/Pages/Count {len(self._pages)}/MediaBox[0 0 {width:.2f} {height:.2f}]"
            f"/Resources {self._resources} 0 R/Kids[{kids.decode()}]>>"
        ).encode("ascii")

    def _font(self, case: TypeCase, number: int) -> tuple[int, bytes]:
        program = font_program(case.pages[number])
        font, descriptor, file, to_unicode = (self._reserve() for _ in range(4))
        data = self._stream(file, b"/Length1 %d" % program.file_length, program.file)
        data += self._stream(to_unicode, b"", program.to_unicode)
        data += self._object(descriptor, b"<<%b/FontFile2 %d 0 R>>" % (program.descriptor, file))
        references = b"/FontDescriptor %d 0 R/ToUnicode %d 0 R" % (descriptor, to_unicode)
        return font, data + self._object(font, b"<<%b%b>>" % (program.font, references))

    def _outline(self, bookmarks: list[Bookmark]) -> tuple[int, bytes]:
        """The title leading to the first page, and the bookmarks under it."""
        root, title = self._reserve(), self._reserve()
        entries = [self._reserve() for _ in bookmarks]
        data = self._object(root, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count 1>>" % (title, title))
        body = b"<</Title%b/Parent %d 0 R/Dest[%d 0 R/Fit]" % (text_string(self.about.title), root, self._pages[0])
        if entries:
            body += b"/First %d 0 R/Last %d 0 R/Count -%d" % (entries[0], entries[-1], len(entries))
        data += self._object(title, body + b">>")
        for place, (number, mark) in enumerate(zip(entries, bookmarks, strict=True)):
            page = self._pages[mark.page]
            body = b"<</Title%b/Parent %d 0 R/Dest[%d 0 R/Fit]" % (text_string(mark.words), title, page)
            if place:
                body += b"/Prev %d 0 R" % entries[place - 1]
            if place + 1 < len(entries):
                body += b"/Next %d 0 R" % entries[place + 1]
            data += self._object(number, body + b">>")
        return root, data

    def _catalogue(self, outline: int) -> bytes:
        return b"<</Type/Catalog/Pages %d 0 R/Outlines %d 0 R/Lang%b%b>>" % (
            self._root,
            outline,
            text_string(self.about.language),
            b"/ViewerPreferences<</DisplayDocTitle true>>",
        )

    def _information(self) -> bytes:
        about = self.about
        entries = {"Title": about.title, "Author": about.author, "Subject": about.subject}
        said = b"".join(b"/%b%b" % (key.encode(), text_string(value)) for key, value in entries.items() if value)
        return b"<<%b/Producer%b>>" % (said, text_string(_PRODUCER))

    def _trailer(self) -> bytes:
        start = self._position
        size = len(self._offsets) + 1
        places = b"".join([b"%010d 00000 n \n" % offset for offset in self._offsets])
        name = self._digest.hexdigest().encode()
        return self._emit(
            b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\n"
            b"startxref\n%d\n%%%%EOF\n" % (size, places, size, self._catalog, self._info, name, name, start)
        )


def text_string(words: str) -> bytes:
    """A text string outside of pages: UTF-16 in hex, which nothing in it can break."""
    plain = visible(words, "regular")
    if plain.isascii():
        return b"<%b>" % plain.encode("ascii").hex().encode()
    return b"<feff%b>" % plain.encode("utf-16-be").hex().encode()
