"""The papers of a column: every letter readable, pages as many as there are cars, the same to the byte, only those chosen."""

import io
from datetime import date

import pypdf
import pypdfium2
import pytest

from campaign.core import clock
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.errors import Invalid, NotFound
from campaign.events.deadlines.models import Filing
from campaign.events.models import Event
from campaign.events.plan.queries import event_subject
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.papers.choosing import complaint, in_short, numbers_of
from campaign.motorcades.schemas import CarState
from campaign.papers import documents, queries, services
from campaign.papers.presses import press_of
from campaign.papers.schemas import PrintWish, SubjectKind
from tests.factories import a_region, a_stop, a_user, an_event, kept
from tests.motorcades.papers.columns import HOSTILE, a_motorcade
from tests.papers.papers import acting, pages_of

SHEET, DRIVERS, SCREENS, SCHEME = "column_sheet", "drivers_sheets", "windscreen_numbers", "route_scheme"


def printed(event: Event, code: str, language: str = "ru", cars: str = "") -> int:
    chosen = {"cars": cars} if code in {DRIVERS, SCREENS} else {}
    wish = PrintWish(language, chosen=chosen)
    return services.print_paper(code, SubjectKind.EVENT, event.id, wish, f"{event.id}{code}{language}{cars}")


def text_of(event: Event, code: str, language: str = "ru", cars: str = "") -> str:
    return " ".join(pages_of(printed(event, code, language, cars)))


def pdf_of(number: int) -> bytes:
    return documents.paper_pdf(queries.paper_sheet(number))


@pytest.mark.parametrize(
    ("cars", "pages"),
    [(0, {SHEET: 1, DRIVERS: 1, SCREENS: 1, SCHEME: 2}), (1, {SHEET: 1, DRIVERS: 1, SCREENS: 1, SCHEME: 2}),
     (60, {SHEET: 4, DRIVERS: 30, SCREENS: 60, SCHEME: 2})],
)  # fmt: skip
def test_pages_are_as_many_as_the_cars_need(app, cars, pages):
    event = a_motorcade(cars)
    assert {code: len(pypdfium2.PdfDocument(pdf_of(printed(event, code)))) for code in pages} == pages
    assert [line.newest.rows for line in queries.panel_of(event_subject(event.id), "ru").lines if line.kind.code in pages] == [
        cars, cars, cars, 6
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_letter_comes_back_from_the_papers_however_hostile_the_name(app, language):
    event = a_motorcade(2, driver=HOSTILE)
    for code in (SHEET, DRIVERS):
        found = text_of(event, code, language).replace("- ", "-")
        assert all(part in found for part in HOSTILE.split(" ")), code
    assert "Стоянка у Дворца культуры" in text_of(event, SCHEME, language)
    assert "001 ABC 09" in text_of(event, SCREENS, language).replace("\u00a0", " ")


def test_the_same_sheet_is_the_same_to_the_byte_whatever_changes_afterwards(app):
    event = a_motorcade(3)
    numbers = {code: printed(event, code) for code in (SHEET, DRIVERS, SCREENS, SCHEME)}
    before = {code: pdf_of(number) for code, number in numbers.items()}
    db.session.query(ColumnCar).update({"state": CarState.ABSENT})
    db.session.commit()
    assert {code: pdf_of(number) for code, number in numbers.items()} == before
    for code, data in before.items():
        about = pypdf.PdfReader(io.BytesIO(data))
        assert about.trailer["/Root"]["/Lang"] == "ru-KZ", code


def test_a_drivers_sheet_says_who_is_before_and_behind_of_those_that_come(app):
    event = a_motorcade(4)
    absent = db.session.query(ColumnCar).filter_by(event_id=event.id, number=2).one()
    absent.state = CarState.ABSENT
    db.session.commit()
    said = text_of(event, DRIVERS, cars="3")
    assert "Перед вами – № 01" in said
    assert "8 700 000 00 01" in said.replace("\u00a0", " ")
    assert "За вами – № 04" in said
    assert "11:20" in said
    assert "40 км/ч, 15 м" in said.replace("\u00a0", " ")
    assert "Исабеков" in said
    assert "никого: вы ведёте колонну" in text_of(event, DRIVERS, cars="1")
    assert "02" not in [page[:2] for page in pages_of(printed(event, SCREENS))]
    assert len(pages_of(printed(event, SCREENS))) == 3


def test_only_the_cars_that_are_chosen_are_printed(app, reader):
    event = a_motorcade(9)
    assert "заменяет" not in text_of(event, SCREENS)
    pages = pages_of(printed(event, SCREENS, cars="3 7-9"))
    assert len(pages) == 4
    assert "редакция 2 ·" in pages[0], "the other numbers of revision 1 stay good"
    assert "редакция 3, заменяет редакцию 2" in text_of(event, SCREENS, cars=" ")
    with pytest.raises(Invalid) as error:
        printed(event, DRIVERS, cars="3 10")
    assert error.value.problems[0].message == "В этой колонне из 9 машин нет машины с номером 10."
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit(f"/staff/events/{event.id}/papers/{DRIVERS}")
    reader.send({"choice_cars": "three"}, form="#page-form", expect=422)
    assert "For example: 3 7-9." in reader.text()
    assert reader.page.select_one("#choice_cars")["value"] == "three"
    reader.send({"choice_cars": "2, 5 – 6"}, form="#page-form", expect=303)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("", ()),
        ("3 7-9", (3, 7, 8, 9)),
        ("9,3; 3", (3, 9)),
        (" 2 – 4 ", (2, 3, 4)),
        ("3, 7 12–14; 9-9", (3, 7, 9, 12, 13, 14)),
        ("300", (300,)),
    ],
)
def test_cars_are_chosen_by_number(typed, numbers):
    assert numbers_of(typed) == numbers


def test_what_is_no_choice_of_cars_is_told(app):
    for typed in ("0", "301", "9-3", "-2", "3..4", "all", "1" * 10_000, "٣", "1 " * 401):
        assert complaint(typed), typed


def test_the_digits_behind_a_windscreen_are_130_to_150_mm_high_and_inside_the_page(app):
    event = a_motorcade(3)
    for old, new in ((2, 20), (3, 188)):
        db.session.query(ColumnCar).filter_by(number=old).update({"number": new})
    db.session.commit()
    for page in pypdfium2.PdfDocument(pdf_of(printed(event, SCREENS))):
        sheet = page.render(scale=1).to_pil().convert("L")
        digits = sheet.crop((0, round(34 * 72 / 25.4), sheet.width, round(184 * 72 / 25.4)))
        left, top, right, bottom = (edge * 25.4 / 72 for edge in digits.point(lambda grey: 255 * (grey < 128)).getbbox())
        assert 130 <= bottom - top <= 150
        assert left >= 15
        assert right <= 297 - 15


def test_a_rally_has_none_of_these_and_others_neither_print_nor_read(app):
    rally = an_event()
    with pytest.raises(NotFound):
        printed(rally, SHEET)
    event = a_motorcade(1)
    number = printed(event, DRIVERS)
    for user in (a_user(Role.REGION, region=a_region()), a_user(Role.STOP, stop=a_stop())):
        with acting(user):
            with pytest.raises(NotFound):
                printed(event, DRIVERS, "kk")
            with pytest.raises(NotFound):
                queries.paper_sheet(number)


def test_the_letter_that_was_filed_and_the_police_stand_on_the_sheet(shipped_app):
    event = a_motorcade(1)
    kept(
        Filing(
            event_id=event.id, stop_id=event.stop_id, region_id=event.region_id, rule_code="column_organised",
            filed_on=date(2018, 3, 26), number="3-11/066", made_at=clock.now(),
        )
    )  # fmt: skip
    said = text_of(event, SHEET).replace("\u00a0", " ")
    for words in ("№ 3-11/066 от 26.03.2018", "Согласовано: дорожная полиция", "Исабеков С. Ж.", "Колледж «Таза жол»"):
        assert words in said
    assert "Согласовано: дорожная полиция" in text_of(event, SCHEME)


def test_all_changed_lists_of_a_long_column_are_asked_for():
    every_other, neighbours = [*range(1, 300, 2)], [*range(2, 300)]
    for numbers in (every_other, neighbours):
        assert numbers_of(in_short(numbers)) == tuple(numbers)
        assert complaint(in_short(numbers)) == ""


def test_each_row_of_the_column_sheet_knows_its_car_also_under_blocks(app):
    event = a_motorcade(3)
    cars = db.session.query(ColumnCar).order_by(ColumnCar.number).all()
    cars[2].block = "Б"
    db.session.commit()
    rows = press_of(SHEET).rows(printed(event, SHEET))
    assert [(row.number, row.key) for row in rows] == [(str(car.number), f"car:{car.id}") for car in cars]
