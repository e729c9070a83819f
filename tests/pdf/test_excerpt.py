"""Some pages of a file of ours: what stands on them is what stands on them in the whole."""

import io

import pikepdf
import pypdf
import pytest

from campaign.pdf.excerpt import excerpt, page_count
from campaign.pdf.listing import render
from tests.pdf.papers import a_list, people
from tests.pdf.test_volume import a_short_paper, some_badges


def read(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        return [page.Contents.read_raw_bytes() for page in opened.pages]


def a_long_list() -> bytes:
    return render(a_list(people(2000)))


@pytest.mark.parametrize("drawn", [a_long_list, some_badges])
def test_its_pages_are_those_of_the_whole(drawn):
    pdf = drawn()
    pages, last = read(pdf), page_count(pdf)
    assert last == len(pages)
    for wished in ({1}, {last}, {1, last}, set(range(1, last + 1)), {number for number in (2, 66) if number <= last}):
        part = excerpt(pdf, wished)
        assert read(part) == [pages[number - 1] for number in sorted(wished)]
        assert part == excerpt(pdf, wished)
    reader = pypdf.PdfReader(io.BytesIO(excerpt(pdf, {last})))
    whole = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.pages[0].extract_text() == whole.pages[-1].extract_text()
    assert reader.pages[0].mediabox == whole.pages[-1].mediabox
    assert reader.metadata == whole.metadata
    assert [reader.get_destination_page_number(entry) for entry in reader.outline] == [0]


def test_only_pages_that_are_there_and_files_of_ours():
    pdf = a_short_paper("00001")
    for wished in ({0}, {2}, {1, 2}, set()):
        with pytest.raises(ValueError, match="no such page"):
            excerpt(pdf, wished)
    with pytest.raises(ValueError, match="cannot be bound"):
        excerpt(b"%PDF-1.7\n", {1})
