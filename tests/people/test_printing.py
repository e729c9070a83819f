"""Printing: frozen sheets and their numbers, revisions, who may, what the pages say, what is refused."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from campaign.core.actor import EVERYTHING, Actor, Grant, Role, acting_as, scope_of
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict, Invalid, KeyReused, NotFound, Refused
from campaign.core.prints import PrintedSheet
from campaign.people.models import Person, Registration
from campaign.people.paper.queries import roster_sheet, sheets_of_event
from campaign.people.paper.schemas import PrintWish, RosterPrint
from campaign.people.queries import roster_for
from campaign.people.services.printing import print_roster
from campaign.people.sheets import roster_csv
from campaign.relay.models import Stop
from campaign.territory.models import Region
from tests.factories import a_region, a_registration, a_stop, a_user, an_organisation
from tests.factories.crowds import a_crowd, names
from tests.motorcades.seats.columns import a_group
from tests.pdf.reading import pages_of, text_of
from tests.people.papers import a_planned_event, got, pdf_of, sent, signed_in


def a_coordinator(event):
    return a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id), name="Айгүл Сейтова")


def test_a_second_print_is_revision_two_under_the_next_number(app):
    event = a_planned_event()
    first = roster_sheet(print_roster(event.id, PrintWish("kk"), "one"))
    second = roster_sheet(print_roster(event.id, PrintWish("ru"), "two"))
    assert [(sheet.line.number, sheet.line.revision) for sheet in (first, second)] == [(1, 1), (2, 2)]
    assert [line.number for line in sheets_of_event(event.id)] == [2, 1]
    assert roster_sheet(1).is_newest is False


def test_each_event_counts_its_own_revisions(app):
    one, other = a_planned_event(), a_planned_event()
    print_roster(one.id, PrintWish("kk"), "one")
    assert roster_sheet(print_roster(other.id, PrintWish("kk"), "two")).line.revision == 1


def test_sending_the_form_twice_is_one_sheet(either_app):
    event = a_planned_event()
    assert print_roster(event.id, PrintWish("kk"), "key") == print_roster(event.id, PrintWish("kk"), "key")
    with pytest.raises(KeyReused):
        print_roster(event.id, PrintWish("ru"), "key")
    assert len(sheets_of_event(event.id)) == 1


def test_a_sheet_stays_as_it_was_printed_whatever_changes_afterwards(app):
    event = a_planned_event()
    a_registration(event, "Бірінші Адам")
    number = print_roster(event.id, PrintWish("kk"), "key")
    before = pdf_of(roster_sheet(number))
    a_registration(event, "Екінші Адам")
    db.session.execute(update(Registration).values(note="жаңа"))
    event.title = event.title.of({"kk": "Басқа атау"})
    db.session.commit()
    assert pdf_of(roster_sheet(number)) == before


def test_what_is_frozen_comes_back_whole(app):
    event = a_planned_event()
    a_crowd(event, names(3))
    paper = roster_sheet(print_roster(event.id, PrintWish("kk"), "key")).paper
    content = paper.content()
    assert RosterPrint.of(content) == paper
    assert RosterPrint.of({name: part for name, part in content.items() if name != "settings"}) == paper, "printed before them"


def test_a_roster_takes_the_settings_of_a_print(app, reader):
    event = a_planned_event()
    for name, place in (("Абаев Али", ""), ("Бекова Ася", "Школа"), ("Ваганов Ян", "Лицей")):
        registration = a_registration(event, name)
        registration.note = "звонить 8 701 555 01 23"
        if place:
            db.session.get(Person, registration.person_id).organisation_id = an_organisation(event.region_id, place).id
    db.session.commit()
    reader.sign_in(a_coordinator(event))
    reader.visit(f"/staff/events/{event.id}/roster?in=ru")
    asked = {"order": "organisation", "phones": "without", "type": "large", "ink": "saving"}
    reader.send(asked, form="main form[method='post']", expect=303)
    sheet = roster_sheet(1)
    assert [line.full_name for line in sheet.paper.roster.lines] == ["Ваганов Ян", "Бекова Ася", "Абаев Али"]
    assert sheet.paper.settings == {"order": "organisation", "phones": False, "large": True, "saving": True}
    said = re.sub(r"\s", "", text_of(pdf_of(sheet)))
    assert "звонить" in said
    assert not re.search(r"Телефон|870\d{8}", said)
    assert b"+7" not in b"".join(roster_csv(sheet))


def test_the_stored_sheet_holds_no_readable_name_or_phone(app):
    event = a_planned_event()
    a_crowd(event, ["Қанарейка Айна"])
    print_roster(event.id, PrintWish("kk"), "key")
    stored = db.session.scalars(select(PrintedSheet)).one().content_sealed
    assert "Қанарейка".encode() not in stored
    assert b"8 701" not in stored


@pytest.mark.parametrize(
    "change",
    [
        {"content_hash": "0" * 64},
        {"content_sealed": b"\x01" + b"0" * 60},
        {"content_sealed": b""},
        {"uid": "another"},
    ],
)
def test_a_sheet_that_was_tampered_with_is_not_shown(app, change):
    event = a_planned_event()
    number = print_roster(event.id, PrintWish("kk"), "key")
    with unit_of_work() as session:
        session.execute(update(PrintedSheet).values(**change))
    with pytest.raises(Conflict, match="00001"):
        roster_sheet(number)
    got(signed_in(app, a_coordinator(event)), f"/staff/sheets/{number}.pdf", expect=409)


@pytest.mark.parametrize("wish", [PrintWish("de"), PrintWish("kk", blank_rows=61), PrintWish("kk", blank_rows=-1)])
def test_a_wish_that_cannot_be_printed_is_refused_and_freezes_nothing(app, wish):
    event = a_planned_event()
    with pytest.raises(Invalid):
        print_roster(event.id, wish, "key")
    assert sheets_of_event(event.id) == ()


def test_printing_is_on_the_trail_without_names(app):
    event = a_planned_event()
    a_registration(event, "Қанарейка Айна")
    print_roster(event.id, PrintWish("kk"), "key")
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "sheet.printed")).one()
    assert entry.after == {"event": event.id, "number": 1, "revision": 1, "rows": 1}


def test_one_click_and_one_more_lead_from_the_people_to_the_pdf(app):
    event = a_planned_event()
    a_registration(event, "Әлия Сейтова")
    client = signed_in(app, a_coordinator(event))
    assert f'action="/staff/events/{event.id}/roster"'.encode() in got(client, f"/staff/events/{event.id}/people")
    address = sent(client, f"/staff/events/{event.id}/people", url_to=f"/staff/events/{event.id}/roster", language="kk")
    page = got(client, address).decode()
    (pdf,) = re.findall(r'href="(/staff/sheets/\d+\.pdf)"', page)
    assert "Әлия Сейтова" in text_of(got(client, pdf))


@pytest.mark.parametrize("page_language", ["kk", "ru", "en"])
def test_the_paper_speaks_its_own_language_whatever_the_page_speaks(app, page_language):
    event = a_planned_event()
    client = signed_in(app, a_coordinator(event), page_language)
    address = sent(client, f"/staff/events/{event.id}/roster", language="kk")
    assert "Қатысушылар тізімі" in text_of(got(client, f"{address}.pdf"))


def test_the_form_takes_signature_and_blank_rows(app):
    event = a_planned_event()
    client = signed_in(app, a_coordinator(event))
    sent(client, f"/staff/events/{event.id}/roster", language="ru", marking="signature", blank_rows="0")
    paper = roster_sheet(1).paper
    assert (paper.marking, paper.blank_rows) == ("signature", 0)


@pytest.mark.parametrize("fields", [{"blank_rows": "61"}, {"blank_rows": "x"}, {"marking": "thumb"}, {"language": "de"}])
def test_what_is_wrong_comes_back_with_the_page(app, fields):
    event = a_planned_event()
    client = signed_in(app, a_coordinator(event))
    sent(client, f"/staff/events/{event.id}/roster", expect=422, **({"language": "ru"} | fields))
    assert sheets_of_event(event.id) == ()


def test_each_page_reads_well(app, reader):
    event = a_planned_event()
    a_crowd(event, names(30))
    reader.sign_in(a_coordinator(event))
    reader.visit(f"/staff/events/{event.id}/roster")
    assert "Show them all" in reader.text()
    reader.visit(f"/staff/events/{event.id}/roster?all=1&in=kk")
    assert "Show them all" not in reader.text()
    reader.send({"blank_rows": "3"}, expect=303)
    reader.follow()
    assert "Sheet" in reader.text()
    assert "Айгүл Сейтова" in reader.text()
    reader.visit(f"/staff/events/{event.id}/roster")
    reader.send({"blank_rows": "4"}, expect=303)
    reader.visit("/staff/sheets/1")
    assert "revision 2 was printed after it" in reader.text()
    reader.visit("/staff/sheets/2")
    assert "replaces revision 1" in reader.text()


def test_the_empty_page_says_what_can_be_done(app, reader):
    event = a_planned_event()
    reader.sign_in(a_coordinator(event))
    reader.visit(f"/staff/events/{event.id}/roster")
    assert "with blank rows, to be filled in by hand" in reader.text()


def test_files_say_what_they_are(app):
    event = a_planned_event()
    client = signed_in(app, a_coordinator(event))
    sent(client, f"/staff/events/{event.id}/roster", language="ru")
    expected = {
        "pdf": ("application/pdf", 'inline; filename="roster-00001-ru.pdf"'),
        "csv": ("text/csv", 'attachment; filename="roster-00001-ru.csv"'),
        "xlsx": (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            'attachment; filename="roster-00001-ru.xlsx"',
        ),
    }
    for kind, (mimetype, disposition) in expected.items():
        response = client.get(f"/staff/sheets/1.{kind}")
        assert (response.mimetype, response.headers["Content-Disposition"]) == (mimetype, disposition)
        assert response.headers["Cache-Control"] == "no-store"


def test_the_qr_of_a_page_leads_to_its_sheet(app):
    event = a_planned_event()
    print_roster(event.id, PrintWish("kk"), "key")
    assert roster_sheet(1).paper.address == "HTTP://127.0.0.1:8000/S/"
    response = signed_in(app, a_coordinator(event)).get("/S/00001-3")
    assert (response.status_code, response.location) == (302, "/staff/sheets/1")


PAGES = [
    "/staff/events/{event}/roster",
    "/staff/sheets/1",
    "/staff/sheets/1.pdf",
    "/staff/sheets/1.xlsx",
    "/staff/sheets/1.csv",
]


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_it_exists_for_the_coordinator_of_another_stop_or_region(app, page):
    event = a_planned_event()
    a_registration(event, "Қанарейка Айна")
    print_roster(event.id, PrintWish("kk"), "key")
    other_stop = a_user(Role.STOP, stop=a_stop())
    other_region = a_user(Role.REGION, region=a_region())
    for user in (other_stop, other_region):
        assert "Қанарейка".encode() not in got(signed_in(app, user), page.format(event=event.id), expect=404)


@pytest.mark.parametrize("page", PAGES)
def test_an_auditor_and_a_stranger_are_refused(app, page):
    event = a_planned_event()
    a_registration(event, "Қанарейка Айна")
    print_roster(event.id, PrintWish("kk"), "key")
    assert "Қанарейка".encode() not in got(signed_in(app, a_user(Role.AUDITOR)), page.format(event=event.id), expect=403)
    got(app.test_client(), page.format(event=event.id), expect=302)


def test_another_stops_coordinator_cannot_print(app):
    event = a_planned_event()
    client = signed_in(app, a_user(Role.STOP, stop=a_stop()))
    sent(client, "/staff/", url_to=f"/staff/events/{event.id}/roster", expect=404, language="ru")
    assert sheets_of_event(event.id) == ()


def test_the_organizer_of_the_region_and_the_nation_may(app):
    event = a_planned_event()
    print_roster(event.id, PrintWish("kk"), "key")
    for user in (a_user(Role.REGION, region=db.session.get(Region, event.region_id)), a_user(Role.NATIONAL)):
        got(signed_in(app, user), "/staff/sheets/1.pdf")


@pytest.mark.parametrize("number", ["2", "999999999", "99999999999999999999"])
def test_a_sheet_that_is_not_there_is_not_found(app, number):
    event = a_planned_event()
    got(signed_in(app, a_coordinator(event)), f"/staff/sheets/{number}", expect=404)


def test_an_event_that_is_not_there_has_no_roster(app):
    with pytest.raises(NotFound):
        print_roster(404, PrintWish("kk"), "key")


def test_whoever_sees_more_than_they_run_prints_only_what_they_run(app):
    event = a_planned_event()
    here, print_number = Grant(Role.STOP, stop_id=event.stop_id + 1000), print_roster(event.id, PrintWish("kk"), "key")
    grants = (Grant(Role.AUDITOR), here)
    with acting_as(Actor(user_id=1, grants=grants, scope=EVERYTHING)), pytest.raises(Refused):
        roster_sheet(print_number)


def test_whether_somebody_is_in_a_coordinators_scope_is_looked_up_not_searched_for(app, statements):
    event = a_planned_event()
    a_crowd(event, names(3))
    relay_id = db.session.get(Stop, event.stop_id).relay_id
    grants = (Grant(Role.STOP, stop_id=event.stop_id, region_id=event.region_id, relay_id=relay_id),)
    statements.clear()
    with acting_as(Actor(user_id=1, grants=grants, scope=scope_of(grants))):
        roster_for(event.id, "kk")
    asked = next(statement for statement in statements if "event_roles.name AS role, people.phone_sealed" in statement)
    plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", tuple([1] * asked.count("?"))).all()
    assert [row[3] for row in plan if "registrations_1" in row[3] and "ix_registrations_person_id_stop_id" in row[3]]


def test_groups_with_long_names_get_a_wider_column(app):
    """A column of 17 mm broke the name of a college into ten lines, so a hundred people took sixteen pages."""
    event = a_planned_event()
    group = a_group(event, 24, "Темиртауский политехнический колледж, группа ИТ-27-2")
    number = print_roster(event.id, PrintWish("ru"), "long")
    paper = roster_sheet(number).paper
    assert (paper.wide, RosterPrint.of(paper.content()) == paper) == (True, True)
    found = roster_sheet(number)
    assert len(pages_of(pdf_of(found))) < len(pages_of(pdf_of(replace(found, paper=replace(paper, wide=False)))))
    group.name = "ИТ-27"
    db.session.commit()
    short = roster_sheet(print_roster(event.id, PrintWish("ru"), "short")).paper
    assert "wide" not in short.content()
