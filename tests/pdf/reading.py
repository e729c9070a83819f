"""What stands on a paper, as somebody copies it out: fast, so that tests may read many."""

import pypdfium2

TORN = "\ufffe"
"""What the reader says for a hyphen at the end of a line."""


def pages_of(pdf: bytes, *, lined: bool = False) -> list[str]:
    """The words of each page with one blank between them, or with its lines as they are; a millisecond a page."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = [page.get_textpage().get_text_range().replace(TORN, "-") for page in document]
    return ["\n".join(page.split("\r\n")) if lined else " ".join(page.split()) for page in found]


def text_of(pdf: bytes) -> str:
    """The words of all pages."""
    return " ".join(pages_of(pdf))
