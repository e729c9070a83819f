"""Office papers made of parts: they come back from JSON the same to the byte, and nothing on them is cut or left alone."""

import io
import json
import re
from dataclasses import replace

import pypdf
import pypdfium2
import pytest

from campaign.pdf import office
from campaign.pdf.parts import (
    Approval,
    Approvals,
    Column,
    Dot,
    Facts,
    Grid,
    Head,
    Heading,
    Label,
    NewPage,
    Notes,
    Paper,
    Paragraph,
    Picture,
    Points,
    Signer,
    Signers,
    SmallPrint,
    Stroke,
    Title,
    plain,
    rebuilt,
)
from campaign.pdf.schemas import SheetStamp, Words
from tests.pdf import reading

WORDS = Words("Парақ", "{1} беттің {0}-беті", "{}-редакция", "басылды", "жалғасы", "қолы", "бос")
STAMP = SheetStamp("00012", 2, "05.04.2018 17:42", "HTTPS://ADALJOL.EXAMPLE/S/00012-{page}")
HARD = "Әкімдік «Ғылым» № 7, Қаңтар – Өскемен ₸ 1 000 Ұлы Іңкәр ҺҮ"
COLUMNS = (Column("№", 9, "centre", "order"), Column("Қауіп", 60), Column("Шара", 60), Column("Бар", 10, kind="box"))


def pages_of(paper: Paper) -> list[str]:
    return reading.pages_of(office.render(paper, STAMP, WORDS))


def a_paper(*parts, landscape=False) -> Paper:
    return Paper("kk", "Жоспар", parts, "Қысқа атауы", landscape, "Ішкі нысан", "Адал жол")


def rows(count: int, words: str = "сөз") -> list[tuple[str, ...]]:
    return [("", f"қатар{number}", words, "") for number in range(1, count + 1)]


def test_every_part_comes_back_from_json_the_same_to_the_byte():
    block = Approval("БЕКІТЕМІН", ("Басшы",), "", "2018 ж. «__» ____", "М. О.")
    picture = Picture(10, 5, (Stroke(((0, 0), (9, 4)), dash=(1, 1)), Dot(5, 2, 1, True, "3"), Label(1, 1, "Қ")))
    paper = a_paper(
        Head("", ("жол",), "Науқан", (("Басталуы", "10:00"),)), Approvals((block, block), (block,)), Title("Атауы", (HARD,)),
        Facts((("a", "b"),)), Heading("1. Тәуекелдер"), Paragraph("Мәтін", "Күшті"), Points(("бір", "екі"), first=3),
        Grid(COLUMNS, (("Бөлім",), *rows(2)), blank_rows=2, fives=True), Notes("Ескертпе"),
        Signers((Signer("Басшы", "А. Б."),)), SmallPrint("Орындаған"), NewPage(), picture,
    )  # fmt: skip
    again = rebuilt(json.loads(json.dumps(plain(paper))))
    assert office.render(again, STAMP, WORDS) == office.render(paper, STAMP, WORDS)
    first, second = pages_of(paper)
    assert HARD in first
    for words in ("БЕКІТЕМІН", "1. Тәуекелдер", "Күшті", "3. бір", "Бөлім", "қатар2", "Ескертпе", "Орындаған", "№ 00012"):
        assert words in first, words
    assert "2 беттің 2-беті" in second
    reader = pypdf.PdfReader(io.BytesIO(office.render(paper, STAMP, WORDS)))
    assert reader.trailer["/Root"]["/Lang"] == "kk-KZ"
    assert "1. Тәуекелдер" in str(reader.outline)


def test_a_part_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="no part of a paper"):
        rebuilt({"is": "Sticker"})


@pytest.mark.parametrize("count", [1, 29, 30, 31, 60])
def test_a_signature_never_stands_alone(count):
    pages = pages_of(a_paper(Grid(COLUMNS, rows(count), row_height=8), Signers([Signer("Басшы")] * 2)))
    signed = next(page for page in pages if "Басшы" in page)
    assert f"қатар{count}" in signed
    assert count == 1 or f"қатар{count - 1}" in signed
    assert all("Қауіп" in page for page in pages), "the head of the table is repeated"


@pytest.mark.parametrize("count", range(26, 32))
def test_a_sum_and_its_signature_bring_two_rows_along(count):
    """The line of words below the rows is not one of the two that stay with the signature."""
    for grid in (
        Grid(COLUMNS, [*rows(count), ("Барлығы",)], row_height=8),
        Grid(COLUMNS, [*rows(count), ("", "Барлығы", "", "")], row_height=8, total=True),
    ):
        last = next(page for page in pages_of(a_paper(grid, Signers([Signer("Басшы")]))) if "Басшы" in page)
        for words in ("Барлығы", f"қатар{count}", f"қатар{count - 1}"):
            assert words in last, (words, grid.total)


def test_words_below_a_drawing_that_begins_a_page_are_black():
    """The line above it says in grey that the paper goes on; once all below the drawing was grey too, the QR with it."""
    drawing = Picture(100, 40, (Label(10, 10, "Қ"),))
    paper = a_paper(Paragraph("Бірінші"), NewPage(), drawing, Paragraph("Ш " * 900))
    page = pypdfium2.PdfDocument(office.render(paper, STAMP, WORDS))[1].render(scale=2).to_pil().convert("L")
    below = page.crop((0, int(page.height * 0.35), page.width, int(page.height * 0.9)))
    assert below.getextrema()[0] < 20


def test_a_cell_taller_than_a_page_goes_on_over_the_next_and_loses_nothing():
    pages = pages_of(a_paper(Grid(COLUMNS, [("", "ұзын", " ".join(f"м{n}" for n in range(4000)), "")])))
    assert len(pages) > 2
    found = [word for page in pages for word in re.findall(r"\bм\d+\b", page)]
    assert found == [f"м{n}" for n in range(4000)]


def test_a_paragraph_flows_over_pages_and_loses_nothing():
    text = " ".join(f"т{n}" for n in range(3000))
    pages = pages_of(a_paper(Paragraph(text), Points([text])))
    assert re.findall(r"\bт\d+\b", " ".join(pages)) == [f"т{n}" for n in range(3000)] * 2


def test_a_table_becomes_tighter_to_stay_on_one_page():
    grid = Grid(COLUMNS, rows(24), row_height=6.5)
    parts = (Title("Кесте"), grid, Signers([Signer("Басшы")]))
    assert len(pages_of(a_paper(*parts, landscape=True))) == 2
    tight = (parts[0], replace(grid, one_page=True), parts[2])
    assert len(pages_of(a_paper(*tight, landscape=True))) == 1


def test_a_table_without_rows_says_so():
    assert "Тізім бос" in pages_of(a_paper(Grid(COLUMNS, (), "Тізім бос")))[0]


def test_a_heading_goes_with_the_beginning_of_its_table_or_drawing():
    table, drawing = Grid(COLUMNS, rows(1), row_height=30), Picture(100, 40, (), tall=60)
    for height in range(0, 200, 20):
        above = Picture(100, height or 1, (), tall=height or 1)
        for part in (table, drawing):
            pages = pages_of(a_paper(Head("Х"), above, Heading("Не жетпейді"), Paragraph("бір сөз"), part, SmallPrint("соңы")))
            assert [("Не жетпейді" in page) for page in pages] == [("бір сөз" in page) for page in pages]
            assert not (len(pages) > 1 and "Не жетпейді" in pages[0] and part is table and "Қауіп" not in pages[0])


def test_a_page_for_somebody_else_begins_with_the_head():
    first, second = pages_of(a_paper(Head("Х", ("Митинг",), "Науқан"), NewPage(headed=True), Paragraph("сөз")))
    assert all("Науқан" in page for page in (first, second))
    assert WORDS.continued not in second


def test_a_long_fact_stands_alone_across_the_paper():
    long = "жел мен жаңбыр " * 9
    (page,) = pages_of(a_paper(Facts((("Күні", "6 сәуір"), ("Ауа райы", long), ("Орны", "алаң")))))
    assert long.strip() in page


def test_the_foot_stays_where_a_printer_prints():
    long = "ұйымдастырушы дерек сақтайды " * 8
    pdf = office.render(replace(a_paper(Paragraph("сөз")), legal=long, short_title=long[:140]), STAMP, WORDS)
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        lowest = min(text.get_rect(number)[1] for number in range(text.count_rects()))
    assert lowest > 4 * 72 / 25.4


def test_a_name_of_many_lines_leaves_the_next_signature_free():
    name = "Мұхамеджанғалиева-Құрманғалиқызы Гүлбаршын-Раушангүл Нұрмұхаммедтемірланқызы " * 2
    pdf = office.render(a_paper(Signers((Signer("Қоймаға жауапты", name), Signer("Қатысқан", "Ә. Сәрсенбай")))), STAMP, WORDS)
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        rects = [(text.get_rect(number), text.get_text_bounded(*text.get_rect(number))) for number in range(text.count_rects())]
    next_one = next(rect for rect, words in rects if "Сәрсенбай" in words)
    assert all(rect[1] > next_one[3] for rect, words in rects if "Мұхамеджанғ" in words or "Гүлбаршын" in words)
