"""A run can be planned, has its page, its kit and what ships for sport. For the copy in which the README was followed."""

from sqlalchemy import select

from campaign.core.db import db
from campaign.events import queries, services
from campaign.events.deadlines.models import LegalRule
from campaign.events.figures.models import Measure
from campaign.events.models import Event
from campaign.events.running.templates import template_of
from campaign.events.safety.usual import usual_plan
from campaign.events.schemas import EventState

NAMES = {"kk": "Жүгіру", "ru": "Забег", "en": "Run"}


def test_a_run_is_planned_by_the_form_and_has_its_page_in_three_languages(organizer, stop):
    organizer.visit(f"/staff/events/new?stop={stop.id}")
    organizer.send({"title_ru": "Утренний забег", "kind": "run", "starts": "08:00", "ends": "09:30"}, expect=303)
    (row,) = queries.events_of_stop(stop.id)
    assert row.kind == "run"
    db.session.get(Event, row.id).state = EventState.OPEN
    db.session.commit()
    for code, name in NAMES.items():
        assert name in organizer.visit(f"/staff/events/{row.id}", language=code).get_text()
        assert "Утренний забег" in organizer.visit(f"/events/{row.id}", language=code).get_text()


def test_its_kit_counts_the_marshals_and_brings_the_checklist(organizer, stop):
    assert "Run for honesty" in organizer.visit("/staff/kits/run").get_text()
    assert services.apply_kit(stop.id, "run") == 1
    (row,) = queries.events_of_stop(stop.id)
    assert [(role.name.en, role.capacity) for role in row.roles] == [("runner", None), ("marshal", 8)]
    assert "Mark the course" in organizer.visit(f"/staff/stops/{stop.id}/tasks").get_text()


def test_what_ships_for_sport_holds_for_it(shipped_app):
    for table in (Measure, LegalRule):
        rows = db.session.scalars(select(table)).all()
        assert [row.code for row in rows if "sport" in row.kinds] == [row.code for row in rows if "run" in row.kinds] != []
    assert usual_plan("run") == usual_plan("sport") != usual_plan("lecture")
    assert template_of("run") == template_of("sport")
