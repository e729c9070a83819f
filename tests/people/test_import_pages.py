"""The pages of imports: sent, judged, mended, decided, written, taken back; what they say, and for whom they do not exist."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from campaign.core import clock, runner
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.i18n import use_language
from campaign.events.queries import event_row
from campaign.people.checkin.models import CheckIn
from campaign.people.imports import services
from campaign.people.imports.columns import guess
from campaign.people.imports.schemas import COLUMNS, Options
from campaign.people.imports.sheets import template_xlsx
from campaign.people.imports.undoing import TakingBack, taking_back
from campaign.people.models import Consent, ConsentText, Organisation, Person, Registration
from campaign.people.schemas import RegistrationState
from campaign.relay.models import Stop
from campaign.sheets.mapping import letter
from campaign.sheets.reading import MOST_BYTES, Upload, read_table
from tests.factories import a_registration, a_role, a_stop, a_user, an_event, an_organisation, kept
from tests.people.papers import a_planned_event, got, sent, signed_in

HEAD = "ФИО;Телефон;Организация\n"
GOOD = HEAD + "Ахметов Данияр;8 701 555 01 01;Лицей № 20\nКим Марат;8 701 555 01 02;Лицей № 20\n"
WRONG = HEAD + "Ахметов Данияр;8 701 555 01;Лицей № 20\nКим Марат;8 701 555 01 02;Лицей № 20\n;8 701 555 01 03;\n"
UNKNOWN = HEAD + "Ахметов Данияр;8 701 555 01 01;Школа 1\nКим Марат;8 701 555 01 02;Школа 2\n"
ALIKE = HEAD + "Ахметов Данияр;;\nКим Марат;8 701 555 01 02;\n"
ODD = "Кто;Куда\nАхметов Данияр;8 701 555 01 01\nКим Марат;8 701 555 01 02\n"


@pytest.fixture
def event(app):
    event = a_planned_event()
    an_organisation(event.region_id)
    return event


@pytest.fixture
def number(event):
    return event.id


@pytest.fixture
def coordinator(reader, event):
    """Somebody who runs the stop, in a browser."""
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))
    return reader


def send(reader, number, table, name="адамдар.csv", expect=303):
    reader.visit(f"/staff/events/{number}/imports")
    content = table if isinstance(table, bytes) else table.encode()
    reader.send({"file": (io.BytesIO(content), name)}, form="#page-form", expect=expect)


def judged(reader, number, table, name="адамдар.csv"):
    """The page of the report, once the file was read."""
    send(reader, number, table, name)
    address = reader.response.location
    work()
    return reader.visit(address)


def work() -> None:
    while runner.run_next():
        pass


def press(reader, act, fields=None):
    """Press the button that leads to this act, let the work be done, look at the page again."""
    reader.send(fields or {}, form=f"form[action*='/{act}']", expect=303)
    address = reader.response.location
    work()
    return reader.visit(address)


def figures(page) -> dict[str, str]:
    return {fact.dt.get_text(strip=True): fact.dd.find(string=True).strip() for fact in page.select(".facts.big > div")}


def on_list(number) -> list[str]:
    db.session.rollback()
    states = (RegistrationState.CONFIRMED, RegistrationState.WAITING)
    rows = select(Registration).where(Registration.event_id == number, Registration.state.in_(states))
    return sorted(str(registration.sort_ru) for registration in db.session.scalars(rows))


def test_the_list_of_people_leads_to_the_import(coordinator, number):
    coordinator.visit(f"/staff/events/{number}/people")
    assert coordinator.page.select_one(f"a[href='/staff/events/{number}/imports']")
    coordinator.visit(f"/staff/events/{number}/imports")
    assert "No table has been sent for this event yet." in coordinator.text()
    assert "Year of birth" in coordinator.text()


def test_while_it_is_read_the_page_shows_how_far_it_is(coordinator, number):
    send(coordinator, number, GOOD)
    page = coordinator.follow()
    assert page.select_one("[hx-get]")["hx-get"] == coordinator.response.request.path
    assert "You may leave this page" in coordinator.text()
    coordinator.visit(f"/staff/events/{number}/imports")
    assert "адамдар.csv is being checked" in coordinator.text()


def test_a_good_table_says_what_will_happen_and_is_taken_in_by_one_button(coordinator, number):
    page = judged(coordinator, number, GOOD)
    assert figures(page) == {"New people": "2", "Known already": "0", "Left out": "0", "With mistakes": "0"}
    assert "2 people get a place." in coordinator.text()
    assert on_list(number) == []
    page = press(coordinator, "commit")
    assert len(on_list(number)) == 2
    assert "Taken in on" in coordinator.text()
    assert page.select_one("main a.btn-primary")["href"] == f"/staff/events/{number}/people"


def test_who_gets_no_place_is_said_before(coordinator, number):
    event = db.session.get_one(type(an_event()), number)
    event.capacity = 1
    db.session.commit()
    judged(coordinator, number, GOOD)
    assert "1 person gets a place. 1 person comes on the waiting list: there are no more places." in coordinator.text()


def test_every_mistake_is_shown_with_row_and_column_and_nothing_is_written(coordinator, number):
    page = judged(coordinator, number, WRONG)
    assert [cell.get_text(" ", strip=True) for cell in page.select("#errors tbody tr td:first-child, #errors tbody th")] == [
        "2", "Phone", "4", "Surname, name, patronymic",
    ]  # fmt: skip
    assert figures(page)["With mistakes"] == "2"
    assert "Nothing is taken in while there are mistakes." in coordinator.text()
    assert on_list(number) == []


def test_the_good_rows_are_taken_in_alone_when_somebody_says_so(coordinator, number):
    page = judged(coordinator, number, WRONG)
    words = page.select_one("form[action$='/commit'] p").get_text(" ", strip=True)
    assert words.startswith("2 rows with mistakes are left out. 1 person comes on the list.")
    press(coordinator, "commit")
    assert len(on_list(number)) == 1


def test_the_table_comes_back_with_a_column_of_what_is_wrong(coordinator, number):
    judged(coordinator, number, WRONG, "Список.csv")
    link = coordinator.page.select_one("main a.btn-primary")["href"]
    coordinator.visit(link)
    assert coordinator.response.headers["Content-Disposition"].endswith("%D0%BA-errors.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(coordinator.response.data)).get_sheet_by_index(0).to_python()
    assert "What is wrong" in rows[0]
    assert sum(bool(row[rows[0].index("What is wrong")]) for row in rows[1:]) == 2


def test_unknown_organisations_are_added_when_somebody_says_so(coordinator, number):
    judged(coordinator, number, UNKNOWN)
    assert "2 of the mistakes are organisations that are not known yet." in coordinator.text()
    press(coordinator, "organisations")
    assert "2 organisations are added: Школа 1, Школа 2." in coordinator.text()
    press(coordinator, "commit")
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 3


def test_somebody_of_the_same_name_without_a_phone_is_for_the_person_to_decide(coordinator, event, number):
    a_registration(event, "Ахметов Данияр")
    page = judged(coordinator, number, ALIKE)
    assert "1 row has a name that is on the list, and no phone" in coordinator.text()
    assert page.select_one(".chip[aria-current]").get_text(" ", strip=True) == "To decide 1"
    assert "2 people" not in coordinator.text()
    press(coordinator, "rows", {"row-2": "new"})
    assert "2 people get a place." in coordinator.text()
    assert "new, as you decided" in coordinator.text()
    press(coordinator, "commit")
    assert len(on_list(number)) == 3


def test_a_row_is_left_out_and_brought_back(coordinator, number):
    judged(coordinator, number, GOOD)
    page = press(coordinator, "rows", {"row-2": ["", "skip"]})
    assert figures(page)["Left out"] == "1"
    assert "left out, as you decided" in coordinator.text()
    page = press(coordinator, "rows", {"row-2": ""})
    assert figures(page)["New people"] == "2"


def test_columns_that_nobody_could_guess_are_chosen_by_hand(coordinator, number):
    page = judged(coordinator, number, ODD)
    assert page.select_one(".flash.bad")
    assert [cell.get_text(strip=True) for cell in page.select("#columns tbody td:first-child")] == ["A", "B"]
    page = press(coordinator, "columns", {"head_row": "1", "column-0": "full_name", "column-1": "phone"})
    assert figures(page)["New people"] == "2"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"column-0": "", "column-1": "phone"}, "Choose the column that holds the names."),
        ({"column-0": "full_name", "column-1": "full_name"}, "Two columns are taken for “Surname, name, patronymic”."),
    ],
)
def test_columns_that_cannot_be_are_said_and_what_was_chosen_stays(coordinator, number, fields, words):
    judged(coordinator, number, GOOD)
    page = coordinator.send({**fields, "column-2": "note", "head_row": "7"}, form="#columns-form", expect=422)
    assert words in coordinator.text()
    assert page.select_one("[name=column-2] option[selected]")["value"] == "note"
    assert page.select_one("#head-row")["value"] == "7"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"x" * (MOST_BYTES + 1), "The file is larger than 20 MB."),
    ],
)
def test_a_file_that_is_no_table_is_refused_on_the_page_where_it_is_sent(coordinator, number, content, words):
    send(coordinator, number, content, expect=422)
    assert words in coordinator.text()


def test_no_file_at_all_is_refused(coordinator, number):
    coordinator.visit(f"/staff/events/{number}/imports")
    coordinator.send({}, form="#page-form", expect=422)
    assert "Choose a file." in coordinator.text()


def test_a_picture_is_told_in_one_sentence_beside_the_next_file(coordinator, number):
    page = judged(coordinator, number, b"\x89PNG\r\n\x1a\n" + b"0" * 300, "list.xlsx")
    assert "This is a picture and no table." in page.select_one(".flash.bad").get_text()
    assert page.select_one(f"form[action='/staff/events/{number}/imports'] [type=file]")


def test_a_file_larger_than_usual_forms_is_taken(coordinator, number):
    large = GOOD + "".join(f"Ким Марат;8 701 555 01 02;{'x' * 150}\n" for _row in range(30_000))
    assert len(large) > 4 << 20
    send(coordinator, number, large)
    assert coordinator.response.location.startswith("/staff/imports/")


def test_sending_the_form_twice_is_one_import_but_another_file_is_another(coordinator, number):
    coordinator.visit(f"/staff/events/{number}/imports")
    form, seen = coordinator.page, []
    for table in (GOOD, GOOD, WRONG):
        coordinator.page = form
        coordinator.send({"file": (io.BytesIO(table.encode()), "a.csv")}, form="#page-form", expect=303)
        seen.append(coordinator.response.location)
    assert seen[0] == seen[1] != seen[2]


def test_taking_back_says_who_goes_and_who_stays_and_does_it(coordinator, event, number):
    a_registration(event, "Әлия Сейтова")
    judged(coordinator, number, GOOD)
    page = press(coordinator, "commit")
    page = coordinator.visit(page.select_one("a.btn-danger")["href"])
    assert figures(page) == {"Go off the list": "2", "Stay on the list": "0"}
    assert len(on_list(number)) == 3
    press(coordinator, "undo")
    assert "The import is taken back: 2 people are off the list." in coordinator.text()
    assert "This import was taken back on" in coordinator.text()
    assert len(on_list(number)) == 1


def test_what_taking_back_removes_is_counted_on_both_databases(either_app):
    event = a_planned_event()
    event.capacity, number = 10, event.id
    an_organisation(event.region_id)
    ahmetov = a_registration(event, "Ахметов Данияр", state=RegistrationState.CANCELLED)
    db.session.get_one(Person, ahmetov.person_id).phone = "+77015550101"
    db.session.commit()
    import_id = services.bring_in(number, Upload("a.csv", GOOD.encode()), Options()).import_id
    assert taking_back(import_id) == TakingBack(removed=1, cancelled_again=1, staying=0)
    services.undo(import_id)
    assert on_list(number) == []


def test_who_came_stays_and_an_old_consent_holds_nobody_when_an_import_is_taken_back(app):
    event = a_planned_event()
    event.capacity, number = 10, event.id
    an_organisation(event.region_id)
    ahmetov = a_registration(event, "Ахметов Данияр", state=RegistrationState.CANCELLED)
    db.session.get_one(Person, ahmetov.person_id).phone = "+77015550101"
    text = db.session.scalars(select(ConsentText.id)).first()
    long_ago = ahmetov.made_at - timedelta(days=9_000)
    kept(Consent(registration_id=ahmetov.id, text_id=text, region_id=event.region_id, given_at=long_ago))
    import_id = services.bring_in(number, Upload("a.csv", GOOD.encode()), Options()).import_id
    kim = db.session.scalars(select(Registration.id).join(Person).where(Person.full_name == "Ким Марат")).one()
    kept(CheckIn(event_id=number, registration_id=kim, at=clock.campaign_now(), undo_reason=""))
    assert taking_back(import_id) == TakingBack(removed=0, cancelled_again=1, staying=1)
    services.undo(import_id)
    assert len(on_list(number)) == 1


def test_an_import_that_was_not_written_cannot_be_taken_back(coordinator, number):
    judged(coordinator, number, GOOD)
    address = coordinator.response.request.path
    coordinator.visit(f"{address}/undo", expect=303)
    assert coordinator.response.location == address


def test_a_reading_that_was_cancelled_can_be_begun_again(coordinator, number):
    send(coordinator, number, GOOD)
    page = coordinator.follow()
    address = coordinator.response.request.path
    coordinator.send({}, form="form[action$='/cancel']", expect=303)
    coordinator.visit(address)
    assert "was not checked to the end" in coordinator.text()
    page = press(coordinator, "again")
    assert figures(page)["New people"] == "2"


def test_a_writing_that_was_cancelled_can_be_begun_again(coordinator, number):
    judged(coordinator, number, GOOD)
    address = coordinator.response.request.path
    coordinator.send({}, form="form[action$='/commit']", expect=303)
    coordinator.follow()
    coordinator.send({}, form="form[action$='/cancel']", expect=303)
    coordinator.visit(address)
    assert "nothing of it was kept" in coordinator.text()
    press(coordinator, "commit")
    assert len(on_list(number)) == 2


def test_the_organizer_sees_the_import_but_not_the_rows_of_another_persons_table(app, coordinator, event, number):
    organizer = a_user(Role.NATIONAL)
    client = signed_in(app, organizer)
    judged(coordinator, number, WRONG)
    address = coordinator.response.request.path
    page = got(client, address).decode()
    assert "only for the person who sent it" in page
    assert "Марат" not in page
    got(client, f"{address}/errors.xlsx", expect=303)


@pytest.mark.parametrize("page", ["", "/errors.xlsx", "/undo"])
def test_nothing_of_it_exists_elsewhere(app, coordinator, number, page):
    elsewhere, auditor = a_user(Role.STOP, stop=a_stop()), a_user(Role.AUDITOR)
    clients = signed_in(app, elsewhere), signed_in(app, auditor)
    judged(coordinator, number, GOOD)
    address = coordinator.response.request.path + page
    got(clients[0], address, expect=404)
    got(clients[1], address, expect=403)
    got(clients[0], f"/staff/events/{number}/imports", expect=404)


@pytest.mark.parametrize("act", ["columns", "rows", "organisations", "again", "commit", "undo"])
def test_nobody_elsewhere_does_anything_to_it(app, coordinator, number, act):
    client = signed_in(app, a_user(Role.STOP, stop=a_stop()))
    judged(coordinator, number, GOOD)
    sent(client, "/staff/tasks", url_to=f"{coordinator.response.request.path}/{act}", expect=404)


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_the_table_to_be_filled_in_is_understood_when_it_comes_back(event, code):
    a_role(event, "вручает мыло")
    with use_language(code):
        table = read_table(Upload("people.xlsx", template_xlsx(event_row(event.id))))
    reading = guess(table)
    assert set(reading.columns) == set(COLUMNS) - {"minor"}
    assert len(table.rows) == 3


def test_the_table_to_be_filled_in_is_saved_by_the_browser(coordinator, number):
    coordinator.visit(f"/staff/events/{number}/imports/template.xlsx")
    assert coordinator.response.headers["Content-Disposition"] == "attachment; filename=people.xlsx"


def test_many_rows_and_mistakes_come_in_pages(coordinator, number):
    page = judged(coordinator, number, HEAD + "".join(f"Ким Марат {row};12;\n" for row in range(120)))
    assert len(page.select("#errors tbody tr")) == 50
    link = page.select_one("#errors a[rel=next]")["href"]
    page = coordinator.visit(link.partition("#")[0])
    assert page.select_one("#errors tbody td").get_text() == "52"
    page = coordinator.visit(f"{coordinator.response.request.path}?kind=failed&rows=3")
    assert len(page.select("#rows tbody tr")) == 20
    page = coordinator.visit(f"{coordinator.response.request.path}?kind=nonsense&rows=x&errors=999999")
    assert len(page.select("#errors tbody tr")) == 20
    assert "Page 3 of 3" in page.get_text(" ", strip=True)


def test_columns_have_the_letters_of_spreadsheets():
    assert [letter(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_list_of_imports_asks_as_much_for_three_as_for_one(coordinator, number, statements):
    counts = []
    for _time in range(2):
        judged(coordinator, number, GOOD)
        coordinator.visit(f"/staff/events/{number}/imports")
        statements.clear()
        coordinator.visit(f"/staff/events/{number}/imports")
        counts.append(len(statements))
    assert counts[0] == counts[1]
