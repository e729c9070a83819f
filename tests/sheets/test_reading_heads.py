"""Heads of real tables, the rows under them, totals, and the copy that says what is wrong."""

import doctest
import io
import re
import zipfile

import pytest

from campaign.sheets.reading import (
    CellError,
    Head,
    RawTable,
    Upload,
    body,
    find_head,
    headings,
    is_total,
    lines,
    matching,
    read_table,
    with_errors,
)
from tests.sheets.test_reading_books import sheet

KNOWN = {
    "full_name": ["ФИО", "Фамилия, имя, отчество", "Фамилия Имя Отчество", "Участник", "Тегі, аты", "Аты-жөні", "Full name"],
    "phone": ["Телефон", "Моб. телефон", "Сотовый", "Контакты", "Ұялы телефон", "Phone"],
    "organisation": ["Организация", "Место работы", "Место учёбы", "Школа", "Ұйым", "Organisation"],
    "role": ["Роль", "Рөлі", "Role"],
    "birth_year": ["Год рождения", "Туған жылы", "Г.р.", "Birth year"],
    "email": ["Email", "E-mail", "Эл. почта", "Электронная почта"],
    "language": ["Язык", "Тілі"],
    "note": ["Примечание", "Ескертпе", "Комментарий"],
}


def table(*rows: list[str], first_row: int = 1) -> RawTable:
    width = max(map(len, rows))
    cells = [row + [""] * (width - len(row)) for row in rows]
    return RawTable("x", ("x",), cells, first_row, (b"",) * width)


def head_of(*rows: list[str]) -> Head | None:
    return find_head(table(*rows), KNOWN)


def test_the_rules_are_explained_by_their_examples():
    assert [doctest.testmod(module).failed for module in (lines, matching)] == [0, 0]


def test_the_head_may_be_the_names_themselves():
    assert head_of(["full_name", "phone", "birth_year"]) == Head(1, {"full_name": 0, "phone": 1, "birth_year": 2})


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("ФИО", "full_name"), ("Ф.И.О.", "full_name"), ("  фио участника: ", "full_name"), ("Ф. И. О. *", "full_name"),
        ("ТЕГІ, АТЫ", "full_name"), ("Аты\nжөні", "full_name"), ("Тегi, аты", "full_name"),
        ("Фамилия,\nимя,\nотчество", "full_name"), ("Год рожд. / Год рождения", "birth_year"), ("Г.Р.", "birth_year"),
        ("Телефон (мобильный)", "phone"), ("Контактный телефон", "phone"), ("Телефоны", "phone"), ("Ұялы телефоны", "phone"),
        ("Место учебы", "organisation"), ("Ұйымы", "organisation"), ("Организация/предприятие", "organisation"),
        ("Туған  жылы", "birth_year"), ("г. р.", "birth_year"), ("E-mail:", "email"), ("e mail", "email"), ("Рөлі", "role"),
        ("Роли", "role"), ("Ескертпелер", "note"), ("Адрес", ""), ("№ п/п", ""), ("Телеграм", ""), ("", ""),
    ],
)  # fmt: skip
def test_headings_are_known_as_people_write_them(heading, name):
    known = find_head(table(["Язык", "", heading]), KNOWN)
    assert known is not None
    assert {found for found, column in known.columns.items() if column == 2} == ({name} if name else set())


def test_titles_stand_above_the_head_and_numbers_and_blanks_beside_it():
    found = head_of(
        ["Утверждаю", "", "", "", ""],
        ["Список участников (ФИО, телефон, организация)", "", "", "", ""],
        ["", "", "", "", ""],
        ["№ п/п", "ФИО", "", "Телефон", "Организация"],
        ["1", "Телефонов Роль", "", "7015550123", "Организация ветеранов"],
    )
    assert found == Head(4, {"full_name": 1, "phone": 3, "organisation": 4})


def test_an_exact_heading_wins_over_one_that_only_holds_the_word():
    assert head_of(["Телефон школы", "Телефон", "ФИО"]) == Head(1, {"phone": 1, "full_name": 2})
    assert head_of(["Телефон мамы", "Телефон папы", "ФИО"]) == Head(1, {"phone": 0, "full_name": 2})


def test_a_column_means_one_name_only():
    found = find_head(table(["Имя и телефон", "Год"]), {"a": ["Имя"], "b": ["Телефон"], "c": ["Год"]})
    assert found is not None
    assert sorted(found.columns.values()) == [0, 1]


def test_what_has_no_head_has_none():
    assert head_of(["Әлия", "7015550123"], ["Ғани", "7015550124"]) is None
    assert head_of(["Уважаемый участник! Организация просит сообщить телефон."]) is None
    assert head_of(*[["", ""]] * 30, ["ФИО", "Телефон"]) is None
    assert head_of(["ФИО"], ["Әлия"]) == Head(1, {"full_name": 0})


def test_a_head_of_two_lines_is_one():
    found = head_of(
        ["№", "ФИО", "Телефон", "", "Организация"],
        ["", "", "мобильный", "домашний", ""],
        ["1", "Әлия", "7015550123", "", "Лицей"],
    )
    assert found is not None
    assert (found.row, found.columns["full_name"], found.columns["organisation"]) == (2, 1, 4)
    assert found.columns["phone"] == 2


def test_a_merged_head_of_two_lines_is_one_whatever_its_words():
    def fill(page, _book):
        page.merge_range(0, 0, 0, 4, "Тізім")
        page.merge_range(1, 0, 2, 0, "ФИО")
        page.merge_range(1, 1, 1, 2, "Телефон")
        page.write_row(2, 1, ["для связи", "для родителей"])
        page.merge_range(1, 3, 2, 3, "Организация")
        page.write_row(3, 0, ["Әлия", 87015550123, "", "Лицей"])

    read = sheet(fill)
    found = find_head(read, KNOWN)
    assert found == Head(3, {"full_name": 0, "phone": 1, "organisation": 3})
    assert headings(read, found) == ["ФИО", "Телефон для связи", "Телефон для родителей", "Организация", ""][: read.width]
    assert [number for number, _cells in body(read, found)] == [4]


def test_the_first_person_is_no_second_line_of_a_head():
    rows = (["ФИО", "", "Телефон"], ["Иванов", "Иван", ""], ["Петров", "Пётр", "7015550123"])
    assert head_of(*rows) == Head(1, {"full_name": 0, "phone": 2})
    assert head_of(["ФИО", "Телефон", "Роль"], ["Иванов Иван", "", ""]) == Head(1, {"full_name": 0, "phone": 1, "role": 2})
    assert head_of(["ФИО", "Телефон"], ["Іңкәр Имя", "нет"]) == Head(1, {"full_name": 0, "phone": 1})


def test_the_rows_under_a_head_leave_out_blank_ones_heads_and_column_numbers():
    pages = table(
        ["ФИО", "Телефон", ""], ["1", "2", "3"], ["Әлия", "7015550123", ""], [" ", "", ""], ["ФИО", "Телефон", "стр. 2"],
        ["Ғани", "7015550124", ""], ["1", "2", "3"],
        first_row=5,
    )  # fmt: skip
    found = find_head(pages, KNOWN)
    assert found is not None
    assert [(number, cells[0]) for number, cells in body(pages, found)] == [(7, "Әлия"), (10, "Ғани"), (11, "1")]


@pytest.mark.parametrize(
    "cells",
    [
        ["Итого"], ["", "ИТОГО:", "25"], ["Всего участников: 25", ""], ["Барлығы", "12 адам"], ["", "", "Жиыны:", "1 000,5"],
        ["Total", "3"], ["Жалпы саны", "7"], ["Итого:", "25 чел."],
    ],
)  # fmt: skip
def test_a_row_that_sums_up_is_a_total(cells):
    assert is_total(cells)


@pytest.mark.parametrize(
    "cells",
    [
        [], ["", ""], ["25"], ["1", "Итогов Всеволод", ""], ["Всего Хорошев", "Лицей"], ["Итого", "Лицей № 5"],
        ["1", "Әлия", "Итого"], ["Всего доброго желает вам наш оргкомитет", ""],
    ],
)  # fmt: skip
def test_a_person_is_no_total(cells):
    assert not is_total(cells)


def copied(data: bytes) -> RawTable:
    return read_table(Upload("copy.xlsx", data))


def test_the_copy_says_beside_each_row_what_is_wrong():
    def fill(page, _book):
        page.write_row(1, 0, ["Список: =1+1"])
        page.write_row(3, 0, ["ФИО", "Телефон", "Год рождения"])
        page.write_row(4, 0, ["Әлия", 87015550123, 2008])
        page.write_string(5, 0, "=2+2")
        page.write_row(5, 1, ["+7 701", "x"])
        page.write_formula(6, 2, "=1+1", None, 2)

    read = sheet(fill)
    errors = [
        CellError(6, "phone", "invalid_phone", "Мұндай нөмір жоқ."),
        CellError(6, "birth_year", "bad_year", "Год — четыре цифры."),
        CellError(7, "", "empty", "Бос жол."),
        CellError(99, "phone", "x", "Нет такой строки."),
    ]
    copy = copied(with_errors(read, 4, errors, "Что неверно", {"full_name": 0, "phone": 1, "birth_year": 2}))
    assert copy.first_row == 2
    assert copy.row(4) == ["ФИО", "Телефон", "Год рождения", "Что неверно"]
    assert copy.row(5) == ["Әлия", "87015550123", "2008", ""]
    assert copy.row(6) == ["=2+2", "+7 701", "x", "Телефон: Мұндай нөмір жоқ. Год рождения: Год — четыре цифры."]
    assert copy.row(7) == ["", "", "2", "Бос жол."]
    assert copy.formulas == set()
    assert (copy.is_number(5, 1), copy.is_number(6, 1), copy.sheet) == (True, False, "Лист1")


def test_a_second_copy_has_no_second_column():
    first = copied(
        with_errors(table(["ФИО", "Телефон"], ["Әлия", "1"]), 1, [CellError(2, "phone", "x", "Плохо.")], "Что неверно")
    )
    assert first.row(2) == ["Әлия", "1", "phone: Плохо."]
    second = copied(with_errors(first, 1, [], "Что неверно"))
    assert second.rows == [["ФИО", "Телефон", "Что неверно"], ["Әлия", "1", ""]]


def test_the_copy_keeps_its_head_in_sight_and_marks_what_is_meant():
    lines_of_sheet = table(["x"], ["ФИО", "Телефон"], ["Әлия", "=1"], ["Ғани", "2"])
    errors = [CellError(3, "phone", "x", "Плохо.")]
    data = with_errors(lines_of_sheet, 2, errors, "?", {"phone": 1})
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
    assert 'ySplit="2"' in page
    assert "<f" not in page
    looks = dict(re.findall(r'<c r="([A-Z]\d)"(?: s="(\d)")?', page))
    assert len({looks["A2"], looks["A3"], looks["B3"], looks["A4"]}) == 4
    assert looks["A4"] == looks["B4"] == looks["A1"] == ""
    assert data == with_errors(lines_of_sheet, 2, errors, "?", {"phone": 1})


def test_a_mistake_says_where_it_is_in_the_reader_s_words():
    assert str(CellError(3, "phone", "x", "Плохо.")) == "Row 3, phone: Плохо."
    assert str(CellError(3, "", "x", "Плохо.")) == "Row 3: Плохо."
