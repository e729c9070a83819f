"""Tables in text files: any encoding of an office, any sign between columns, every row under the number the sheet has."""

import csv
import io
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.sheets import csvfile
from campaign.sheets.parsing.texts import is_formula, read
from campaign.sheets.reading import RawTable, Unreadable, Upload, is_rounded, read_table
from campaign.sheets.schemas import SheetColumn, SheetTable
from tests.sheets.test_files import HOSTILE, MADE

PEOPLE = "Тегі, аты;Телефон\nӘлия Нұрқызы;+7 701 555 01 23\nҒани Өтеұлы;8 (7212) 55-01-24\n"


def table_of(data: bytes | str, **how: object) -> RawTable:
    content = data.encode() if isinstance(data, str) else data
    return read_table(Upload("люди.csv", content), **how)  # type: ignore[arg-type]


def refusal(data: bytes | str) -> str:
    with pytest.raises(Unreadable) as refused:
        table_of(data)
    return refused.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048"])
def test_every_encoding_of_an_office_is_known(encoding):
    table = table_of(PEOPLE.encode(encoding))
    assert table.rows == [["Тегі, аты", "Телефон"], ["Әлия Нұрқызы", "+7 701 555 01 23"], ["Ғани Өтеұлы", "8 (7212) 55-01-24"]]
    assert (table.sheet, table.first_row, table.last_row, table.width) == ("люди.csv", 1, 3, 2)


def test_windows_russian_reads_as_kazakh_windows():
    assert table_of("ФИО;Посёлок\nЩукин;«Ёлка» № 5".encode("cp1251")).rows[1] == ["Щукин", "«Ёлка» № 5"]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("before", ["", "Список участников\n", "\nАкимат, отдел; культуры\n«Адал жол», 2018\n\n"])
def test_the_sign_between_columns_is_found_under_any_title(sign, before):
    lines = "\n".join(
        sign.join(cells) for cells in [("№", "ФИО", "Телефон")] + [(str(n), f"Н {n}", "7015550123") for n in range(9)]
    )
    assert table_of(before + lines).rows[-1] == ["8", "Н 8", "7015550123"]


def test_decimal_commas_do_not_divide_columns():
    assert table_of("имя;широта;долгота\nа;53,28;69,39\nб;49,80;73,10").width == 3


def test_excel_may_say_its_sign_itself():
    table = table_of("sep=|\na,b|c;d\n1|2")
    assert (table.first_row, table.rows) == (1, [["a,b", "c;d"], ["1", "2"]])


def test_one_column_is_a_table_too():
    assert table_of("ФИО\nӘлия\nҒани\n").rows == [["ФИО"], ["Әлия"], ["Ғани"]]


def test_rows_have_the_numbers_of_the_sheet():
    table = table_of('\n\n;;\nИмя;Адрес\n\n"Әлия";"ул. Мира\nдом 5"\n;\nҒани;х\n\n;;\n')
    assert (table.first_row, table.last_row) == (4, 8)
    assert table.row(6) == ["Әлия", "ул. Мира\nдом 5"]
    assert table.row(8) == ["Ғани", "х"]
    assert table.row(5) == table.row(7) == table.row(99) == table.row(1) == ["", ""]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_each_system_ends_them(ending):
    assert table_of(PEOPLE.replace("\n", ending)).last_row == 3


def test_quotation_marks_are_taken_as_people_write_them():
    rows = table_of('a;b\n"ТОО ""Рога""";1\nТОО "Копыта";2\n"Рога" и копыта;3\n').rows
    assert [row[0] for row in rows] == ["a", 'ТОО "Рога"', 'ТОО "Копыта"', "Рога и копыта"]


def test_a_quotation_mark_that_is_not_closed_is_named_by_its_row():
    with pytest.raises(Unreadable, match="from row 3 on"):
        table_of('a;b\n1;2\n"3;4\n5;6\n')
    with pytest.raises(Unreadable, match="from row 2 on"):
        table_of('a;b\n"' + "1;2\n" * 50_000)


def test_short_and_long_rows_stand_in_one_table():
    assert table_of("a;b;c;;;\n1\n1;2;3;;;\n").rows == [["a", "b", "c"], ["1", "", ""], ["1", "2", "3"]]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"), (b" \r\n\n", "empty"), (b"\xef\xbb\xbf", "empty"), (b"\xff\xfe", "empty"), (b";;;\n;;", "empty"),
        (b"a;b\0c\n", "other"), (b"\x01\x02\x03\x04", "other"), (b"a;b\n1;\x98\n", "other"),
        (b"%PDF-1.7", "pdf"), (b"\xff\xd8\xff\xe0", "picture"), (b"GIF89a", "picture"), (b"{\\rtf1", "word"),
        (b"Rar!\x1a", "archive"), (b"<html><table>", "page"), (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook>", "page"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told_by_its_content(data, reason):
    assert refusal(data) == reason


def test_a_word_that_looks_like_a_signature_is_still_a_table():
    assert table_of("BMW;1\nAudi;2").rows == [["BMW", "1"], ["Audi", "2"]]


def test_too_many_rows_are_refused_and_blank_ones_count_no_more_than_they_are():
    assert len(table_of("a;b\n" * 5, most_rows=5).rows) == 5
    with pytest.raises(Unreadable, match="More than 5 rows"):
        table_of("a;b\n" * 6, most_rows=5)
    assert table_of("a;b\n" + "\n" * 100, most_rows=5).last_row == 1


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "=HYPERLINK(\"http://x\";\"y\")", "+A1+B1", "+1+cmd|' /C calc'!A0", "-SUM(A1)", "@SUM(A1)", "-1+1", "-2|x"],
)  # fmt: skip
def test_a_cell_that_a_spreadsheet_would_compute_is_a_formula(cell):
    assert is_formula(cell)


@pytest.mark.parametrize(
    "cell",
    ["+7 701 555 01 23", "+77015550123", "+7(701)555-01-23", "+7 701 555 01 23 (мама)", "+77015550123,+77015550124", "-5",
     "-", "- нет", "–", "@aliya.n", "-5,5%", "+7 701 555 01 23; +7 701 555 01 24", "", "a=b", "1+1", "+7.70155E+10"],
)  # fmt: skip
def test_phones_numbers_and_dashes_are_no_formulas(cell):
    assert not is_formula(cell)


def test_no_cell_takes_long_to_judge():
    begun = process_time()
    for cell in ("+" + ",  " * 40_000 + "=", "+" + "- " * 60_000 + "|", "-" * 130_000 + "=", "@" + "a." * 60_000 + "("):
        is_formula(cell)
    assert process_time() - begun < 1


def test_formulas_of_a_csv_are_found_where_they_stand():
    table = table_of('\na;b;c\n1;"=2+2";+77015550123\n2;@SUM(A1);#REF!\n')
    assert table.formulas == {(3, 1), (4, 1)}
    assert table.is_formula(3, 1)
    assert not table.is_formula(3, 2)
    assert table.is_error(4, 2)
    assert not table.is_error(3, 2)
    assert not table.is_number(3, 0)


def test_our_own_csv_comes_back_letter_for_letter():
    rows = [(number, text, text[::-1]) for number, text in enumerate(HOSTILE, 1)]
    data = csvfile.render(SheetTable("x", [SheetColumn("№", 6, "number"), SheetColumn("Имя"), SheetColumn("=")], rows, MADE))
    table = table_of(data)
    assert [row[1].strip() for row in table.rows[1:]] == [text.strip() for text in HOSTILE]
    assert table.formulas == set()


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"])), min_size=3, max_size=3), min_size=1)
)
@settings(max_examples=60)
def test_whatever_the_csv_module_writes_is_read_again(rows):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows([["имя", "адрес", "х"], *rows])
    grid = read(out.getvalue().encode("utf-8-sig"), "x", 1000)
    cells = [list(row) for row in zip(*grid.columns, strict=True)]
    width = len(grid.columns)
    wanted = [[cell[1:] if cell[:1] == "'" else cell for cell in row[:width]] for row in rows]
    for read_row, row in zip(cells[1:], wanted, strict=False):
        assert [cell.lstrip("'") for cell in read_row] == [cell.lstrip("'") for cell in row]


@pytest.mark.parametrize(("cell", "rounded"), [
    ("8.70155E+10", True), ("8,70155E+10", True), ("7E+10", True), ("87015550123", False), ("E-12", False), ("12E", False),
])  # fmt: skip
def test_a_phone_that_a_spreadsheet_cut_short_is_known(cell, rounded):
    assert is_rounded(cell) is rounded
