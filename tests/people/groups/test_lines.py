"""What leaders paste: any order, any sign, numbers before the lines; and what is said of a line that cannot be taken."""

import random
from datetime import date

import pytest

from campaign.core.text import clean_text
from campaign.people.groups.lines import read_lines
from campaign.people.groups.schemas import MOST_LINES
from campaign.people.groups.tables import lines_of
from campaign.sheets.reading import Upload

TODAY = date(2018, 4, 5)
ALIYA = ("Сейтова Әлия", "+77015550123", 2000)


def read(text):
    return read_lines(clean_text(text), TODAY)


def only(text):
    lines = read(text)
    assert len(lines) == 1, lines
    return lines[0]


@pytest.mark.parametrize(
    "typed",
    [
        "Сейтова Әлия; 8 701 555 01 23; 2000",
        "Сейтова Әлия\t+7 (701) 555-01-23\t2000",
        "1. Сейтова Әлия, 87015550123, 2000",
        "12) Сейтова Әлия 2000 8-701-555-01-23",
        "№ 3 Сейтова Әлия | 2000 г.р. | тел. 7015550123",
        "2000; +77015550123; Сейтова Әлия;",
        "7 – Сейтова, Әлия, 8(701)5550123, 17.05.2000",
        "\ufeff  Сейтова   Әлия;;8 701 555 01 23;2000-05-17",
        "Сейтова Әлия 8 701 555 01 23 2000 жылы туған",
    ],
)
def test_a_line_is_understood_however_it_is_written(typed):
    line = only(typed)
    assert (line.full_name, line.phone, line.birth_year, line.faults) == (*ALIYA, ()), line


def test_a_heading_and_blank_lines_are_passed_over_and_lines_keep_their_numbers():
    lines = read("№;ФИО;Телефон;Год рождения\n1;Сейтова Әлия;87015550123;2000\n\n2;Данияр Ахметов;;1999\n")
    assert [(line.number, line.full_name, line.phone) for line in lines] == [
        (2, "Сейтова Әлия", "+77015550123"), (4, "Данияр Ахметов", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Сейтова Әлия; 8 701 555 01 23", ["no_year"]),
        ("8 701 555 01 23; 2000", ["empty_name"]),
        ("Сейтова Әлия; 8 701 555; 2000", ["invalid_phone"]),
        ("Сейтова Әлия; 1750; 8 701 555 01 23", ["bad_year"]),
        ("Сейтова Әлия; 2000; 1999", ["two_years"]),
        ("Сейтова Әлия; 8 701 555 01 23; 8 702 555 01 23; 2000", ["two_phones"]),
        ("Сейтова Әлия и Данияр Ахметов; 2000", ["two_people"]),
        ("=HYPERLINK(1)", ["no_year"]),
        ("Ж" * 500 + "; 2000", ["too_long"]),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(typed, codes):
    line = only(typed)
    assert [fault.code for fault in line.faults] == codes
    assert line.typed[:20] == clean_text(typed)[:20]


def test_a_person_pasted_twice_is_said_and_a_family_may_share_a_phone():
    lines = read("Сейтова Әлия;87015550123;2000\nСейтов Асан;87015550123;1999\nСЕЙТОВА Алия;+77015550123;2000")
    assert [[fault.code for fault in line.faults] for line in lines] == [[], [], ["twice"]]


def test_ten_thousand_lines_are_refused_before_they_are_judged():
    lines = read("\n".join(f"Қатысушы Қатысушы {number}; 2000" for number in range(10_000)))
    assert len(lines) == MOST_LINES + 1
    assert [fault.code for fault in lines[-1].faults] == ["too_many"]


def test_no_noise_breaks_it():
    drawn = random.Random(5)
    signs = "Әлия Сейтова;,\t|+7 701 555-01-23 2000.()№<>&'\"\u202e\x00\n=@-"
    for _turn in range(300):
        read("".join(drawn.choice(signs) for _place in range(drawn.randrange(120))))


def test_a_small_table_becomes_lines(app):
    table = "Список класса\nФамилия;Имя;Телефон;Дата рождения\nСейтова;Әлия;87015550123;17.05.2000\nАхметов;Данияр;;1999\n"
    text = lines_of(Upload("9А.csv", table.encode()))
    assert [(line.full_name, line.phone, line.birth_year, line.faults) for line in read(text)] == [
        (*ALIYA, ()), ("Ахметов Данияр", "", 1999, ()),
    ]  # fmt: skip


def test_a_table_without_headings_is_read_row_by_row(app):
    text = lines_of(Upload("9А.csv", "1;Сейтова Алия;87015550123;2000\n".encode("cp1251")))
    assert [(line.full_name, line.phone, line.birth_year) for line in read(text)] == [("Сейтова Алия", *ALIYA[1:])]
