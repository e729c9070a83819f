"""The pages of doubts and of the rules behind them, as people use them."""

import pytest
from sqlalchemy import select

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.events.figures.plausibility.models import PlausibilityRule
from campaign.events.figures.schemas import Stage
from campaign.relay.models import Stop
from tests.events.figures.plausibility.rows import a_figure, a_held_event, ship
from tests.factories import a_user


@pytest.fixture
def event(app):
    ship()
    event = a_held_event()
    a_figure(event, "vehicles", 20)
    a_figure(event, "vehicles", 20, stage=Stage.PLAN)
    return event


def sign_in(reader, role: Role, event) -> None:
    reader.sign_in(a_user(role, stop=db.session.get_one(Stop, event.stop_id)))


def test_a_coordinator_says_why_both_values_are_right(reader, event):
    sign_in(reader, Role.STOP, event)
    reader.visit("/staff/")
    assert "Темиртау: 1 figure to check" in reader.text()
    reader.visit(f"/staff/stops/{event.stop_id}")
    assert "1 waits for a word" in reader.text()
    doubts = f"/staff/stops/{event.stop_id}/doubts"
    reader.visit(doubts)
    assert "Vehicles, plan: 20" in reader.text()
    answer = next(link["href"] for link in reader.page.find_all("a") if link.text.startswith("It is right, and this is why"))
    reader.visit(answer)
    reader.send({"reason": "да"}, expect=422)
    assert "Say in a few words why both values are right" in reader.text()
    assert reader.page.select_one("textarea").get_text().strip() == "да"
    reader.send({"reason": "Считали на въезде: приехали все двадцать"}, expect=303)
    reader.follow()
    assert "It is right: Считали на въезде" in reader.text()
    reader.visit(f"/staff/relays/{_relay_of(event)}/doubts")
    assert "1 answered" in reader.text()
    assert "for a word" not in reader.text()
    reader.visit(answer)
    assert reader.page.select("main form[method=post]") == []


def _relay_of(event) -> int:
    return db.session.get_one(Stop, event.stop_id).relay_id


def test_a_rule_is_replaced_from_a_day_on_and_keeps_its_source(reader, event):
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit("/staff/figure-rules")
    row = db.session.scalars(select(PlausibilityRule).where(PlausibilityRule.code == "plan_told_as_fact")).one()
    reader.visit(f"/staff/figure-rules/{row.id}/version")
    assert [field["name"] for field in reader.page.select("[inputmode=numeric]")] == ["size"]
    reader.send({"size": "", "source_ru": "", "source_kk": "", "source_en": "", "valid_from": "01.04.2018"}, expect=422)
    assert "A rule names its source" in reader.text()
    assert "Without it nothing can be compared" in reader.text()
    reader.send({"size": "25", "source_ru": "Протокол № 7", "valid_from": "01.04.2018"}, expect=303)
    reader.follow()
    assert "From this number on 25" in reader.text()
    reader.visit(f"/staff/stops/{event.stop_id}/doubts")
    assert "All figures go together" in reader.text()
    reader.visit("/staff/figure-rules/new/nonsense", expect=404)
    reader.visit("/staff/figure-rules/new/distance")
    reader.send({"name_ru": "Пробег", "source_ru": "Положение", "most": "99999999999"}, expect=422)
    assert "A number from 0 to" in reader.text()
    reader.send({"most": "100"}, expect=303)
    made = db.session.scalars(select(PlausibilityRule).order_by(PlausibilityRule.id.desc())).first()
    reader.visit(f"/staff/figure-rules/{made.id}/version")
    reader.send({"most": "90", "valid_from": "01.12.2018"}, expect=303)
    reader.visit("/staff/figure-rules")
    assert ["Пробег" in table.get_text() for table in reader.page.select("table")] == [True, True]
