"""Binding papers: every page is that of its paper, fonts are there once, the outline leads from part to paper to heading."""

import io
import itertools

import pikepdf
import pypdf
import pytest

from campaign.pdf import badges, office
from campaign.pdf.badges.schemas import Badge, BadgeSet, BadgeWords, Layout
from campaign.pdf.document import About
from campaign.pdf.listing import render
from campaign.pdf.parts import Heading, Paper, Paragraph
from campaign.pdf.schemas import SheetStamp
from campaign.pdf.volume import Chapter, bound
from tests.pdf.papers import WORDS, a_list, people

ABOUT = About("Құжаттар жинағы", "kk-KZ")


def a_short_paper(number: str, sign: str = "") -> bytes:
    paper = Paper(
        "ru", f"План {number}", (Heading("Первый раздел"), Paragraph(f"Қ № {number} ₸ «ә» {sign}"), Heading("Второй"))
    )
    return office.render(paper, SheetStamp(number), WORDS["ru"])


def some_badges() -> bytes:
    words = BadgeWords("Парақ", "Топ", "Жетекші", "Код", "Тегі", "Аты", ())
    people = tuple(Badge(surname=f"Әбенова {number}", code=f"K{number}") for number in range(5))
    of = BadgeSet(Layout.A6, "kk", "Төсбелгілер", ("Адал жол",), "Митинг", "", "", "", words, people)
    return b"".join(badges.stream(of))


def volume(*chapters: Chapter, **options: bool) -> bytes:
    return b"".join(bound(ABOUT, chapters, **options))


def outline(reader: pypdf.PdfReader, entries: list | None = None) -> list:
    """Titles with their pages; what stands inside an entry follows it as a list."""
    found = reader.outline if entries is None else entries
    return [
        outline(reader, one) if isinstance(one, list) else (one.title, reader.get_destination_page_number(one)) for one in found
    ]


def test_papers_of_all_engines_are_bound_with_one_set_of_fonts():
    roster = render(a_list(people(60)))
    given = [roster, a_short_paper("00001"), some_badges(), a_short_paper("00002", "∞ ♥"), render(a_list(people(3)))]
    pdf = volume(*(Chapter("Митинг" if place < 2 else "", one) for place, one in enumerate(given)))
    pages = [page.extract_text() for one in given for page in pypdf.PdfReader(io.BytesIO(one)).pages]
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert [page.extract_text() for page in reader.pages] == pages
    sizes = [tuple(page.mediabox) for one in given for page in pypdf.PdfReader(io.BytesIO(one)).pages]
    assert [tuple(page.mediabox) for page in reader.pages] == sizes
    assert reader.metadata.title == "Құжаттар жинағы"
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        assert opened.Root.Lang == "kk-KZ"
        fonts = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        files = [one.FontDescriptor.FontFile2.read_bytes() for one in fonts]
    assert len(files) == len(set(files)) < sum(one.count(b"/Type/Font/") for one in given)
    assert len(pdf) < sum(map(len, given)) * 0.6


def test_the_outline_keeps_what_each_paper_has():
    pdf = volume(
        *(Chapter(part, a_short_paper(f"0000{number}")) for number, part in enumerate(("", "Митинг", "Митинг", "Марш"), 1))
    )
    inside = [("Первый раздел", None), ("Второй", None)]
    found = outline(pypdf.PdfReader(io.BytesIO(pdf)))

    def paper(number: int) -> list:
        page = number - 1
        return [(f"План 0000{number} – Лист № 0000{number}", page), [(words, page) for words, _page in inside]]

    assert found == [*paper(1), ("Митинг", 1), [*paper(2), *paper(3)], ("Марш", 3), paper(4)]


def test_on_both_sides_every_paper_begins_on_the_front_of_a_leaf():
    pdf = volume(*(Chapter("", a_short_paper(f"0000{number}")) for number in range(1, 4)), both_sides=True)
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    assert ["План" in text for text in texts] == [True, False] * 3
    assert [page for _title, page in outline(pypdf.PdfReader(io.BytesIO(pdf)))[::2]] == [0, 2, 4]


def test_the_same_papers_give_the_same_bytes_and_nobody_else_s_file_is_bound():
    chapters = [Chapter("", a_short_paper("00001"))]
    assert volume(*chapters) == volume(*chapters)
    with pikepdf.new() as other:
        other.add_blank_page()
        other.save(written := io.BytesIO())
    for foreign in (written.getvalue(), b"", b"%PDF-1.7\n"):
        with pytest.raises(ValueError, match="cannot be bound"):
            volume(Chapter("", foreign))
    assert len(pypdf.PdfReader(io.BytesIO(volume())).pages) == 0


def test_it_leaves_piece_by_piece():
    def asked():
        for number in itertools.count(1):
            seen.append(number)
            yield Chapter("", a_short_paper(f"{number:05d}"))

    seen: list[int] = []
    assert len(list(itertools.islice(bound(ABOUT, asked()), 3))) == 3
    assert seen == [1, 2]
