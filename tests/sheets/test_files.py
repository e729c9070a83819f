"""CSV and XLSX files: what was put in comes back, and nothing in them is a formula."""

import csv
import doctest
import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from campaign.sheets import cells, csvfile, xlsxfile
from campaign.sheets.schemas import SheetColumn, SheetTable

HOSTILE = [
    "=1+1", "+7 701 555 01 23", "-1", "@SUM(A1)", "\t=1", " =1", "' =1", "'=1", "''=1", "'",
    "=HYPERLINK(\"http://x\";\"y\")", "=cmd|'/c calc'!A0",
    "Әлия \"Нұр\"", "O'Neil", "a,b;c", "два\nряда", "R&D <b>", "https://example.org", "007", "1e5", "12.03.2018", "",
    "＝1", "TRUE", "%E2",
]  # fmt: skip
MADE = datetime(2018, 4, 5, 11, 42, tzinfo=UTC)
COLUMNS = [SheetColumn("№", 6, "number"), SheetColumn("Имя"), SheetColumn("=Ескертпе")]


def a_table(texts: list[str]) -> SheetTable:
    rows = [(number, text, text[::-1]) for number, text in enumerate(texts, 1)]
    return SheetTable("Қатысушылар тізімі", COLUMNS, rows, MADE)


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_guarded_cell_is_explained_by_its_examples():
    assert doctest.testmod(cells).failed == 0


def test_a_csv_comes_back_as_it_was():
    head, *rows = csv_rows(csvfile.render(a_table(HOSTILE)))
    assert [cells.unguarded(cell) for cell in head] == ["№", "Имя", "=Ескертпе"]
    assert [cells.unguarded(row[1]) for row in rows] == HOSTILE
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(HOSTILE) + 1)]


@given(st.text())
def test_any_text_is_guarded_and_comes_back(text):
    cell = cells.guarded(text)
    assert cells.unguarded(cell) == text
    assert not cell.strip().startswith(("=", "+", "-", "@"))


def test_no_cell_of_a_csv_begins_a_formula():
    for row in csv_rows(csvfile.render(a_table(HOSTILE))):
        assert [cell for cell in row if cell.strip()[:1] in set("=+-@＝")] == []


def test_a_csv_says_its_encoding_and_ends_its_lines_as_the_standard_has_it():
    content = csvfile.render(a_table(["Әлия"]))
    assert content == "\ufeff№,Имя,'=Ескертпе\r\n1,Әлия,яилӘ\r\n".encode()


def test_a_long_csv_leaves_in_pieces_with_one_mark():
    pieces = list(csvfile.stream(a_table(["Әлия"] * 2500)))
    assert len(pieces) == 3
    assert b"".join(pieces).count("\ufeff".encode()) == 1


def test_an_xlsx_comes_back_letter_for_letter():
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(xlsxfile.render(a_table(HOSTILE)))).get_sheet_by_index(0)
    head, *rows = sheet.to_python()
    assert head == ["№", "Имя", "=Ескертпе"]
    assert [row[1] for row in rows] == HOSTILE
    assert [row[0] for row in rows] == list(range(1, len(HOSTILE) + 1))
    assert sheet.name == "Қатысушылар тізімі"


def test_no_cell_of_an_xlsx_is_a_formula_or_a_link():
    with zipfile.ZipFile(io.BytesIO(xlsxfile.render(a_table(HOSTILE)))) as parts:
        page = parts.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in page
        assert b"hyperlink" not in page.lower()
        assert [name for name in parts.namelist() if "externalLink" in name or "_rels/sheet" in name] == []


@pytest.mark.parametrize("render", [csvfile.render, xlsxfile.render])
def test_equal_tables_give_equal_files(render):
    assert render(a_table(HOSTILE)) == render(a_table(HOSTILE))


@pytest.mark.parametrize("render", [csvfile.render, xlsxfile.render])
def test_a_table_without_rows_has_its_head(render):
    assert render(a_table([]))


@pytest.mark.parametrize("title", ["", "[a]:b*c?d/e\\f", "'кавычки'", "о" * 80])
def test_any_title_names_a_worksheet(title):
    content = xlsxfile.render(SheetTable(title, COLUMNS, [], MADE))
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
