"""Lists of people typed back: the right people in the printed order, whatever was edited since; undone whole."""

import pytest
from sqlalchemy import func, select, update

from campaign.core.actor import Role, acting_as
from campaign.core.checks import Finding
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, NotFound, Refused
from campaign.events.models import Event
from campaign.papers.presses import press_of
from campaign.papers.typed import queries, services
from campaign.papers.typed.checks import typings
from campaign.papers.typed.models import Typing
from campaign.papers.typed.schemas import Grade
from campaign.people import services as people
from campaign.people.checkin import services as door
from campaign.people.checkin.models import CheckIn
from campaign.people.models import Consent, Person, Registration
from campaign.people.schemas import PersonEdit, RegistrationState
from campaign.relay.models import Stop
from tests.events.test_planning import coordinator_of
from tests.factories import a_registration, a_stop, a_user
from tests.pdf.reading import pages_of
from tests.people.typed.sheets import NAMES, a_printed_list, an_event_of_today, state_of, typed
from tests.reader import Reader

CAME = dict.fromkeys(NAMES, "in")


def said_of(uid):
    return {number: [one.grade for one in said] for number, said in queries.said_of(queries.open_typing(uid)).items()}


@pytest.mark.parametrize("code", ["sign_in", "check_in_letters", "march", "roster"])
def test_rows_mean_the_people_who_stood_there_when_the_sheet_was_printed(shipped_app, code):
    event, registrations = an_event_of_today()
    number = a_printed_list(event, code)
    people.edit_person(registrations[0].id, PersonEdit("Яшин Дархан", "+77000000001", None, "", None, ""))
    people.cancel(registrations[1].id)
    a_registration(event, "Аманов Новый")
    uid = typed(number, "1-3\n5x 6f\n+ Ким Анна 8 700 555 01 23\n=5")
    assert said_of(uid) == {"1": [Grade.INFO], "2": [Grade.WARN]}
    assert services.post(uid) == ()
    after = {"Яшин Дархан": "in", "Галымов Ерік": "in", "Ёлкина Юлия": "in", "Касымова Айгүл": "confirmed",
             "Ли Виктор": "cancelled", "Сейтова Әлия": "in", "Аманов Новый": "confirmed", "Ким Анна": "in"}  # fmt: skip
    assert state_of(event) == after
    assert [db.session.get(Registration, one.id).photo_consent for one in registrations] == [None] * 5 + [False]
    signed = db.session.scalar(select(func.count()).select_from(Consent))
    assert signed == (5 if code == "sign_in" else 0)
    assert services.post(uid) == (), "posting twice is posting once"
    assert state_of(event) == after
    assert services.undo(uid) == ()
    back = ("Яшин Дархан", "Ёлкина Юлия", "Сейтова Әлия", "Ли Виктор")
    off = {"Галымов Ерік": "cancelled", "Ким Анна": "cancelled"}
    assert state_of(event) == after | dict.fromkeys(back, "confirmed") | off
    assert db.session.get(Registration, registrations[5].id).photo_consent is None
    assert db.session.scalar(select(func.count()).select_from(Consent).where(Consent.withdrawn_at.is_(None))) == 0
    assert db.session.get(Event, event.id).taken == 6
    again = typed(number, "1-6\n=6")
    assert (again != uid, services.post(again)) == (True, ())
    assert typings(db.session()) == Finding(2, ())
    db.session.execute(update(Typing).where(Typing.uid == again).values(text_sealed=b"", facts={}))
    assert len(typings(db.session()).wrong) == 2


def test_a_wrong_sum_and_what_cannot_be_read_keep_a_page_open(shipped_app):
    event, _people = an_event_of_today()
    uid = services.begin(a_printed_list(event), 1)
    for key, line in enumerate(("1-4", "9z", "=5")):
        services.add_line(uid, line, str(key))
        services.add_line(uid, line, str(key))
    with pytest.raises(Invalid) as refused:
        services.finish(uid)
    assert [one.code for one in refused.value.problems] == ["unreadable", "other_sum"]
    assert "5" in str(refused.value.problems[1].message)
    with pytest.raises(Conflict):
        services.post(uid)
    typing = queries.open_typing(uid).typing
    assert typing.text == "1-4\n9z\n=5"
    with pytest.raises(Invalid, match=r"300"):
        services.add_line(uid, "7 " * 200, "long")
    with pytest.raises(Invalid):
        services.rewrite(uid, "77 \n" * 10_000, typing.version)
    with pytest.raises(Conflict):
        services.rewrite(uid, "1", typing.version - 1)
    assert services.take_back(uid, "back") == "=5"
    assert services.take_back(uid, "back") == ""
    services.rewrite(uid, "1-4", typing.version + 1)
    services.finish(uid, sums="4", key="end")
    services.finish(uid, sums="4", key="end")
    assert services.post(uid) == ()
    assert state_of(event) == CAME | dict.fromkeys(NAMES[4:], "confirmed")


def test_rules_of_the_door_hold_for_those_who_come_late(shipped_app):
    """No place is left, a phone that is none, somebody on the list already, somebody whom a phone has let in."""
    event, registrations = an_event_of_today(capacity=6)
    number = a_printed_list(event)
    known = db.session.get(Person, registrations[0].person_id)
    door.let_in(registrations[5].id)
    bad = typed(number, "6x\n+ №№ 8 700 555 01 23\n+ Ким Анна 8 700 55\n=2")
    assert said_of(bad) == {"6": [Grade.BAD], "7": [Grade.BAD], "8": [Grade.BAD]}
    with pytest.raises(Conflict):
        services.post(bad)
    services.reopen(bad)
    services.drop(bad)
    uid = typed(number, f"6\n+ {known.full_name} {known.phone}\n+ Ким Анна 8 700 555 01 23\n+ Ким Анна 8 700 555 01 23\n=4")
    assert said_of(uid) == {"6": [Grade.INFO], "7": [Grade.INFO]}
    left = services.post(uid)
    assert [one.number for one in left] == ["8", "9"]
    assert state_of(event) == dict.fromkeys(NAMES, "confirmed") | {
        NAMES[0]: "in", NAMES[5]: "in", "Ким Анна": "waiting",
    }  # fmt: skip
    services.undo(uid)
    assert state_of(event) == dict.fromkeys(NAMES, "confirmed") | {NAMES[5]: "in", "Ким Анна": "cancelled"}


def test_two_people_type_a_page_blind_and_only_what_agrees_is_posted(shipped_app):
    event, _registrations = an_event_of_today()
    number, stop = a_printed_list(event), db.session.get(Stop, event.stop_id)
    first, second, third = (coordinator_of(stop), *(coordinator_of(stop) for _turn in range(2)))
    second, third = (type(first)(user_id=number, grants=first.grants, scope=first.scope) for number in (7, 8))
    with acting_as(first):
        one = services.begin(number, 1, double=True)
        services.add_line(one, "1-3", "a")
        services.finish(one, sums="3")
        with pytest.raises(Conflict):
            services.post(one)
        assert services.begin(number, 1) == one
    with acting_as(second):
        assert queries.open_typing(one).reading is None
        with pytest.raises(Conflict):
            services.add_line(one, "4", "b")
        two = services.begin(number, 1)
        services.add_line(two, "1-2 4", "c")
        services.finish(two, sums="3")
        both = queries.open_typing(two)
        assert [(it.row.number, bool(it.first), bool(it.second)) for it in queries.differing(both)] == [
            ("3", True, False), ("4", False, True),
        ]  # fmt: skip
        with pytest.raises(Conflict):
            services.post(two)
    with acting_as(third), pytest.raises(Conflict):
        services.begin(number, 1)
    with acting_as(first):
        services.reopen(one)
        services.rewrite(one, "4 2 1\n=3", queries.open_typing(one).typing.version)
        services.finish(one)
        assert queries.differing(queries.open_typing(one)) == ()
    with acting_as(third):
        services.post(two)
    assert [name for name, state in state_of(event).items() if state == "in"] == [NAMES[0], NAMES[1], NAMES[3]]
    assert {typing.state for typing in db.session.scalars(select(Typing))} == {"posted"}
    with acting_as(second):
        services.undo(one)
    assert "in" not in state_of(event).values()


def test_a_page_that_was_taken_back_is_typed_anew_from_its_own_lines(shipped_app):
    event, _registrations = an_event_of_today()
    number = a_printed_list(event)
    uid = typed(number, "1-3\n=3")
    with pytest.raises(Conflict):
        services.begin_again(uid)
    services.post(uid)
    services.undo(uid)
    again = services.begin_again(uid)
    assert services.begin_again(uid) == again != uid
    assert queries.open_typing(again).typing.text == "1-3\n=3"
    services.rewrite(again, "1-2 5\n=3", queries.open_typing(again).typing.version)
    assert services.begin_again(uid) == again
    services.finish(again)
    services.post(again)
    assert [name for name, state in state_of(event).items() if state == "in"] == [NAMES[0], NAMES[1], NAMES[4]]


def test_nobody_types_sheets_of_others_or_before_the_day(shipped_app):
    event, _registrations = an_event_of_today()
    number, stop = a_printed_list(event), db.session.get(Stop, event.stop_id)
    uid = typed(number, "1\n=1")
    other = coordinator_of(a_stop())
    auditor = type(other)(user_id=5, grants=(type(other.grants[0])(Role.AUDITOR),), scope=type(other.scope)(everything=True))
    for actor, error in ((other, NotFound), (auditor, Refused)):
        with acting_as(actor):
            for act in (
                lambda: services.begin(number, 1), lambda: services.post(uid), lambda: services.undo(uid),
                lambda: services.drop(uid), lambda: queries.open_typing(uid), lambda: services.add_line(uid, "1", "k"),
            ):  # fmt: skip
                with pytest.raises(error):
                    act()
    with acting_as(coordinator_of(stop)), pytest.raises(NotFound):
        services.begin(number, 2)
    event.starts_at, event.ends_at = (at.replace(year=2019) for at in (event.starts_at, event.ends_at))
    db.session.commit()
    assert said_of(uid) == {"": [Grade.BAD]}
    with pytest.raises(Conflict):
        services.post(uid)


def test_a_page_asks_as_much_for_one_row_as_for_six(app, statements):
    event, _registrations = an_event_of_today()
    number = a_printed_list(event, "check_in_letters")
    asked = []
    for text in ("1\n=1", "1-6\n=6"):
        uid = typed(number, text)
        statements.clear()
        both = queries.open_typing(uid)
        queries.said_of(both)
        asked.append(len(statements))
        services.drop(uid)
    assert asked[0] == asked[1] == 9


def test_a_page_is_typed_in_a_browser_without_scripts(shipped_app):
    event, _registrations = an_event_of_today()
    number = a_printed_list(event)
    desk = Reader(shipped_app)
    desk.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))
    desk.visit("/staff/typed")
    desk.send({"sheet": "no number"}, expect=422)
    desk.send({"sheet": "99999"}, expect=422)
    desk.send({"sheet": f"HTTPS://ADALJOL.EXAMPLE/S/{number:05d}-1"}, expect=303)
    assert desk.response.location.endswith(f"/staff/typed/{number}#page-1")
    desk.visit(f"/staff/papers/{number}")
    desk.visit(desk.page.select_one(f"a[href='/staff/typed/{number}']")["href"])
    desk.send({}, form=f"form[action='/staff/typed/{number}/1']", expect=303)
    desk.follow()
    desk.send({"line": "1-3 5x"}, form="#page-form", expect=303)
    desk.follow()
    assert [cell.get_text() for cell in desk.page.select(".typed-row th")] == [*NAMES[:3], NAMES[4]]
    desk.send({"line": "7" * 301}, form="#page-form", expect=422)
    assert desk.page.select_one("#line")["value"] == "7" * 301
    desk.send({}, form="form[action$='/back']", expect=200)
    assert desk.page.select_one("#line")["value"] == "1-3 5x"
    desk.send({}, form="#page-form", expect=303)
    desk.follow()
    desk.send({"sums": "4"}, form="#finish-form", expect=422)
    assert "counted 4, typed are 3" in desk.text()
    desk.send({"sums": "3"}, form="#finish-form", expect=303)
    desk.follow()
    desk.send({}, form="form[action$='/post']", expect=303)
    assert "The page is posted." in desk.follow().get_text()
    assert list(state_of(event).values()) == ["in"] * 3 + ["confirmed", "cancelled", "confirmed"]
    desk.send({}, form="form[action$='/undo']", expect=303)
    desk.follow()
    assert list(state_of(event).values()) == ["confirmed"] * 6
    assert db.session.scalar(select(func.count()).select_from(CheckIn)) == 3
    assert {one.state for one in db.session.scalars(select(Registration))} == {RegistrationState.CONFIRMED}
    door.let_in(db.session.scalars(select(Registration.id).order_by(Registration.id)).all()[4])
    desk.send({}, form="form[action$='/again']", expect=303)
    desk.follow()
    desk.send({}, form="#finish-form", expect=303)
    assert "Some rows cannot be posted as they were typed." in desk.follow().get_text()
    assert desk.page.select_one("form[action$='/post']") is None
    desk.visit("/staff/typed", language="kk")


def test_rows_of_a_long_roster_stand_on_the_pages_on_which_they_are_printed(app):
    """Also where names wrap: each page's text has the names that are said to stand on it."""
    names = tuple(f"Қатысушы{number:03d} {'Константинопольская ' * (number % 4)}".strip() for number in range(90))
    event, _registrations = an_event_of_today(names)
    number = a_printed_list(event, "roster", "kk", blank_rows="7", marking="signature", phones="without")
    rows = press_of("roster").rows(number)
    pages = [text.replace("\n", " ") for text in pages_of(b"".join(press_of("roster").pdf(number)))]
    assert [row.number for row in rows] == [str(place) for place in range(1, 98)]
    assert {row.page for row in rows} == set(range(1, len(pages) + 1))
    assert [row.number for row in rows if row.key and row.words[1].split()[0] not in pages[row.page - 1]] == []
    assert [bool(row.key) for row in rows] == [True] * 90 + [False] * 7
    assert not any("8 700" in word for row in rows for word in row.words)


@pytest.mark.parametrize("pages", [1, 3])
def test_the_desk_asks_as_much_for_three_typings_as_for_one(app, statements, pages):
    event, _registrations = an_event_of_today()
    desk = Reader(app)
    desk.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))
    for _turn in range(pages):
        services.post(typed(a_printed_list(event, "check_in_letters"), "=0"))
    desk.visit("/staff/typed")
    statements.clear()
    desk.visit("/staff/typed")
    assert len(desk.page.select(".lines > li")) == pages
    assert len([one for one in statements if "typings" in one]) == 3
    assert len(statements) == 9
