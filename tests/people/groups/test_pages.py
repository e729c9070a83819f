"""The page of a group's leader, the public way to ask for places, the work pages; and attacks on them."""

from io import BytesIO

import pytest
from sqlalchemy import select

from campaign.core import crypto
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.errors import KeyReused, NotFound, Stale, TooMany
from campaign.people import services
from campaign.people.groups.models import Group, WaitingRule
from campaign.people.groups.schemas import GroupState, Leader
from campaign.people.groups.services import changing, line, making, naming
from campaign.people.models import Consent, Person
from campaign.people.queries import people_of_event, roster_for
from campaign.people.schemas import RegistrationState
from campaign.relay.models import Stop
from tests.factories import a_phone, a_stop, a_user, an_event
from tests.people.conftest import a_wish
from tests.people.groups.groups import a_group, a_wish_for, members, the_group

ASK = {
    "organisation": "Лицей № 20, 9 «А»", "planned": "3", "leader_name": "Ержан Қасымов", "leader_phone": "8 701 555 01 23",
    "agree": "y",
}  # fmt: skip
THREE = "1. Айбек Нұрланов; 8 701 555 02 01; 1997\n2. Дана Серікова, 1998, 87015550202\n3. Ермек Нұрлан; ; 2006"
HOSTILE = "<img src=x onerror=alert()> O'Neil"


def leader_of(reader, group):
    reader.visit(f"/group/{group.token}")
    return reader


def test_an_organisation_asks_enters_and_each_gets_a_ticket_without_a_script(reader, event):
    reader.visit(f"/events/{event.id}/group")
    reader.send(ASK, expect=303)
    page = reader.response.location
    reader.follow()
    assert "You come with 3 people" in reader.text()
    reader.visit(f"{page}/people")
    reader.send({"people": THREE}, expect=200)
    assert "All 3 lines are in order." in reader.text()
    assert reader.page.select_one("textarea").get_text().strip() == THREE
    reader.send({"act": "enter"}, expect=303)
    reader.follow()
    assert [cell.get_text(" ", strip=True) for cell in reader.page.select("table tbody tr")] == [
        "Айбек Нұрланов has a place", "Дана Серікова has a place", "Ермек Нұрлан waits for a parent's consent",
    ]  # fmt: skip
    assert "701" not in reader.page.select_one("table").get_text(), "no phones"
    reader.visit(f"{page}/slips")
    assert len(reader.page.select(".slip svg path")) == 3
    member = members(db.session.scalar(select(Group.id)))[0]
    reader.visit(f"/ticket/{member.token}")
    assert "Лицей № 20" in reader.text()
    reader.send({}, form="#consent form", expect=303)
    assert db.session.scalar(select(Consent.registration_id)) == member.id


def test_a_list_with_mistakes_is_shown_line_by_line_and_nothing_is_lost(reader, event):
    group = a_group(event.id, 2)
    reader.visit(f"/group/{group.token}/people")
    wrong = "Айбек Нұрланов; 8 701 555; 1997\nДана Серікова"
    reader.send({"people": wrong, "act": "enter"}, expect=422)
    assert reader.page.select_one("textarea").get_text().strip() == wrong
    assert len(reader.page.select("tr.edge-bad")) == 2
    assert members(group.id) == []
    reader.send({"people": THREE}, expect=200)
    reader.send({"act": "grow"}, expect=303)
    now = the_group(group.id)
    assert (now.held, len(members(group.id))) == (1, 3), "the child's place is kept"


def test_a_small_table_is_uploaded_and_looked_at_first(reader, event):
    group = a_group(event.id, 2)
    reader.visit(f"/group/{group.token}/people")
    table = "ФИО;Телефон;Год рождения\nДана Серікова;87015550202;1998\n".encode()
    reader.send({"file": (BytesIO(table), "9А.csv")}, expect=200)
    assert reader.page.select_one("textarea").get_text().strip() == "Дана Серікова; 87015550202; 1998"
    reader.send({"act": "enter"}, expect=303)
    assert len(members(group.id)) == 1


@pytest.mark.parametrize("page", ["", "/people", "/leader", "/new", "/slips", "/people/unknown"])
def test_a_wrong_withdrawn_or_mangled_link_opens_nothing(reader, event, page):
    group = a_group(event.id, 2)
    changing.withdraw_link(group.id)
    for token in (group.token, "x" * 32, "я" * 200, crypto.new_token()):
        reader.visit(f"/group/{token}{page}", expect=404)


def test_people_of_another_group_are_not_there(reader, event):
    mine, other = a_group(event.id, 2), a_group(event.id, 1, "Дана Серікова", organisation="Колледж")
    stranger = members(other.id)[0]
    reader.visit(f"/group/{mine.token}/people/{stranger.uid}", expect=404)
    for act in (
        lambda: naming.remove(mine.token, stranger.uid),
        lambda: naming.correct_name(mine.token, stranger.uid, "Ә Б", ""),
    ):
        with pytest.raises(NotFound):
            act()
    assert members(other.id)[0].state is RegistrationState.CONFIRMED


def test_ten_thousand_lines_and_hostile_names_break_nothing(reader, event):
    group = a_group(event.id, 2)
    reader.visit(f"/group/{group.token}/people")
    reader.send({"people": "Айбек Нұрланов; 1997\n" * 10_000}, expect=422)
    reader.visit(f"/group/{group.token}/people")
    reader.send({"people": f"{HOSTILE}; {a_phone()}; 1997", "act": "enter"}, expect=303)
    reader.follow()
    assert HOSTILE in reader.text()
    assert reader.page.select_one("main img") is None


def test_the_same_paste_sent_twice_is_one_and_other_words_under_its_key_are_refused(event):
    group = a_group(event.id, 3)
    assert [naming.enter_names(group.token, THREE, "one").confirmed for _turn in range(3)] == [2, 2, 2]
    assert len(members(group.id)) == 3
    with pytest.raises(KeyReused):
        naming.enter_names(group.token, THREE + "\n", "one", grow=True)


def test_two_leaders_at_once_are_told(reader, event):
    group = a_group(event.id, 3)
    leader_of(reader, group)
    changing.resize(group.id, 2)
    reader.send({"planned": "4"}, form="#number-form", expect=422)
    assert "Somebody else has changed this group meanwhile" in reader.text()
    assert reader.page.select_one("#planned")["value"] == "4", "what was typed stays"
    reader.send({}, form="#number-form", expect=303)
    with pytest.raises(Stale):
        changing.cancel(group.token, version=1)


def test_handing_over_ends_the_old_link(reader, event):
    group = a_group(event.id, 2)
    old = group.token
    reader.visit(f"/group/{old}/leader")
    reader.send({"leader_name": "Гүлнар Сейтова", "leader_phone": "8 701 555 09 09"}, expect=303)
    reader.follow()
    assert reader.page.select_one("a[href^='sms:+77015550909?body=']")
    reader.visit(f"/group/{old}", expect=404)
    assert changing.link_token(group.id) == the_group(group.id).token


def test_a_leader_renames_only_whom_they_entered(event):
    group = a_group(event.id, 2, "Айбек Нұрланов")
    mine = members(group.id)[0]
    naming.correct_name(group.token, mine.uid, "Айбек Нұрлан", "Айбек Нұрланов")
    services.register(
        an_event(db.session.get(Stop, event.stop_id)).id, a_wish("Дана Серікова", phone="+77015550333"), "elsewhere"
    )
    naming.enter_names(group.token, "Дана Серікова; 87015550333; 1997", "names")
    known = members(group.id)[1]
    with pytest.raises(Exception, match="Only they themselves"):
        naming.correct_name(group.token, known.uid, "Басқа Адам", "Дана Серікова")
    with pytest.raises(Exception, match="meanwhile"):
        naming.correct_name(group.token, mine.uid, "Айбек Н", "Айбек Нұрланов")


def test_somebody_with_a_ticket_of_their_own_is_not_taken_into_a_group(event):
    services.register(event.id, a_wish("Дана Серікова", phone="+77015550333"), "alone")
    group = a_group(event.id, 2)
    look = naming.look_at(group.token, "Дана Серікова; 87015550333; 1997")
    assert list(look.wrong) == [1]
    assert members(group.id) == []


def test_whoever_was_taken_off_comes_again_with_a_new_link(event):
    group = a_group(event.id, 1, "Айбек Нұрланов")
    there = members(group.id)[0]
    phone, old = db.session.get(Person, there.person_id).phone, there.token
    naming.remove(group.token, there.uid)
    naming.enter_names(group.token, f"Айбек Нұрланов; {phone}; 1997", "again")
    (again,) = members(group.id)
    assert (again.state, again.token == old) == (RegistrationState.CONFIRMED, False)


def test_an_address_asks_for_few_groups_an_hour_and_for_no_crowd(event):
    wish = a_wish_for(1, consent_version=1)
    for number in range(10):
        making.ask(event.id, wish, f"key-{number}", "10.0.0.1")
    with pytest.raises(TooMany):
        making.ask(event.id, wish, "one more", "10.0.0.1")
    with pytest.raises(Exception, match="correction"):
        making.ask(an_event(capacity=None).id, a_wish_for(61, consent_version=1), "crowd", "10.0.0.2")


def test_a_coordinator_makes_a_group_and_gives_out_its_link(coordinator, event):
    coordinator.visit(f"/staff/events/{event.id}/groups")
    coordinator.visit(f"/staff/events/{event.id}/groups/new")
    wish = {key: ASK[key] for key in ASK if key != "agree"}
    coordinator.send({**wish, "leader_name": " "}, expect=422)
    coordinator.send({**wish, "messages_in": "ru"}, expect=303)
    coordinator.follow()
    group = the_group(db.session.scalar(select(Group.id)))
    assert coordinator.page.select_one("#link input[readonly]")["value"].endswith(f"/group/{group.token}")
    assert "%2Fgroup%2F" in str(coordinator.page.select_one("a[href^='sms:']")) or "/group/" in coordinator.text()
    coordinator.visit(f"/staff/groups/{group.id}/sheet")
    coordinator.visit(f"/staff/groups/{group.id}")
    coordinator.send({"reason": "телефонмен, 5 сәуір"}, form="#split-form", expect=303)
    coordinator.follow()
    coordinator.send({"planned": "2"}, form="#number-form", expect=303)
    coordinator.visit(f"/staff/groups/{group.id}/edit")
    coordinator.send({"name": "Лицей № 20, 9 «Б»"}, expect=303)
    now = the_group(group.id)
    assert (now.may_split, now.held, now.name) == (True, 2, "Лицей № 20, 9 «Б»")


def test_the_waiting_list_is_a_page_with_what_can_be_done(coordinator, event):
    a_group(event.id, 5)
    waits = a_group(event.id, 2, organisation="Колледж")
    services.register(event.id, a_wish("Күтуші Адам"), "waits")
    coordinator.visit(f"/staff/events/{event.id}/waiting")
    assert [row.get_text(" ", strip=True) for row in coordinator.page.select("tbody th")] == [
        "Колледж group, only all together", "Күтуші Адам",
    ]  # fmt: skip
    coordinator.send({"hours": "0"}, form="#term-form", expect=422)
    coordinator.send({"hours": "24"}, form="#term-form", expect=303)
    assert db.session.scalar(select(WaitingRule.confirm_hours)) == 24
    coordinator.visit(f"/staff/groups/{waits.id}/passing")
    coordinator.send({"reason": "екі рет озды"}, expect=303)
    coordinator.visit(f"/staff/groups/{waits.id}/first")
    coordinator.send({"reason": ""}, expect=422)
    coordinator.send({"reason": "ардагерлер"}, expect=303)
    coordinator.visit(f"/staff/events/{event.id}/waiting/history")
    assert {"ардагерлер", "екі рет озды"} <= {cell.get_text(strip=True) for cell in coordinator.page.select("td")}
    assert "Күтуші" not in coordinator.text()


def test_a_coordinator_of_another_stop_finds_nothing(reader, event):
    group = a_group(event.id, 2)
    reader.sign_in(a_user(Role.STOP, stop=a_stop()))
    for page in (f"events/{event.id}/groups", f"groups/{group.id}", f"events/{event.id}/waiting", f"groups/{group.id}/first"):
        reader.visit(f"/staff/{page}", expect=404)


def test_the_name_of_the_group_stands_on_lists(event):
    a_group(event.id, 2, "Айбек Нұрланов")
    assert [one.group for one in roster_for(event.id, "kk").lines] == ["Лицей № 20"]
    assert [one.group for one in people_of_event(event.id).rows] == ["Лицей № 20"]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_a_constant_number_of_questions(coordinator, event, statements, count):
    for number in range(count):
        a_group(event.id, 2, "Айбек Нұрланов", organisation=f"Лицей № {number}")
    asked = []
    for page in (f"/staff/events/{event.id}/groups", f"/staff/events/{event.id}/waiting"):
        coordinator.visit(page)
        statements.clear()
        coordinator.visit(page)
        asked.append(len([one for one in statements if one.startswith("SELECT")]))
    assert asked == [9, 12]


def test_a_cancelled_group_is_told_on_its_page(reader, event):
    group = a_group(event.id, 2, "Айбек Нұрланов")
    leader_of(reader, group)
    reader.send({}, form=f"form[action$='{group.token}/cancel']", expect=303)
    reader.follow()
    assert "Your group has cancelled" in reader.text()
    assert the_group(group.id).state is GroupState.CANCELLED
    line.sweep()
    with pytest.raises(Exception, match="cancelled"):
        changing.hand_over(group.token, Leader("Гүлнар Сейтова", a_phone(), "kk"))


def test_the_start_page_says_whom_to_call(coordinator, event):
    line.set_term(event.id, 24)
    first = [services.register(event.id, a_wish(f"Қатысушы {letter}"), letter).ticket for letter in "АБВГД"]
    services.register(event.id, a_wish("Күтуші Адам"), "waits")
    services.cancel_ticket(first[0])
    coordinator.visit("/staff/")
    link = coordinator.page.select_one(f"a[href='/staff/events/{event.id}/waiting']")
    assert "call 1 who moved up" in link.get_text()
    coordinator.visit(link["href"])
    coordinator.send({}, form="#unconfirmed form", expect=303)
    coordinator.visit("/staff/")
    assert coordinator.page.select_one(f"a[href='/staff/events/{event.id}/waiting']") is None
