"""A list on paper says what was put in, on every page, in every language."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pypdf
import pytest

from campaign.pdf.listing import Column, Head, render, stream
from tests.pdf.papers import TITLES, WORDS, a_list, a_person, named, pages_of, people, text_of

ALL_KAZAKH_LETTERS = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"


@pytest.mark.parametrize(
    "name",
    ["Әлия <b>Нұр", "R&D", "O'Neil", "Іңкәр", "Ким (Цой)", "a\\b\\(", "100 % «ок» № 7 – 5 ₸", ALL_KAZAKH_LETTERS],
)
def test_a_name_is_printed_as_it_is_written(name):
    assert name in text_of(named([name]))


def test_a_sign_that_the_first_face_lacks_comes_from_the_second():
    text = text_of(named(["Müller → ☐ ✓ ñ"]))
    assert "Müller → ☐ ✓ ñ" in text


def test_a_sign_that_no_face_has_is_spelt_out():
    text = re.sub(r"\s", "", text_of(named(["Абай 😀 汉 \0 \u202e א"])))
    assert "Абай[U+1F600][U+6C49][U+0000][U+202E][U+05D0]" in text


def test_a_letter_typed_in_two_parts_is_one_letter_on_paper():
    assert "Андрей" in text_of(named(["Андреи\u0306"]))


def test_private_signs_are_not_mistaken_for_digits():
    assert "[U+E101]" in text_of(named(["\ue101"]))


def test_figures_of_equal_width_are_copied_as_plain_digits():
    assert "700 310 11 10" in text_of(a_list(people(1)))


def test_an_empty_list_says_so_and_has_rows_to_write_in():
    (page,) = pages_of(a_list([], "ru", blank_rows=3))
    assert WORDS["ru"].empty in page
    assert _numbers_alone(page) == ["1", "2", "3"]


def test_an_empty_list_without_blank_rows_is_still_one_page():
    assert len(pages_of(a_list([], blank_rows=0, signers=()))) == 1


def test_blank_rows_go_on_with_the_numbers_of_the_list():
    text = text_of(a_list(people(4), blank_rows=3))
    assert _numbers_alone(text) == ["5", "6", "7"]


def test_numbers_that_are_given_are_kept_and_counted_on():
    rows = [("7", *a_person(1)[1:]), ("12", *a_person(2)[1:])]
    text = text_of(a_list(rows, blank_rows=1))
    assert _numbers_alone(text) == ["13"]


def test_row_numbers_get_the_room_they_need():
    """Five digits do not fit the 9 mm that are asked for; they are neither broken nor set smaller."""
    rows = [(str(number), *a_person(number)[1:]) for number in range(99_990, 100_020)]
    text = text_of(replace(a_list(rows), total=100_020))
    assert all(f"{number} Әлімжанова" in text for number in range(99_990, 100_020))


@pytest.mark.parametrize("count", [1, 60, 400])
def test_every_page_says_which_it_is_of_how_many(count):
    pages = pages_of(a_list(people(count), "ru"))
    for number, page in enumerate(pages, 1):
        assert f"стр. {number} из {len(pages)}" in " ".join(page.split())


def test_a_kazakh_page_names_the_total_first():
    pages = pages_of(a_list(people(60), "kk"))
    assert f"{len(pages)} беттің 2-беті" in " ".join(pages[1].split())


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_head_stands_on_every_page_and_the_title_on_later_ones(language):
    pages = pages_of(a_list(people(60), language))
    assert len(pages) > 2
    for page in pages:
        flat = " ".join(page.split())
        assert all(title in flat for title in TITLES[language])
    assert WORDS[language].continued not in pages[0]
    assert all(WORDS[language].continued in page for page in pages[1:])


def test_every_row_is_printed_once_and_in_order():
    text = text_of(a_list(people(450)))
    printed = [int(number) for number in re.findall(r"Іңкәр (\d+)", text)]
    assert printed == list(range(1, 451))


@pytest.mark.parametrize("count", range(14, 26))
def test_the_last_two_rows_stay_with_the_signatures(count):
    *_, last = pages_of(a_list(people(count), blank_rows=0))
    assert "Ахметова Д. С." in last
    assert f"Іңкәр {count - 1}" in last
    assert f"Іңкәр {count}" in last


def test_a_row_taller_than_a_page_goes_on_over_the_pages():
    words = [f"сөз{number}" for number in range(3000)]
    pages = pages_of(named([" ".join(words), "Соңғы Адам"]))
    assert len(pages) > 5
    assert re.findall(r"сөз\d+", " ".join(pages)) == words
    assert "Соңғы Адам" in pages[-2] + pages[-1]
    assert "Ахметова Д. С." in pages[-1]


def test_a_last_row_taller_than_a_page_leaves_a_piece_for_the_page_of_the_signatures():
    *_, last = pages_of(named(["Бірінші Адам", "сөз " * 3000], blank_rows=0))
    assert "сөз" in last
    assert "Ахметова Д. С." in last


def test_a_word_longer_than_its_column_is_broken_not_cut():
    assert text_of(named(["щ" * 500])).count("щ") == 500


def test_a_double_surname_is_broken_at_its_hyphen():
    text = " ".join(text_of(named(["-".join(["Константиновская"] * 6)])).split())
    assert "Константиновская- Константиновская" in text
    assert text.count("Константиновская") == 6


def test_two_thousand_hostile_names_are_printed():
    hostile = [
        "😀" * 9,
        "a\0b",
        "\u202eкері",
        "я" * 10_000,
        "\ud800",
        "%s %d %%",
        "\r\n\t",
        "\x1b[31m",
        "))((\\",
        "ﷺ",
        "Z\u0335\u0336" * 40,
    ]
    names = [f"{hostile[number % len(hostile)]} {number}" for number in range(2000) if number % 200 != 3] + hostile
    data = render(named(names))
    with pikepdf.open(io.BytesIO(data)) as document:
        assert len(document.pages) > 80
    assert not _problems(data)


def test_equal_papers_are_equal_to_the_byte():
    names = ["Әлия", "Ğüñ ☐", "汉", "Абай"] * 30
    assert render(named(names)) == render(named(names))


def test_another_name_is_another_file():
    assert render(named(["Әлия"])) != render(named(["Әлім"]))


@pytest.mark.parametrize("count", [0, 1, 23, 3000])
def test_qpdf_finds_nothing_wrong(count):
    assert not _problems(render(a_list(people(count))))


def test_the_file_says_its_title_and_language():
    data = render(a_list(people(2), "kk", author="Штаб", subject="Теміртау"))
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.metadata.title == "Қатысушылар тізімі – Парақ № 00418"
    assert (reader.metadata.author, reader.metadata.subject) == ("Штаб", "Теміртау")
    assert reader.trailer["/Root"]["/Lang"] == "kk-KZ"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_a_long_list_has_a_bookmark_for_each_letter():
    names = [f"{letter}адам {number}" for letter in "АӘБ" for number in range(40)]
    pages = pages_of(named(names))
    expected = [next(place for place, page in enumerate(pages) if f"{letter}адам 0 " in page) for letter in "АӘБ"]
    assert _bookmarks(named(names)) == list(zip("АӘБ", expected, strict=True))
    assert expected[1] > 0


def test_a_long_list_in_no_order_has_bookmarks_of_row_ranges():
    marks = _bookmarks(a_list(people(60), bookmark=None))
    assert [title for title, _ in marks] == ["1–19", "20–40", "41–61", "62–66"]
    assert [page for _, page in marks] == [0, 1, 2, 3]


def test_a_stream_gives_its_first_page_before_the_last_row_is_read():
    read = []

    def rows():
        for number in range(1, 5001):
            read.append(number)
            yield a_person(number)

    pieces = stream(replace(a_list(), rows=rows(), total=5000))
    next(pieces)
    next(pieces)
    assert len(read) < 1000


def test_the_length_of_the_total_need_not_be_known():
    pages = pages_of(replace(a_list(people(300), "ru"), total=0))
    assert f"из {len(pages)}" in " ".join(pages[0].split())


def test_facts_and_long_titles_stand_in_the_head():
    head = Head("Өте ұзын атау " * 12, ["екінші жол"], facts=[("Барлығы", "300 адам"), ("Жиналу", "10:40")] * 3)
    text = " ".join(text_of(a_list(people(1), head=head)).split())
    assert text.count("300 адам") == 3
    assert text.count("Өте ұзын атау") >= 12


def test_a_portrait_list_is_portrait():
    data = render(a_list(people(3), landscape=False))
    box = pypdf.PdfReader(io.BytesIO(data)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="5 columns, but a row has 4"):
        render(a_list([("", "Абай", "", "")]))


def test_a_list_without_text_is_refused():
    with pytest.raises(ValueError, match="at least one column with text"):
        render(a_list([], columns=[Column("Явка", 10, kind="box")]))


def _numbers_alone(text: str) -> list[str]:
    """Lines that hold a row number and nothing else, up to the signatures."""
    return re.findall(r"^ (\d+) *$", text, re.MULTILINE)


def _problems(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as document:
        return document.check_pdf_syntax()


def _bookmarks(paper):
    reader = pypdf.PdfReader(io.BytesIO(render(paper)))
    _, entries = reader.outline
    return [(entry.title, reader.get_destination_page_number(entry)) for entry in entries]
