"""Long lists and tables: who may take people out, what stands in the file, what becomes a task, and what fails closed."""

import csv
import io
import json
import zipfile

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import delete, func, select

from campaign.accounts.models import RoleGrant
from campaign.accounts.queries import actor_with_id
from campaign.core import runner, tasks
from campaign.core.actor import Role, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid
from campaign.core.files import KeptFile
from campaign.core.i18n import use_language
from campaign.core.prints import PrintedSheet
from campaign.core.tasks import Job, JobState
from campaign.people.exports.queries import people_lines
from campaign.people.exports.schemas import ROWS_A_TURN, ExportWish, FileKind
from campaign.people.exports.services import people_for
from campaign.people.paper.schemas import PrintWish
from campaign.people.schemas import PersonFilter, RegistrationState
from campaign.people.services.printing import ask_for_roster
from campaign.relay.models import Stop
from tests.factories import a_registration, a_role, a_stop, a_user
from tests.factories.crowds import a_crowd, names
from tests.people.papers import a_planned_event, got, sent, signed_in
from tests.reader import fresh_context

LONG = 3


def a_coordinator(event):
    return a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id))


def exported(client, event, kind="csv", **fields) -> bytes:
    """The file that the buttons of the list give."""
    page = got(client, f"/staff/events/{event.id}/people").decode()
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    with fresh_context():
        answer = client.post(f"/staff/events/{event.id}/people/export", data={"csrf_token": token, "kind": kind, **fields})
    assert answer.status_code == 200, answer.status_code
    assert answer.headers["Content-Disposition"] == f"attachment; filename=people-{event.id}.{kind}"
    return answer.data


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def event(app):
    return a_planned_event()


def test_the_buttons_of_the_list_give_a_table_in_the_readers_language_and_alphabet(app, event):
    for name in ("Үсенова Әлия", "Ұзақбаев Ермек", "Иванов Артём"):
        a_registration(event, name)
    a_registration(event, "Cancelled", state=RegistrationState.CANCELLED)
    kk, ru = (rows_of(exported(signed_in(app, a_coordinator(event), code), event)) for code in ("kk", "ru"))
    assert kk[0][0] == "Тегі, аты, әкесінің аты"
    assert ru[0][0] == "Фамилия, имя, отчество"
    assert [row[0] for row in kk[1:]] == ["Иванов Артём", "Ұзақбаев Ермек", "Үсенова Әлия"]
    assert ru[1][1].startswith("8 700 ")
    assert {row[5] for row in ru[1:]} == {"подтверждено"}


def test_an_export_holds_what_the_list_shows_with_these_filters(app, event):
    role = a_role(event, "Фотограф")
    a_registration(event, "Әлия Сейтова").role_id = role.id
    a_registration(event, "Марат Ким", state=RegistrationState.WAITING)
    db.session.commit()
    client = signed_in(app, a_coordinator(event))
    assert [row[0] for row in rows_of(exported(client, event, role=str(role.id)))[1:]] == ["Әлия Сейтова"]
    assert [row[0] for row in rows_of(exported(client, event, state="waiting"))[1:]] == ["Марат Ким"]
    assert [row[0] for row in rows_of(exported(client, event, q="Алия"))[1:]] == ["Әлия Сейтова"]


def test_no_cell_is_a_formula_in_either_kind(app, event):
    a_registration(event, "Қанарейка Айна").note = "=HYPERLINK(A1)"
    db.session.commit()
    client = signed_in(app, a_coordinator(event))
    assert rows_of(exported(client, event))[1][8] == "'=HYPERLINK(A1)"
    content = exported(client, event, "xlsx")
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1][8] == "=HYPERLINK(A1)"
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_an_export_is_on_the_trail_without_names(app, event):
    a_registration(event, "Қанарейка Айна")
    exported(signed_in(app, a_coordinator(event)), event, q="Қанарейка")
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "people.exported")).one()
    assert (entry.thing_id, entry.after) == (event.id, {"rows": 1, "kind": "csv", "filtered": True})


def test_another_stops_coordinator_finds_nothing_and_an_auditor_is_refused(app, event):
    url = f"/staff/events/{event.id}/people/export"
    sent(signed_in(app, a_user(Role.STOP, stop=a_stop())), "/staff/", url_to=url, expect=404)
    sent(signed_in(app, a_user(Role.AUDITOR)), "/staff/", url_to=url, expect=403)


@pytest.fixture
def crowd(event, monkeypatch):
    """Some more people than are taken at once; the limit is put down so that three are many."""
    monkeypatch.setattr("campaign.people.exports.services.MOST_AT_ONCE", LONG - 1)
    monkeypatch.setattr("campaign.people.services.printing.MOST_AT_ONCE", LONG - 1)
    a_crowd(event, [f"Қанарейка {name}" for name in names(LONG)])
    return event


def test_a_long_list_becomes_a_task_with_a_file_for_its_owner(app, crowd):
    user, event_id = a_coordinator(crowd), crowd.id
    client = signed_in(app, user, "kk")
    user_id = user.id
    task = sent(client, f"/staff/events/{event_id}/people", url_to=f"/staff/events/{event_id}/people/export", kind="csv")
    assert task.startswith("/staff/tasks/")
    assert runner.run_next()
    page = got(client, task).decode()
    content = got(client, "/staff/files/" + page.partition("/staff/files/")[2][:22])
    rows = rows_of(content)
    assert len(rows) == LONG + 1
    assert rows[0][0] == "Тегі, аты, әкесінің аты"
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "people.exported")).one()
    assert (entry.user_id, entry.after["rows"]) == (user_id, LONG)


def test_sending_the_long_wish_twice_is_one_task(app, crowd):
    client, url = signed_in(app, a_coordinator(crowd)), f"/staff/events/{crowd.id}/people"
    one, two = (sent(client, url, url_to=f"{url}/export", operation_key="key") for _time in range(2))
    assert one == two


def test_what_was_searched_for_does_not_lie_readable_in_the_queue(app, crowd):
    client, url = signed_in(app, a_coordinator(crowd)), f"/staff/events/{crowd.id}/people"
    task = sent(client, url, url_to=f"{url}/export", kind="csv", q="Қанарейка")
    facts = db.session.scalars(select(Job.facts)).one()
    assert facts["search"]
    assert "анарейка" not in json.dumps(facts, ensure_ascii=False)
    assert runner.run_next()
    assert b"/staff/files/" in got(client, task)


def test_a_task_of_somebody_who_lost_the_right_makes_no_file(app, crowd):
    user = a_coordinator(crowd)
    sent(signed_in(app, user), f"/staff/events/{crowd.id}/people", url_to=f"/staff/events/{crowd.id}/people/export")
    with unit_of_work() as session:
        session.execute(delete(RoleGrant))
    assert runner.run_next()
    assert db.session.scalars(select(Job.state)).one() is JobState.FAILED
    assert db.session.scalar(select(func.count()).select_from(KeptFile)) == 0


def test_a_file_that_was_made_is_gone_with_the_right(app, crowd):
    user = a_coordinator(crowd)
    client, user_id = signed_in(app, user), user.id
    url = f"/staff/events/{crowd.id}/people"
    task = sent(client, url, url_to=f"{url}/export", kind="csv")
    assert runner.run_next()
    address = "/staff/files/" + got(client, task).decode().partition("/staff/files/")[2][:22]
    got(client, address)
    with unit_of_work() as session:
        session.execute(delete(RoleGrant).where(RoleGrant.user_id == user_id))
        session.add(RoleGrant(user_id=user_id, role=Role.AUDITOR))
    got(client, address, expect=404)


@pytest.mark.parametrize("count", [1, 3])
def test_reading_a_thousand_people_is_one_question(app, event, statements, count):
    a_crowd(event, names(count))
    statements.clear()
    with use_language("kk"):
        assert len(list(people_lines(event.id, PersonFilter()))) == count
    assert len([asked for asked in statements if "FROM registrations" in asked]) == 1


def test_nobody_is_lost_or_doubled_between_two_turns(app, event):
    a_crowd(event, names(ROWS_A_TURN * 2 + 1))
    seen = [line.registration_id for line in people_lines(event.id, PersonFilter())]
    assert len(seen) == len(set(seen)) == ROWS_A_TURN * 2 + 1


def test_what_fits_into_no_sheet_is_refused_with_a_remedy(app, event, monkeypatch):
    monkeypatch.setattr("campaign.people.exports.services.MOST_IN_A_BOOK", 2)
    a_crowd(event, names(3))
    with pytest.raises(Invalid, match="Take the list as CSV"):
        people_for(ExportWish(event.id, PersonFilter(), FileKind.XLSX))
    assert people_for(ExportWish(event.id, PersonFilter(), FileKind.CSV))[1] == 3


def test_a_long_roster_is_printed_by_a_task_that_ends_at_its_sheet(app, crowd):
    user, event_id = a_coordinator(crowd), crowd.id
    client, url = signed_in(app, user), f"/staff/events/{crowd.id}/roster"
    one, two = (sent(client, url, language="kk", operation_key="key") for _time in range(2))
    assert one == two
    assert one.startswith("/staff/tasks/")
    assert runner.run_next()
    assert not runner.run_next()
    assert b'href="/staff/sheets/1"' in got(client, one)
    sheet = db.session.scalars(select(PrintedSheet)).one()
    assert (sheet.rows, sheet.language, sheet.subject_id) == (LONG, "kk", event_id)
    got(client, "/staff/sheets/1")


def test_a_long_roster_of_somebody_who_lost_the_right_is_not_printed(app, crowd):
    with acting_as(actor_with_id(a_coordinator(crowd).id)):
        printed = ask_for_roster(crowd.id, PrintWish("kk"), "key")
    with unit_of_work() as session:
        session.execute(delete(RoleGrant))
        session.execute(delete(tasks.Job).where(tasks.Job.uid != printed.task_uid))
    assert runner.run_next()
    assert db.session.scalars(select(Job.state)).one() is JobState.FAILED
    assert db.session.scalar(select(func.count()).select_from(PrintedSheet)) == 0


def test_a_short_roster_is_printed_at_once(app, event):
    a_registration(event, "Әлия Сейтова")
    with acting_as(actor_with_id(a_coordinator(event).id)):
        printed = ask_for_roster(event.id, PrintWish("kk"), "key")
        assert printed == ask_for_roster(event.id, PrintWish("kk"), "key")
    assert (printed.number, printed.task_uid) == (1, None)
