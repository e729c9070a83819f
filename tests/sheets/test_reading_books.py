"""Tables in XLSX and ODS: cells as text with their kinds, formulas found, merged cells understood."""

import io
import zipfile
from datetime import date, datetime, time

import pytest
import xlsxwriter

from campaign.sheets import xlsxfile
from campaign.sheets.reading import RawTable, Unreadable, Upload, read_table
from campaign.sheets.schemas import SheetColumn, SheetTable
from tests.sheets.odd_files import BEGIN, END, MAIN, ods, xlsx
from tests.sheets.test_files import HOSTILE, MADE


def book(fill) -> bytes:
    """A workbook written by `fill(book)`."""
    out = io.BytesIO()
    written = xlsxwriter.Workbook(out)
    fill(written)
    written.close()
    return out.getvalue()


def sheet(fill) -> RawTable:
    """The table of a workbook of one sheet written by `fill(sheet, book)`."""
    return table_of(book(lambda written: fill(written.add_worksheet("Лист1"), written)))


def table_of(data: bytes, **how) -> RawTable:
    return read_table(Upload("table.csv", data), **how)


def test_numbers_days_and_truths_become_text_and_stay_known():
    def fill(page, written):
        page.write_row(0, 0, ["ФИО", "Телефон", "Доля", "Да", "День", "Час", "Пришёл", "Часы"])
        page.write_row(1, 0, ["Әлия", 87015550123, 0.1 + 0.2, True])
        page.write_datetime(1, 4, date(2018, 4, 5), written.add_format({"num_format": "dd.mm.yyyy"}))
        page.write_datetime(1, 5, time(10, 30), written.add_format({"num_format": "hh:mm"}))
        page.write_datetime(1, 6, datetime(2018, 4, 5, 9, 5), written.add_format({"num_format": "dd.mm.yyyy hh:mm"}))
        page.write_number(1, 7, 1.25, written.add_format({"num_format": "[h]:mm"}))
        page.write_row(2, 0, ["007", -1, 1e22, False])

    table = sheet(fill)
    assert table.rows[1] == ["Әлия", "87015550123", "0.3", "TRUE", "2018-04-05", "10:30", "2018-04-05 09:05", "30:00"]
    assert table.rows[2][:4] == ["007", "-1", "1e+22", "FALSE"]
    assert [table.is_number(2, column) for column in range(5)] == [False, True, True, False, False]
    assert [table.is_date(2, column) for column in range(8)] == [False] * 4 + [True] * 4
    assert not table.is_number(3, 0)
    assert (table.sheet, table.sheets) == ("Лист1", ("Лист1",))


def test_a_table_may_stand_anywhere_on_its_sheet():
    table = sheet(lambda page, _book: page.write_row(4, 2, ["а", "б"]) or page.write_row(6, 2, ["в", "г"]))
    assert (table.first_row, table.last_row, table.width) == (5, 7, 4)
    assert table.row(7) == ["", "", "в", "г"]


def test_formats_without_cells_are_no_rows():
    def fill(page, written):
        page.write_row(0, 0, ["а", "б"])
        for row in range(5000):
            page.write_blank(row, 9, None, written.add_format({"bold": True}))
        page.write_string(3000, 0, "   ")

    assert sheet(fill).rows == [["а", "б"]]


def test_formulas_are_found_with_and_without_a_value():
    def fill(page, _book):
        page.write_row(0, 0, ["ФИО", "Год", "Сумма", "Массив"])
        page.write_string(1, 0, "=1+1")
        page.write_formula(1, 1, "=2000+8", None, 2008)
        page.write_formula(1, 2, "=A1&B1", None, "слово")
        page.write_formula(2, 1, "=2000+9")
        page.write_array_formula(1, 3, 2, 3, "{=B2:B3*2}", None, 4016)
        page.write_row(3, 0, ["f", "<f>", "<f"])

    table = sheet(fill)
    assert table.formulas == {(2, 1), (2, 2), (3, 1), (2, 3), (3, 3)}
    assert table.row(2) == ["=1+1", "2008", "слово", "4016"]
    assert table.is_number(2, 1)


def test_errors_of_a_sheet_are_words_and_known():
    def fill(page, _book):
        page.write_row(0, 0, ["а", "б", "в"])
        page.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        page.write_formula(2, 0, "=#REF!", None, "#REF!")
        page.write_string(2, 2, "#N/A")

    table = sheet(fill)
    assert table.rows[1:] == [["", "#DIV/0!", ""], ["#REF!", "", "#N/A"]]
    assert [table.is_error(*place) for place in ((2, 1), (3, 0), (3, 2), (1, 0))] == [True, True, True, False]
    assert table.formulas == {(2, 1), (3, 0)}


def test_formulas_far_down_and_over_the_edge_of_a_piece_are_found():
    def row(number: int) -> bytes:
        made = (
            f'<c r="B{number}"><f>{number}+0</f><v>{number}</v></c>' if number % 97 == 0 else f'<c r="B{number}"><v>1</v></c>'
        )
        return f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>Имя {number}</t></is></c>{made}</row>'.encode()

    table = table_of(xlsx([BEGIN, *map(row, range(1, 40_001)), END]))
    assert table.formulas == {(number, 1) for number in range(97, 40_001, 97)}


def test_a_prefix_before_every_tag_hides_no_formula():
    page = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    page += '<x:row r="2"><x:c r="A2"><x:f>A1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert table_of(xlsx([page.encode()])).formulas == {(2, 0)}


def test_what_is_merged_downwards_stands_in_every_row_that_has_more():
    def fill(page, _book):
        page.merge_range(0, 0, 0, 2, "Список участников")
        page.write_row(1, 0, ["Школа", "ФИО", "Телефон"])
        page.merge_range(2, 0, 4, 0, "Школа № 5")
        page.write_row(2, 1, ["Әлия", "1"])
        page.write_row(3, 1, ["Ғани", "2"])
        page.write_row(5, 0, ["Лицей", "Іңкәр", "3"])

    table = sheet(fill)
    assert table.rows == [
        ["Список участников", "", ""], ["Школа", "ФИО", "Телефон"], ["Школа № 5", "Әлия", "1"], ["Школа № 5", "Ғани", "2"],
        ["", "", ""], ["Лицей", "Іңкәр", "3"],
    ]  # fmt: skip
    assert table.merged == ((1, 0, 1, 2), (3, 0, 5, 0))


def test_the_first_visible_sheet_with_cells_is_read_unless_one_is_named():
    def fill(written):
        written.add_worksheet("Пустой")
        secret = written.add_worksheet("Скрытый")
        secret.write(0, 0, "скрыто")
        secret.hide()
        written.add_worksheet("Люди & <гости>").write_formula(0, 0, "=1", None, 7)
        written.get_worksheet_by_name("Люди & <гости>").activate()

    data = book(fill)
    table = table_of(data)
    assert (table.sheet, table.rows, table.formulas) == ("Люди & <гости>", [["7"]], {(1, 0)})
    assert table.sheets == ("Пустой", "Скрытый", "Люди & <гости>")
    assert table_of(data, sheet="Скрытый").rows == [["скрыто"]]
    with pytest.raises(Unreadable, match=r"no sheet Нет in the workbook\. Its sheets: Пустой, Скрытый"):
        table_of(data, sheet="Нет")
    with pytest.raises(Unreadable, match="sheet is empty"):
        table_of(data, sheet="Пустой")
    with pytest.raises(Unreadable, match="sheet is empty"):
        table_of(book(lambda written: written.add_worksheet()))


def test_our_own_xlsx_comes_back_letter_for_letter():
    rows = [(number, text, text[::-1]) for number, text in enumerate(HOSTILE, 1)]
    data = xlsxfile.render(SheetTable("x", [SheetColumn("№", 6, "number"), SheetColumn("Имя"), SheetColumn("=")], rows, MADE))
    table = table_of(data)
    assert [row[:2] for row in table.rows[1:]] == [[str(number), text] for number, text, _back in rows]
    assert table.formulas == set()


def test_an_open_document_is_read_with_its_formulas():
    def cell(value, more=""):
        kind = "float" if isinstance(value, int) else "string"
        said = f' office:value="{value}"' if kind == "float" else ""
        return f'<table:table-cell office:value-type="{kind}"{said}{more}><text:p>{value}</text:p></table:table-cell>'

    formula, twice = ' table:formula="of:=IF([.A1]&gt;2;1;0)"', ' table:number-columns-repeated="2"'
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="4"/>'
        "</table:table-row>"
        f"<table:table-row>{cell('ФИО')}{cell('Год')}{cell('Ұйым')}</table:table-row>"
        f"<table:table-row>{cell('Әлия')}{cell(2008, formula)}{cell('Лицей')}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="2">{cell("Ғани")}{cell(7, formula + twice)}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row>"
    )
    table = table_of(ods(rows))
    assert (table.sheet, table.first_row) == ("Лист", 3)
    assert table.rows == [["ФИО", "Год", "Ұйым"], ["Әлия", "2008", "Лицей"], ["Ғани", "7", "7"], ["Ғани", "7", "7"]]
    assert table.formulas == {(4, 1), (5, 1), (5, 2), (6, 1), (6, 2)}
    assert table.is_number(4, 1)
    assert not table.is_number(4, 0)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"word/document.xml": "<w/>"}, "word"),
        ({"ppt/presentation.xml": "<p/>"}, "word"),
        ({"xl/workbook.bin": "x"}, "old_excel"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, "word"),
        ({"люди.csv": "a;b"}, "archive"),
        ({"xl/workbook.xml": "<workbook/>"}, "broken"),
    ],
)
def test_other_archives_are_told_apart(parts, reason):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(Unreadable) as refused:
        table_of(out.getvalue())
    assert refused.value.reason == reason


def test_a_cell_far_to_the_right_is_named():
    with pytest.raises(Unreadable, match="wider than 256 columns"):
        sheet(lambda page, _book: page.write(0, 0, "а") or page.write(3, 700, "х"))
    assert sheet(lambda page, _book: page.write(0, 0, "а") or page.write(3, 700, "  ")).rows == [["а"]]
