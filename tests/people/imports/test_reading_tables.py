"""Real tables are ugly: titles above the head, joined cells, totals, numbers as text, two people in a cell."""

import io
from time import process_time

import pytest
import xlsxwriter

from campaign.core.i18n import use_language
from campaign.people.imports import cells
from campaign.people.imports.cells import Fault
from campaign.people.imports.columns import guess
from campaign.people.models import Person
from campaign.sheets.parsing.grid import DATE, NUMBER, TEXT
from campaign.sheets.reading import Upload, read_table
from tests.factories import an_event
from tests.people.imports.tables import a_csv, an_xlsx, count, found, sent


def columns_of(*head):
    return guess(read_table(a_csv([["x"] * len(head)], head=head))).columns


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        (("ФИО", "Телефон", "Организация", "Роль", "Год рождения", "Примечание"),
         ("full_name", "phone", "organisation", "role", "birth_year", "note")),
        (("Тегі, аты", "Телефон", "Ұйым", "Рөлі", "Туған жылы", "Ескертпе"),
         ("full_name", "phone", "organisation", "role", "birth_year", "note")),
        (("full_name", "phone", "organisation", "role", "birth_year", "email", "language", "note"),
         ("full_name", "phone", "organisation", "role", "birth_year", "email", "language", "note")),
        (("№ п/п", "Ф.И.О. участника", "Сот. тел.", "Место работы/учёбы", "Дата рожд."),
         (None, "full_name", "phone", "organisation", "birth_year")),
        (("Аты-жөні", "Байланыс нөмірі", "Мектеп", "Электрондық пошта", "Хабарлама тілі", "Кәмелетке толмаған"),
         ("full_name", "phone", "organisation", "email", "language", "minor")),
        (("Фамилия", "Имя", "Отчество", "Контактный телефон"), ("surname", "given_name", "patronymic", "phone")),
        (("Имя", "Тел."), ("full_name", "phone")),
        (("ФИО ребёнка", "ФИО родителя", "Телефон родителя"), ("full_name", None, None)),
    ],
)  # fmt: skip
def test_usual_headings_are_known(head, columns):
    assert columns_of(*head) == {name: place for place, name in enumerate(columns) if name}


def an_ugly_sheet():
    """Two titles over all columns, an empty column, three columns of a name, totals, the head again, two people in a cell."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Митинг")
        sheet.merge_range(0, 0, 0, 7, "СПИСОК УЧАСТНИКОВ")
        sheet.write(1, 0, "г. Темиртау, 6 апреля 2018 г.")
        head = ["№", "", "Фамилия", "Имя", "Отчество", "Сотовый", "Год рождения", "Примечание"]
        rows = [
            head,
            [1, "", "Сейтова", "Әлия", "Мұратқызы", 87015550123.0, "1997", ""],
            [2, "", "Ким", "Олег", "", 7015550124, 35462, ""],
            head,
            [3, "", "Ли", "Анна", "", "8.70155E+10", 1998, ""],
            [],
            [4, "", "Иванов Пётр; Иванова Вера", "", "", "'+7 701 555 01 26", 1980, ""],
            [5, "", "Пак", "Вера", "", "+7 701 555 01 27", "12.03.1981 г.", "опоздает"],
            ["Итого:", "", "", "", "", "", 5, ""],
            ["", "", "Всего участников", "", "", "", 5, ""],
        ]
        for number, row in enumerate(rows, 3):
            sheet.write_row(number, 0, row)
    return Upload("ugly.xlsx", out.getvalue())


def test_an_ugly_table_is_read_with_the_rows_of_the_sheet(app):
    brought = sent(an_event().id, an_ugly_sheet(), skip_errors=True)
    assert found(brought) == [
        (6, "birth_year", "bad_year"), (8, "phone", "rounded_number"), (10, "full_name", "two_people"),
    ]  # fmt: skip
    counts = brought.plan.counts
    assert (counts.rows, counts.created, counts.skipped, counts.failed, count(Person)) == (7, 2, 2, 3, 2)
    assert [line.name for line in brought.plan.lines if line.row in {5, 11}] == ["Сейтова Әлия Мұратқызы", "Пак Вера"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
def test_kazakh_letters_come_in_every_encoding(app, encoding):
    upload = a_csv([["Өмірзақ Әлия", "87015550123"]], head=("Тегі, аты", "Телефон"), encoding=encoding)
    sent(an_event().id, upload)
    assert count(Person, Person.full_name == "Өмірзақ Әлия") == 1


ONE = (
    "Сейтова Әлия", "Сейтова, Әлия", "Ким О.", "Сейтова\nӘлия Мұратқызы", "Сейтова Әлия Мұрат қызы", "Д’Артаньян Шарль",
    "Иванова (Петрова) Анна Сергеевна", "Әлия 00012",
)  # fmt: skip
TWO = (
    "Ким Олег; Ли Анна", "Ким Олег, Ли Анна", "Ким Олег\nЛи Анна", "Ким Олег и Анна", "Ким Олег / Ли Анна",
    "Ким Олег және Ли Анна", "1. Ким Олег 2. Ли Анна", "Иванов Иван Иванович Петров Пётр Петрович",
)  # fmt: skip


@pytest.mark.parametrize("name", ONE)
def test_a_name_of_one_person_is_taken(app, name):
    assert cells.name(name, TEXT) == " ".join(name.split())


@pytest.mark.parametrize("name", TWO)
def test_two_people_in_a_cell_are_seen(app, name):
    assert cells.name(name, TEXT).code == "two_people"


@pytest.mark.parametrize(
    ("text", "kind", "meant"),
    [
        ("87015550123", TEXT, "+77015550123"), ("7015550123", NUMBER, "+77015550123"), ("77015550123", NUMBER, "+77015550123"),
        ("8 (7212) 41-00-00", TEXT, "+77212410000"), ("–", TEXT, ""), ("8 701 555 01 23; 87015550123", TEXT, "+77015550123"),
        ("8 701 555 01 23, 8 702 555 01 24", TEXT, "two_phones"), ("+77015550123 +77025550124", TEXT, "two_phones"),
        ("7,70155E+10", TEXT, "rounded_number"), ("41-00-00", TEXT, "invalid_phone"), ("2018-04-05", DATE, "wrong_type"),
    ],
)  # fmt: skip
def test_phones_as_spreadsheets_leave_them(app, text, kind, meant):
    found = cells.phone(text, kind)
    assert (found.code if isinstance(found, Fault) else found) == meant


@pytest.mark.parametrize(
    ("text", "kind", "meant"),
    [
        ("1997", TEXT, 1997), ("1997", NUMBER, 1997), ("1997 г.р.", TEXT, 1997), ("01.02.1997", TEXT, 1997),
        ("1997-02-01", DATE, 1997), ("1905-06-20", DATE, 1998), ("", TEXT, None), ("97", TEXT, "bad_year"),
        ("19999", NUMBER, "bad_year"),
        ("1997.5", NUMBER, "bad_year"), ("весной", TEXT, "wrong_type"), ("10:30", DATE, "wrong_type"),
    ],
)  # fmt: skip
def test_a_year_is_found_in_whatever_says_it(app, text, kind, meant):
    found = cells.birth_year(text, kind)
    assert (found.code if isinstance(found, Fault) else found) == meant


@pytest.mark.parametrize("words", ["8 701 555 01 23, ", " ", "и ", "1. ", "a@", "12.", "8", "Ким Олег, "])
def test_no_cell_takes_long_to_judge(app, words):
    cell = words * (32_000 // len(words)) + "x"
    begun = process_time()
    brought = sent(an_event().id, an_xlsx([[cell] * 8]), dry_run=True)
    assert brought.plan.counts.failed == 1
    assert len(brought.plan.errors) == 8
    assert all(len(line.name) < 200 for line in brought.plan.lines)
    assert process_time() - begun < 2


def test_the_sentence_is_in_the_readers_language(app):
    with use_language("kk"):
        assert "телефон" in cells.phone("2018-04-05", DATE).message
    with use_language("ru"):
        assert cells.name("", TEXT).message.startswith("В этой строке нет имени")


@pytest.mark.parametrize("words", ["несовершеннолетний", "minor", "кәмелетке толмаған", "до 16 лет", "ребёнок"])
@pytest.mark.parametrize("column", ["Примечание", "Роль", "Несовершеннолетний"])
def test_a_minor_without_a_year_is_an_error_wherever_it_says_so(app, words, column):
    table = a_csv([["Сейтова Әлия", words, ""]], head=("ФИО", column, "Год рождения"))
    assert found(sent(an_event().id, table)) == [(2, "birth_year", "minor_without_year")]


def test_a_minor_old_enough_to_decide_comes(app):
    table = a_csv([["Сейтова Әлия", "да", "2001"], ["Ким Олег", "нет", ""]], head=("ФИО", "До 18 лет", "Год рождения"))
    assert found(sent(an_event().id, table)) == []
