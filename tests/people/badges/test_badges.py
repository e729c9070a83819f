"""Badges of an event: everybody once, whoever changed again, one or all on demand, blank ones; frozen as printed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text, update

from campaign.core import runner
from campaign.core.actor import SYSTEM, Role, acting_as, set_actor
from campaign.core.db import db
from campaign.core.errors import Invalid, KeyReused, NotFound
from campaign.core.i18n import use_language
from campaign.core.prints import PrintedSheet, page_of
from campaign.events.models import Event, EventRole
from campaign.events.queries import event_row
from campaign.pdf.badges.schemas import Layout
from campaign.people.badges import documents, queries, services
from campaign.people.badges.schemas import BadgePaper, BadgeWish, Which
from campaign.people.badges.words import brand_lines
from campaign.people.models import Registration
from campaign.people.queries import person_card
from campaign.people.schemas import PersonEdit, RegistrationState
from campaign.people.services import cancel, edit_person
from campaign.relay.models import Stop
from tests.events.test_planning import coordinator_of
from tests.factories import a_registration, a_stop, a_user
from tests.papers.papers import acting
from tests.people.badges.sets import a_set, codes_on, surnames
from tests.people.lists.crowd import a_full_event
from tests.people.papers import a_planned_event, got, sent, signed_in

KAZAKH = ["Абенов", "Әбілқасымов", "Галымов", "Ғаниева", "Ёлкина", "Шаймерденова-Константиновская", "Іңкәрова"]


@pytest.fixture
def event(app) -> Event:
    return a_full_event()[0]


def due(event: Event, layout: Layout = Layout.A6) -> tuple[int, int]:
    db.session.expire_all()
    (offer,) = (offer for offer in queries.offers_for(event_row(event.id)) if offer.layout is layout)
    return offer.new, offer.changed


def somebody(event: Event, surname: str) -> Registration:
    return next(
        row
        for row in db.session.query(Registration).filter_by(event_id=event.id)
        if person_card(row.id).full_name.startswith(surname)
    )


def test_only_who_is_confirmed_gets_a_badge_in_the_alphabet_with_all_it_has_to_say(event):
    sheet = a_set(event.id)
    assert surnames(sheet) == KAZAKH
    badges = {badge.surname: badge for badge in sheet.paper.badges.badges}
    led, free = badges["Абенов"], badges["Галымов"]
    assert (badges["Әбілқасымов"].leads, led.leads, free.leads) == (True, False, False)
    assert (led.group, led.leader, led.phone) == ("Лицей №\u00a020, 9 «Б» сыныбы", "Ахметова Д. С.", "8 700 331 49 97")
    assert (free.leader, free.phone) == ("Ахметова Д. С.", "")
    assert (led.photo, free.photo) == (True, False)
    assert surnames(a_set(event.id, Which.ALL, language="ru"))[:2] == ["Абенов", "Әбілқасымов"]
    assert page_of(sheet.line.number) == ("people_badges.sheet", {"badge_sheet": sheet.line.number})


@pytest.mark.parametrize("layout", Layout)
def test_the_codes_on_the_pages_are_those_of_the_registrations(event, layout):
    codes = sorted(row.code for row in db.session.query(Registration).filter_by(state=RegistrationState.CONFIRMED))
    assert codes_on(a_set(event.id, layout=layout)) == codes


def test_what_was_printed_is_offered_again_only_when_it_has_changed(event):
    assert due(event) == (7, 0)
    a_set(event.id)
    assert (due(event), due(event, Layout.STICKER)) == ((0, 0), (7, 0))
    with pytest.raises(Invalid, match="not printed"):
        a_set(event.id, key="again")
    a_registration(event, "Жаңа Адам")
    person = somebody(event, "Галымов")
    edit_person(person.id, PersonEdit("Галымов Ержан", "", None, "Колледж", None, ""))
    assert due(event) == (1, 1)
    assert surnames(a_set(event.id, Which.NEW, key="new")) == ["Жаңа"]
    assert surnames(a_set(event.id, key="changed")) == ["Галымов"]
    assert due(event) == (0, 0)
    db.session.execute(update(Registration).where(Registration.id == person.id).values(photo_consent=True, group_id=None))
    db.session.commit()
    assert due(event) == (0, 1)
    cancel(person.id)
    assert due(event) == (1, 0), "whoever moves up is new, whoever does not come needs none"
    a_set(event.id, key="moved up")
    db.session.get(Event, event.id).title = event.title.of({"kk": "Басқа атау"})
    db.session.commit()
    assert due(event) == (0, 8), "all badges name the event as it was"


def test_the_start_page_says_who_came_after_the_badges_were_printed(event, reader):
    user = a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id))
    reader.sign_in(user)
    reader.visit("/staff/")
    assert "badge" not in reader.text(), "no badges are made for this event"
    a_set(event.id)
    a_registration(event, "Жаңа Адам")
    reader.visit("/staff/")
    assert "print 1 badge (Office walk)" in reader.text()
    a_set(event.id, layout=Layout.CARD, which=Which.NEW, key="new")
    reader.visit("/staff/")
    assert "1 badge" not in reader.text()


def test_all_again_one_again_and_blank_ones(event):
    a_set(event.id)
    assert len(surnames(a_set(event.id, Which.ALL, key="all"))) == 7
    one = somebody(event, "Ғаниева")
    assert surnames(a_set(event.id, Which.ONE, registration_id=one.id)) == ["Ғаниева"]
    blank = a_set(event.id, Which.BLANK, blanks=5)
    assert (surnames(blank), codes_on(blank), blank.line.rows) == ([""] * 5, [], 5)
    for wrong in ({"blanks": 0}, {"blanks": 97}):
        with pytest.raises(Invalid):
            a_set(event.id, Which.BLANK, **wrong)
    waiting = somebody(event, "Күтуші")
    for which, number in ((Which.ONE, waiting.id), (Which.ONE, a_registration(a_planned_event()).id)):
        with pytest.raises(NotFound):
            a_set(event.id, which, registration_id=number)
    with pytest.raises(Invalid):
        a_set(event.id, Which.ONE)
    with pytest.raises(Invalid):
        a_set(a_planned_event().id, Which.ALL)


def test_a_set_stays_as_it_was_printed_to_the_byte(event):
    sheet = a_set(event.id)
    before = b"".join(documents.badges_pdf(sheet))
    assert BadgePaper.of(sheet.paper.content(), sheet.line.shown_number) == sheet.paper
    edit_person(somebody(event, "Галымов").id, PersonEdit("Басқа Есім", "", None, "", None, ""))
    assert b"".join(documents.badges_pdf(queries.badge_sheet(sheet.line.number))) == before
    stored = db.session.query(PrintedSheet).one().content_sealed
    assert "Галымов".encode() not in stored


def test_the_same_key_is_one_set_on_both_databases(either_app):
    event, _people = a_full_event()
    assert a_set(event.id, key="k").line.number == a_set(event.id, key="k").line.number
    with pytest.raises(KeyReused):
        a_set(event.id, Which.ALL, key="k")
    a_set(event.id, Which.ALL, key="all")
    assert db.session.execute(text("SELECT count(*), min(sheet_number) FROM badge_prints")).one() == (7, 2)


def test_two_who_print_what_is_new_at_once_print_it_once(either_app):
    event_id = a_full_event()[0].id

    def click(key: str) -> int:
        with either_app.app_context():
            set_actor(SYSTEM)
            try:
                return services.print_badges(event_id, BadgeWish("kk", Layout.A6), key)
            except Invalid:
                return 0
            finally:
                db.session.remove()

    db.session.remove()
    with ThreadPoolExecutor(4) as clerks:
        assert sorted(clerks.map(click, "abcd")) == [0, 0, 0, 1]


def test_somebody_says_which_roles_lead(event):
    soap, leader = db.session.query(EventRole).filter_by(event_id=event.id).order_by(EventRole.id)
    marks = {mark.id: mark.leads for mark in queries.role_marks(event_row(event.id))}
    assert marks == {soap.id: False, leader.id: True}
    a_set(event.id)
    for _twice in range(2):
        services.say_who_leads(event.id, [soap.id, 999_999])
    marks = {mark.id: mark.leads for mark in queries.role_marks(event_row(event.id))}
    assert (marks, due(event)) == ({soap.id: True, leader.id: False}, (0, 2))


def test_badges_of_a_large_event_are_a_task(event, monkeypatch):
    monkeypatch.setattr(services, "MOST_AT_ONCE", 5)
    number = event.id
    with acting(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id))):
        asked = services.ask_for_badges(event.id, BadgeWish("ru", Layout.CARD), "key")
        assert (asked.number, bool(asked.task_uid)) == (None, True)
        assert services.ask_for_badges(event.id, BadgeWish("ru", Layout.CARD, Which.BLANK), "blank").number == 1
    assert runner.run_next()
    assert (due(db.session.get(Event, number), Layout.CARD), db.session.query(PrintedSheet).count()) == ((0, 0), 2)


def test_it_asks_as_much_for_many_as_for_few_and_only_its_own(app, statements):
    asked = set()
    for more in (0, 30):
        event, _people = a_full_event()
        for number in range(more):
            a_registration(event, f"Адам{number}")
        statements.clear()
        a_set(event.id)
        offered = len(statements)
        statements.clear()
        queries.offers_for(event_row(event.id))
        asked.add((offered, len(statements)))
    assert len(asked) == 1
    with acting_as(coordinator_of(a_stop())):
        for act in (
            lambda: a_set(event.id, key="other"),
            lambda: queries.badge_sheet(1),
            lambda: services.say_who_leads(event.id, []),
        ):
            with pytest.raises(NotFound):
                act()


def test_from_the_event_to_the_paper_in_three_clicks(app, event):
    client = signed_in(app, a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))
    page = f"/staff/events/{event.id}/badges"
    assert f'href="{page}"'.encode() in got(client, f"/staff/events/{event.id}")
    assert b"Print 7 badges" in got(client, page)
    sheet = sent(client, page, layout="a7", language="ru", which="due", operation_key="k")
    assert "Шаймерденова-Константиновская".encode() in got(client, sheet)
    assert got(client, f"{sheet}.pdf")[:5] == b"%PDF-"
    assert b"nothing new" in got(client, page)
    refused = sent(client, page, expect=422, layout="a7", language="ru", which="due")
    assert refused == ""
    sent(client, page, expect=422, layout="a5", language="ru", which="all")
    sent(client, page, expect=422, layout="a6", language="ru", which="blank", blanks="many")
    person = f"/staff/registrations/{somebody(event, 'Ғаниева').id}"
    assert b"as it is" in got(client, person)
    one = sent(client, person, url_to=f"{person}/badge", layout="card", language="kk")
    assert "Ғаниева".encode() in got(client, one)
    assert sent(client, person, url_to=f"{person}/badge", layout="a5", language="kk").endswith(person)
    sent(client, page, url_to=f"{page}/roles", leads="9" * 10_000)
    assert [mark.leads for mark in queries.role_marks(event_row(event.id))] == [False, False]


def test_the_name_of_the_campaign_is_parted_at_its_dash():
    with use_language("ru"):
        assert brand_lines("«Адал жол – Честный путь»") == ["АДАЛ ЖОЛ", "ЧЕСТНЫЙ ПУТЬ"]
        assert brand_lines("Таза жол") == ["ТАЗА ЖОЛ"]
