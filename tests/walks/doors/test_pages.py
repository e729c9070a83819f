"""The work pages of the doors: progress, sheets typed back, links for phones, what is looked at later; the plain way."""

import pytest
from sqlalchemy import select

from campaign.core.actor import Role
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.relay.models import Stop
from campaign.walks.doors.models import DoorRecord
from campaign.walks.models import WalkDoor
from tests.factories import a_stop, a_user
from tests.phones import undo_of
from tests.reader import Reader, fresh_context, parsed
from tests.walks.doors.rounds import (
    RoundPhone,
    a_phone_of,
    a_walk_of_today,
    at_door,
    doors_in,
    recorded,
    stands,
    teams_of,
)


@pytest.fixture
def walk(app):
    return a_walk_of_today()


@pytest.fixture
def phone(app, walk):
    return RoundPhone(app, a_phone_of(teams_of(walk)[0])[1])


@pytest.fixture
def desk(app, walk):
    """A browser of the coordinator of the stop."""
    reader = Reader(app)
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, walk.stop_id)))
    return reader


def test_a_sheet_is_typed_back_row_by_row_and_only_what_changed_is_saved(walk, desk, phone):
    doors, team = doors_in(walk), teams_of(walk)[0]
    phone.outcomes(at_door(doors["101"], pieces=2))
    desk.visit(f"/staff/walk-teams/{team.id}/sheet")
    typed = {f"soap-{doors['102']}": "absent", f"soap-{doors['103']}": "given", f"sign-{doors['103']}": "there"}
    typed[f"note-{doors['103']}"] = "ручка слева"
    page = desk.page
    desk.send(typed, form="#page-form", expect=303)
    assert "2 doors were recorded" in desk.follow().get_text()
    desk.page = page
    desk.send(typed, form="#page-form", expect=303)  # the same page sent once more
    assert [stands(doors[room]) for room in ("101", "102", "103")] == [
        ("given", 2, "up"), ("absent", 0, "unset"), ("given", 1, "there"),
    ]  # fmt: skip
    assert recorded() == 3
    by = db.session.scalars(select(WalkDoor.recorded_by_user_id).where(WalkDoor.id == doors["102"])).one()
    assert by is not None
    assert db.session.scalar(select(AuditEntry.after).where(AuditEntry.act == "walk.doors_typed"))["doors"] == 2


NONSENSE = (
    ({"sign": "up"}, "what became of the soap"),
    ({"soap": "given"}, "what became of the sign"),
    ({"soap": "given", "sign": "up", "pieces": "-3"}, "How many pieces"),
    ({"soap": "given", "sign": "up", "pieces": "много"}, "How many pieces"),
    ({"soap": "refused", "sign": "up", "note": "Ә" * 10_000}, "At most 200 characters"),
)


def test_nonsense_on_a_sheet_is_told_at_its_row_and_stays(walk, desk):
    door, team = doors_in(walk)["101"], teams_of(walk)[0]
    for typed, said in NONSENSE:
        desk.visit(f"/staff/walk-teams/{team.id}/sheet")
        page = desk.send({f"{name}-{door}": value for name, value in typed.items()}, form="#page-form", expect=422)
        assert said in page.select_one(f"#door-{door}").get_text()
        assert said in page.select_one("#error-summary").get_text()
        for name, value in typed.items():
            field = page.select_one(f"[name={name}-{door}]")
            assert (field.get("value") or field.select_one("[selected]")["value"]) == value
    assert recorded() == 0


def test_a_sign_that_is_none_is_none_where_nobody_was_there(walk, desk):
    door, team = doors_in(walk)["101"], teams_of(walk)[0]
    desk.visit(f"/staff/walk-teams/{team.id}/sheet")
    desk.send({f"soap-{door}": "absent", f"sign-{door}": "nonsense"}, form="#page-form", expect=303)
    assert stands(door) == ("absent", 0, "unset")


def test_what_a_phone_recorded_meanwhile_is_told_before_it_is_replaced(walk, desk, phone):
    door, team = doors_in(walk)["101"], teams_of(walk)[0]
    desk.visit(f"/staff/walk-teams/{team.id}/sheet")
    phone.outcomes(at_door(door, "refused", "refused"))
    typed = {f"soap-{door}": "given", f"sign-{door}": "up"}
    page = desk.send(typed, form="#page-form", expect=422)
    assert "Recorded meanwhile" in page.get_text()
    assert stands(door) == ("refused", 0, "refused")
    desk.send({}, form="#page-form", expect=303)
    assert stands(door) == ("given", 1, "up")


def test_progress_counts_doors_and_tells_no_answers_of_a_room(walk, desk, phone):
    doors = doors_in(walk)
    phone.outcomes(
        at_door(doors["103"], "absent", "", ago=9),
        at_door(doors["102"], "refused", "refused", ago=5),
        at_door(doors["101"], pieces=3),
    )
    page = desk.visit(f"/staff/events/{walk.event_id}/walk/doors")
    figures = {term.get_text(): term.find_next("dd").get_text(" ", strip=True) for term in page.select("dt")}
    assert (figures["Done"], figures["Come again"], figures["Not visited"]) == ("2 of 5 doors", "1", "2")
    assert (figures["Soap given, pieces"], figures["Soap not taken"], figures["Sign not wanted"]) == ("3", "1", "1")
    log = page.select("ul.lines.dated li")
    assert [line.select_one(".what").contents[0].strip() for line in log] == ["Room 101", "Room 102", "Room 103"]
    assert not any(word in line.get_text() for line in log for word in ("not taken", "Not taken", "refused"))
    oldest = page.select("form[action$='/undo']")[-1]["action"]
    desk.send({}, form=f"form[action='{oldest}']", expect=303)
    assert "taken back" in desk.follow().get_text()
    assert stands(doors["103"]) == ("unset", 0, "unset")


def test_a_link_is_given_renewed_and_withdrawn(app, walk, desk):
    team = teams_of(walk)[0]
    desk.visit(f"/staff/walk-teams/{team.id}/phones")
    desk.send({"label": "Ә" * 10_000}, form="#give form", expect=422)
    desk.send({"label": "Телефон Асель"}, form="#give form", expect=303)
    address = desk.follow().select_one("#device-link")["value"]
    old, here = RoundPhone(app, address.rpartition("/")[2]), desk.response.request.path
    assert old.get().status_code == 200
    desk.send({}, form=f"form[action='{here}/renew']", expect=303)
    new = RoundPhone(app, desk.follow().select_one("#device-link")["value"].rpartition("/")[2])
    assert (old.get("/list").status_code, new.get("/list").status_code) == (404, 200)
    desk.send({}, form=f"form[action='{here}/withdraw']", expect=303)
    assert (new.get("/list").status_code, "link withdrawn" in desk.follow().get_text()) == (410, True)
    desk.visit(here.replace("walk-phones", "devices"), expect=404)


def test_what_waits_counts_when_somebody_says_so_or_is_dismissed_with_a_reason(walk, desk, phone):
    theirs = doors_in(walk)["201"]
    early, other = at_door(theirs, ago=60), at_door(theirs, "refused", "there")
    phone.outcomes(early, other)
    page = desk.visit(f"/staff/events/{walk.event_id}/walk/doors/review")
    accepts = [form["action"] for form in page.select("form[action$='/accept']")]
    desk.send({}, form=f"form[action='{accepts[1]}']", expect=303)
    assert stands(theirs) == ("given", 1, "up")
    desk.follow()
    dismiss = accepts[0].replace("/accept", "/dismiss")
    desk.send({"reason": ""}, form=f"form[action='{dismiss}']", expect=303)
    assert "Please write why." in desk.follow().get_text()
    page = desk.page
    for said in ("Dismissed.", "Somebody has decided about this already."):
        desk.page = page
        desk.send({"reason": "Не их дверь"}, form=f"form[action='{dismiss}']", expect=303)
        assert said in desk.visit(desk.response.location).get_text()
    phone.outcomes(undo_of(early))
    assert stands(theirs) == ("unset", 0, "unset")


def test_the_plain_way_without_scripts_goes_from_door_to_door(app, walk):
    doors, reader = doors_in(walk), Reader(app)
    path = f"/field/walk/{a_phone_of(teams_of(walk)[0])[1]}"
    with fresh_context():  # unaudited: the forms that scripts serve lead nowhere
        page = parsed(reader.client.get(path, headers={"Accept-Language": "en"}).get_data())
    links = page.select("#plain .doors a")
    assert [link["aria-label"] for link in links] == ["101: not yet", "102: not yet", "103: not yet"]
    reader.visit(links[0]["href"])
    reader.send({"sign": ""}, form="#page-form", expect=422)
    assert "what became of the sign" in reader.text()
    reader.send({"sign": "up", "pieces": "2"}, form="#page-form", expect=303)
    assert "101 is saved." in reader.follow().get_text()
    assert reader.page.select_one("h1").get_text() == "102"
    assert stands(doors["101"]) == ("given", 2, "up")
    reader.visit(f"{path}/door/{doors['201']}", expect=404)


@pytest.mark.parametrize("phones", [1, 3])
def test_the_page_asks_the_same_however_much_was_recorded(app, walk, desk, statements, phones):
    doors = doors_in(walk)
    for number in range(phones):
        phone = RoundPhone(app, a_phone_of(teams_of(walk)[0], f"Телефон {number}")[1])
        phone.outcomes(*(at_door(doors[room]) for room in ("101", "102", "103")[:phones]))
    statements.clear()
    desk.visit(f"/staff/events/{walk.event_id}/walk/doors")
    assert len(statements) == 14
    assert len(db.session.scalars(select(DoorRecord.id)).all()) == phones * phones


def test_a_coordinator_of_another_stop_has_no_doors_here(app, walk, phone):
    phone.outcomes(at_door(doors_in(walk)["101"]))
    reader, team = Reader(app), teams_of(walk)[0]
    reader.sign_in(a_user(Role.STOP, stop=a_stop()))
    for path in (f"/staff/events/{walk.event_id}/walk/doors", f"/staff/walk-teams/{team.id}/sheet"):
        reader.visit(path, expect=404)
    auditor = Reader(app)
    auditor.sign_in(a_user(Role.AUDITOR))
    auditor.visit(f"/staff/events/{walk.event_id}/walk/doors", expect=403)
