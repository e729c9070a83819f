"""The book as a PDF, piece by piece: pages first, then each photo once, read only when its turn comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from campaign.pdf.book.jpeg import size_of
from campaign.pdf.book.layout import BookPages
from campaign.pdf.book.schemas import Book, Pair, Spread
from campaign.pdf.document import TAGS, About, Bookmark, Document

_SCALE: Final = b".1 0 0 .1 0 0 cm\n"


def stream(
    book: Book, jpeg_of: Callable[[str], bytes], step: Callable[[int, int], None] = lambda done, of: None
) -> Iterator[bytes]:
    """The whole book; equal books with equal photos give equal bytes. `step` is told how many photos are written.

    One photo at a time is held. Raises ValueError for a photo that is none.
    """
    title = f"{book.title[0]} / {book.title[1]} – {book.number[1]}"
    about = About(title, TAGS["kk"], book.campaign[0], book.region[0])
    yield from _written(BookPages(book.title[0]).laid_out(book), about, jpeg_of, step)


def stream_spread(spread: Spread, missing: Pair, jpeg_of: Callable[[str], bytes]) -> Iterator[bytes]:
    """The pages of one stop alone, as they would stand in the book; `missing` heads what is not there."""
    about = About(" / ".join(spread.place), TAGS["kk"])
    yield from _written(BookPages(spread.place[0]).alone(spread, missing), about, jpeg_of, lambda done, of: None)


def _written(
    pages: BookPages, about: About, jpeg_of: Callable[[str], bytes], step: Callable[[int, int], None]
) -> Iterator[bytes]:
    document = Document(about, *pages.frame.format.points)
    yield document.begin()
    for ink in pages.pages:
        yield document.page(_SCALE + ink.operators())
    for number, (key, name) in enumerate(pages.names.items()):
        step(number, len(pages.names))
        jpeg = jpeg_of(key)
        width, height, grey = size_of(jpeg)
        yield document.photo(name, jpeg, width, height, grey=grey)
    yield from document.end(pages.frame.case, [Bookmark(words, page) for words, page in pages.marks])


def pages_of(book: Book) -> int:
    """How many pages it has."""
    return len(BookPages(book.title[0]).laid_out(book).pages)
