"""Closing: issued − given − returned − lost is nothing or has a reason; what is closed moves only when it is opened again."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from campaign.core import checks
from campaign.core.actor import Role
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.events.models import Event
from campaign.relay.models import Stop
from campaign.walks.closing.queries import walk_sums
from campaign.walks.closing.schemas import Material
from tests.factories import a_user
from tests.materials.stock import stocked_for_walks
from tests.reader import Reader
from tests.walks.doors.rounds import RoundPhone, a_phone_of, a_walk_of_today, at_door, doors_in, stands, teams_of


@pytest.fixture
def walk(app):
    walk = a_walk_of_today()
    stocked_for_walks(walk.stop_id)
    return walk


@pytest.fixture
def phone(app, walk):
    phone = RoundPhone(app, a_phone_of(teams_of(walk)[0])[1])
    doors = doors_in(walk)
    phone.outcomes(at_door(doors["101"], pieces=4), at_door(doors["102"], "refused", "up"), at_door(doors["103"], "absent", ""))
    return phone


@pytest.fixture
def desk(app, walk):
    reader = Reader(app)
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, walk.stop_id)))
    return reader


def close(desk, team, expect=303, **numbers):
    """Fill in the figures of a team and close it, as a coordinator does."""
    desk.visit(f"/staff/walk-teams/{team.id}/closing")
    form = desk.page.select_one("#page-form")
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")} | numbers | {"act": "close"}
    return desk.send(fields, form="#page-form", expect=expect)


def test_a_team_is_closed_when_the_sums_come_out_or_the_difference_has_a_reason(walk, phone, desk):
    first = teams_of(walk)[0]
    page = close(desk, first, 422, soap_issued="10", soap_returned="4", soap_lost="1", sign_issued="1")
    assert "1 are missing" in page.select_one("#soap_reason-error").get_text()
    assert "1 more were given" in page.select_one("#sign_reason-error").get_text()
    assert page.select_one("#soap_issued")["value"] == "10"
    assert walk_sums(walk.event_id).teams[0].closed_at is None
    close(desk, first, soap_issued="10", soap_returned="5", soap_lost="1", sign_issued="3", sign_reason="одну взяли на память")
    team = walk_sums(walk.event_id).teams[0]
    assert {material.value: (one.issued, one.given, one.difference) for material, one in team.sums.items()} == {
        "soap": (10, 4, 0), "sign": (3, 2, 1), "gloves": (0, 0, 0),
    }  # fmt: skip
    assert team.closed_at is not None


NONSENSE = (
    ("soap_issued", "-1", "From 0 to"),
    ("gloves_lost", "много", "no whole number"),
    ("sign_returned", "9" * 30, "From 0 to"),
    ("sign_reason", "Ә" * 10_000, "At most 300"),
)


def test_nonsense_about_figures_is_told_and_stays(walk, desk):
    for field, typed, said in NONSENSE:
        page = close(desk, teams_of(walk)[0], 422, **{field: typed})
        assert said in page.select_one(f"#{field}-error").get_text()
        assert page.select_one(f"#{field}")["value"] == typed


def test_what_comes_after_the_closing_waits_and_counts_when_the_team_is_opened_again(walk, phone, desk):
    team, door = teams_of(walk)[0], doors_in(walk)["103"]
    close(desk, team, soap_issued="4", sign_issued="2")
    assert phone.outcomes(at_door(door)) == [("review", "closed")]
    assert stands(door) == ("absent", 0, "unset")
    page = desk.visit(f"/staff/events/{walk.event_id}/walk/doors/review")
    accept = f"form[action='{page.select_one('form[action$=accept]')['action']}']"
    desk.send({}, form=accept, expect=303)
    assert "Undo its closing first" in desk.follow().get_text()
    desk.visit(f"/staff/walk-teams/{team.id}/sheet")
    assert desk.page.select_one("#page-form button[type=submit]") is None

    desk.visit(f"/staff/walk-teams/{team.id}/closing")
    undo = f"form[action='/staff/walk-teams/{team.id}/closing/undo']"
    desk.send({"reason": ""}, form=undo, expect=303)
    assert "Please write why." in desk.follow().get_text()
    desk.send({"reason": "пришла запись с телефона"}, form=undo, expect=303)
    assert (
        db.session.scalar(select(AuditEntry.reason).where(AuditEntry.act == "walk.undo_closing")) == "пришла запись с телефона"
    )
    page = close(desk, team, 422, soap_issued="5")
    assert "still waits to be looked at" in page.get_text()
    desk.visit(f"/staff/events/{walk.event_id}/walk/doors/review")
    desk.send({}, form=accept, expect=303)
    assert stands(door) == ("given", 1, "up")
    close(desk, team, soap_issued="5", sign_issued="3")
    assert [outcome.wrong for outcome in checks.recount(["walks"])] == [()]


def test_the_walk_is_closed_after_its_teams_and_opened_before_them(walk, phone, desk):
    first, second = teams_of(walk)
    here = f"/staff/events/{walk.event_id}/walk/closing"
    close(desk, first, soap_issued="6", soap_reason="два куска отдали второй команде", sign_issued="2")
    assert desk.visit(here).select_one(f"form[action='{here}/close']") is None
    close(desk, second, soap_returned="1", soap_reason="взяли у первой")
    desk.visit(here)
    assert walk_sums(walk.event_id).totals[Material.SOAP].difference == 1
    page = desk.send({"reason": ""}, form=f"form[action='{here}/close']", expect=422)
    assert "The totals do not add up" in page.get_text()
    desk.send({"reason": "кусок потеряли на лестнице"}, form=f"form[action='{here}/close']", expect=303)
    assert "The walk is closed." in desk.follow().get_text()
    desk.visit(f"/staff/walk-teams/{first.id}/closing")
    desk.send({"reason": "ошибка"}, form=f"form[action='/staff/walk-teams/{first.id}/closing/undo']", expect=303)
    assert "Undo the closing of the walk first" in desk.follow().get_text()
    desk.visit(here)
    desk.send({"reason": "нашли кусок"}, form=f"form[action='{here}/undo']", expect=303)
    assert walk_sums(walk.event_id).closed_at is None


def test_two_who_type_figures_at_once_are_told(walk, desk):
    team = teams_of(walk)[0]
    desk.visit(f"/staff/walk-teams/{team.id}/closing")
    page = desk.page
    for expect in (303, 422):
        desk.page = page
        desk.send({"soap_issued": "7", "act": "save"}, form="#page-form", expect=expect)
    assert "Somebody has changed the figures" in desk.page.get_text()
    desk.send({"soap_issued": "8", "act": "save"}, form="#page-form", expect=303)
    assert walk_sums(walk.event_id).teams[0].sums[Material.SOAP].issued == 8, "told once, then it may be saved"


def test_nothing_is_missing_that_a_team_carries_on_a_walk_that_is_not_over(walk, desk):
    team, event = teams_of(walk)[0], db.session.get_one(Event, walk.event_id)
    pages = f"/staff/walk-teams/{team.id}/closing", f"/staff/events/{event.id}/walk/closing"
    desk.visit(pages[0])
    desk.send({"soap_issued": "7", "act": "save"}, form="#page-form", expect=303)
    for words, hours in (("7 still out", 0), ("7 missing", 3)):
        event.move(event.starts_at - timedelta(hours=hours), event.ends_at - timedelta(hours=hours))
        db.session.commit()
        for page, times in zip(pages, (1, 2), strict=True):
            assert desk.visit(page).get_text().count(words) == times
    close(desk, team, soap_reason="не найдены")
    assert "7 missing" in desk.visit(pages[1]).get_text()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE walk_doors SET pieces = 9 WHERE soap = 'given'", "does not stand as its log says"),
        (
            "INSERT INTO team_issues (team_id, material, region_id, stop_id, issued, returned, lost, reason) "
            "SELECT id, 'soap', region_id, stop_id, 95, 0, 0, '' FROM walk_teams WHERE number = 1",
            "has other figures of soap",
        ),
        (
            "UPDATE stock_balances SET on_hand = 2 WHERE place_id IN (SELECT id FROM stock_places WHERE team_id > 0)",
            "still holds",
        ),
        ("UPDATE walk_teams SET closed_at = NULL", "has no closing, or the other way round"),
    ],
)
def test_the_recount_sees_what_was_changed_past_the_house(walk, phone, desk, statement, said):
    close(desk, teams_of(walk)[0], soap_issued="4", sign_issued="2")
    assert [outcome.wrong for outcome in checks.recount(["walks"])] == [()]
    db.session.execute(text(statement))
    db.session.commit()
    assert said in checks.recount(["walks"])[0].wrong[0].message
