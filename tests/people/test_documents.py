"""The roster on paper, in tables and in three languages: everybody, once, in the order of the alphabet."""

import csv
import io
import re

import pytest
from python_calamine import CalamineWorkbook

from campaign.core.db import db
from campaign.core.text import sort_key
from campaign.people import sheets
from campaign.people.models import Organisation
from campaign.people.queries import roster_for
from campaign.people.schemas import Marking, RegistrationState
from tests.factories import a_registration, a_role
from tests.factories.crowds import a_crowd, names
from tests.pdf.reading import pages_of, text_of
from tests.people.papers import a_planned_event, a_sheet, pdf_of

HOSTILE = [
    "Әлия <b>Нұр", "R&D Одил", "O'Neil", "Іңкәр", "=1+1", "+7701", "@сұм", "-тире", "<script>alert(1)</script>", "{{ 7*7 }}",
    "%s %(x)s", "Қуаныш «Ұлы» № 1", "(скобка", "\\обратная",
    "Шаймерденова-Константиновская Александра-Виктория Станиславовна", "Ы" * 110,
]  # fmt: skip
NUMBERED = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+ [А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+ \d{5}")


def rows_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def rows_of_xlsx(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_ten_thousand_people_are_all_there_in_the_order_of_the_kazakh_alphabet(app):
    event, crowd = a_planned_event(), names(10_000)
    a_crowd(event, crowd, [a_role(event)])
    expected = sorted(crowd, key=lambda name: sort_key(name, "kk"))
    sheet = a_sheet(event)
    assert NUMBERED.findall(text_of(pdf_of(sheet))) == expected
    assert [row[1] for row in rows_of_xlsx(sheets.roster_xlsx(sheet))[1:]] == expected
    assert [row[1] for row in rows_of_csv(b"".join(sheets.roster_csv(sheet)))[1:]] == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("kk", ["Аманов А", "Әлиев Б", "Галиев В", "Ғалиев Г", "Ким Д", "Қасым Е", "Яна Ж"]),
        ("ru", ["Әлиев Б", "Аманов А", "Галиев В", "Ғалиев Г", "Қасым Е", "Ким Д", "Яна Ж"]),
        ("en", ["Әлиев Б", "Аманов А", "Галиев В", "Ғалиев Г", "Қасым Е", "Ким Д", "Яна Ж"]),
    ],
)
def test_each_language_has_its_alphabet(app, language, expected):
    event = a_planned_event()
    for name in ("Ким Д", "Яна Ж", "Қасым Е", "Ғалиев Г", "Аманов А", "Әлиев Б", "Галиев В"):
        a_registration(event, name)
    text = text_of(pdf_of(a_sheet(event, language)))
    assert sorted(expected, key=text.index) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("kk", ["Қатысушылар тізімі", "Кабинеттерді аралау", "2018 ж. 6 сәуір, сағат 12:00", "1 беттің 1-беті", "1-редакция",
                "ЖСН мен мекенжай көрсетілмейді", "Тізімге жауапты", "Сыбайлас жемқорлыққа қарсы «Адал жол"]),
        ("ru", ["Список участников", "Обход кабинетов", "6 апреля 2018 г., 12:00", "стр. 1 из 1", "редакция 1",
                "Без ИИН и адресов", "Кто сверил список", "Антикоррупционный марафон-эстафета «Адал жол"]),
        ("en", ["List of participants", "Office walk", "6 April 2018, at 12:00", "page 1 of 1", "revision 1",
                "No personal numbers", "In charge of the list", "Anti-corruption marathon relay «Адал жол"]),
    ],
)  # fmt: skip
def test_a_paper_says_what_it_is_in_its_language(app, language, expected):
    event = a_planned_event()
    a_registration(event)
    text = text_of(pdf_of(a_sheet(event, language)))
    assert [words for words in expected if words not in text] == []
    assert "Площадь перед акиматом" in text
    assert "Ахметова Д. С." in text


def test_the_time_on_the_foot_is_the_wall_clock_of_the_place(app):
    event = a_planned_event()
    assert "05.04.2018 09:0" in text_of(pdf_of(a_sheet(event, "ru")))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_printed_as_it_is_written(app, name):
    event = a_planned_event()
    a_registration(event, name)
    sheet = a_sheet(event, "ru")
    assert re.sub(r"\s", "", name) in re.sub(r"\s", "", text_of(pdf_of(sheet)))
    assert rows_of_xlsx(sheets.roster_xlsx(sheet))[1][1] == name
    (row,) = rows_of_csv(b"".join(sheets.roster_csv(sheet)))[1:]
    assert row[1].removeprefix("'") == name
    assert not row[1].startswith(("=", "+", "-", "@"))


def test_a_phone_stands_in_every_output_and_begins_no_formula(app):
    event = a_planned_event()
    a_crowd(event, ["Ким Вера"])
    sheet = a_sheet(event)
    assert "8 701 000 00 00" in text_of(pdf_of(sheet))
    assert rows_of_xlsx(sheets.roster_xlsx(sheet))[1][5] == "8 701 000 00 00"
    assert rows_of_csv(b"".join(sheets.roster_csv(sheet)))[1][5] == "8 701 000 00 00"


def test_only_the_confirmed_are_on_the_list(app):
    event = a_planned_event()
    a_registration(event, "Бар Адам")
    a_registration(event, "Күтуші Адам", state=RegistrationState.WAITING)
    a_registration(event, "Бас Тартқан", state=RegistrationState.CANCELLED)
    sheet = a_sheet(event)
    assert [line.full_name for line in sheet.paper.roster.lines] == ["Бар Адам"]


def test_an_empty_roster_is_a_page_that_says_so(app):
    (page,) = pages_of(pdf_of(a_sheet(a_planned_event(), "ru")))
    assert "В списке пока никого нет." in page


@pytest.mark.parametrize("blank_rows", [0, 6, 60])
def test_blank_rows_go_on_counting(app, blank_rows):
    event = a_planned_event()
    a_crowd(event, ["Ким Вера", "Ли Анна"])
    pages = "\n".join(pages_of(pdf_of(a_sheet(event, "ru", blank_rows=blank_rows)), lined=True))
    body = re.sub(r"стр. \d+ из \s*\d+", "", pages)
    numbers = [int(found) for found in re.findall(r"(?m)^ *(\d{1,2}) *$", body)]
    assert [number for number in numbers if number > 2] == list(range(3, 3 + blank_rows))


def test_the_last_column_is_a_box_or_room_for_a_signature(app):
    event = a_planned_event()
    a_crowd(event, names(100))
    box, signature = (pdf_of(a_sheet(event, "ru", marking)) for marking in Marking)
    assert "Явка" in text_of(box)
    assert "Подпись" in text_of(signature)
    assert len(pages_of(signature)) > len(pages_of(box))


def test_a_long_kazakh_organisation_wraps_and_is_all_there(app):
    event = a_planned_event()
    a_crowd(event, ["Ким Вера"])
    name = "Қарағанды облысының «Қазақстан инновациялық және телекоммуникациялық жүйелер университеті» коммерциялық емес қоғамы"
    for organisation in db.session.query(Organisation):
        organisation.rename(f"{name} {organisation.id}")
    db.session.commit()
    assert name in text_of(pdf_of(a_sheet(event)))


def test_every_page_of_a_long_list_has_head_number_and_total(app):
    event = a_planned_event()
    a_crowd(event, names(300))
    pages = pages_of(pdf_of(a_sheet(event, "ru")))
    for number, page in enumerate(pages, 1):
        assert f"стр. {number} из {len(pages)}" in re.sub(r"\s+", " ", page)
        assert "Фамилия, имя, отчество" in page
        assert "Лист № 00001" in re.sub(r"\s+", " ", page)


def test_the_same_sheet_is_the_same_to_the_byte_in_every_format(app):
    event = a_planned_event()
    a_crowd(event, names(30))
    sheet = a_sheet(event)
    for render in (pdf_of, sheets.roster_xlsx, lambda one: b"".join(sheets.roster_csv(one))):
        assert render(sheet) == render(sheet)


@pytest.mark.parametrize("people", [1, 30])
def test_a_roster_asks_five_questions_however_long_it_is(app, statements, people):
    event = a_planned_event()
    a_crowd(event, names(people), [a_role(event)])
    event_id = event.id
    statements.clear()
    roster_for(event_id, "kk")
    assert len([statement for statement in statements if statement.startswith("SELECT")]) <= 5
