"""A reason before a look: asked for minors and many people, kept in the log, not asked again for a while; machines too."""

import pytest
from sqlalchemy import select

from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of
from campaign.core.db import db, unit_of_work
from campaign.events.models import Event
from campaign.papers.sets.queries import items_of
from campaign.papers.sets.services import make
from campaign.people import api as people_api
from campaign.people.exports import views as exports
from campaign.people.minors.services import load_shipped
from campaign.reports.access.models import AccessEntry, AccessReason
from campaign.reports.access.queries import looks
from campaign.reports.access.schemas import AccessFilter, Look
from campaign.reports.access.services import note_look, note_reason
from campaign.territory.models import Region
from campaign.web import reasons
from campaign.web.reasons import About, Reason, ReasonKind, Subject
from tests.factories import a_registration, a_relay, a_stop, a_user, an_event
from tests.machine import Machine

WHY = "Why do you look?"


@pytest.fixture(autouse=True)
def texts(app):
    with unit_of_work() as session:
        load_shipped(session)


def an_organizer(reader):
    event = an_event(a_stop(a_relay()))
    a_registration(event)
    ids = event.id, event.stop_id
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, event.region_id)))
    return ids


def said() -> list[tuple[str, str, int, str, str]]:
    db.session.rollback()
    asked = select(AccessReason.about, AccessReason.thing, AccessReason.thing_id, AccessReason.kind, AccessReason.words)
    return [tuple(row) for row in db.session.execute(asked.order_by(AccessReason.id))]


def seen() -> list[tuple[str, int]]:
    db.session.rollback()
    asked = select(AccessEntry.page, AccessEntry.reason_id).order_by(AccessEntry.id)
    return [tuple(row) for row in db.session.execute(asked)]


def test_the_list_of_minors_is_shown_after_a_reason_and_asks_no_more(reader):
    event_id, _stop = an_organizer(reader)
    url = f"/staff/events/{event_id}/people/minors?state=pending"
    reader.visit(url)
    assert WHY in reader.text()
    assert seen() == []  # nobody has looked yet
    reader.send({"reason_kind": "calls"}, expect=303)
    assert reader.response.location == url
    reader.follow()
    reader.visit(url)
    assert WHY not in reader.text()
    assert said() == [("minors", "event", event_id, "calls", "")]
    assert seen() == [("people_minors.minors", 1)]
    reader.visit("/staff/audit/looks")
    assert "To call parents or participants" in reader.text()


def test_another_reason_needs_words_and_what_was_typed_stays(reader):
    event_id, _stop = an_organizer(reader)
    reader.visit(f"/staff/events/{event_id}/people/minors")
    reader.send({"reason_kind": "other", "reason_words": "abc"}, expect=422)
    assert reader.page.select_one("[name=reason_words]")["value"] == "abc"
    reader.send({"reason_words": "The doctor of the camp asks"}, expect=303)
    assert said() == [("minors", "event", event_id, "other", "The doctor of the camp asks")]


def test_a_paper_about_minors_is_printed_with_the_reason_sent_along(reader):
    event_id, _stop = an_organizer(reader)
    reader.visit(f"/staff/events/{event_id}/papers/minors")
    assert WHY not in reader.text()
    reader.send({"language": "ru"}, expect=200)
    assert WHY in reader.text()
    reader.send({"reason_kind": "other"}, expect=422)
    reader.send({"reason_kind": "safety"}, expect=303)
    reader.follow()
    assert WHY not in reader.text()
    assert said() == [("minors", "event", event_id, "safety", "")]
    assert seen() == [("papers_staff.event_paper", 1), ("papers_staff.sheet", 1)]


def test_a_sheet_of_minors_that_somebody_else_printed_is_opened_with_a_reason(reader):
    event_id, _stop = an_organizer(reader)
    region = db.session.get(Region, an_event_of(event_id).region_id)
    reader.visit(f"/staff/events/{event_id}/papers/minors")
    reader.send({}, expect=200)
    reader.send({"reason_kind": "event"}, expect=303)
    sheet = reader.response.location
    reader.sign_in(a_user(Role.REGION, region=region))
    for url in (sheet, f"{sheet}.pdf"):
        reader.visit(url)
        assert WHY in reader.text()


def test_a_set_with_the_list_of_minors_is_made_and_opened_with_a_reason(reader):
    event_id, _stop = an_organizer(reader)
    url = f"/staff/events/{event_id}/sets"
    reader.visit(url)
    reader.send({"codes": ["sign_in"]}, form="#page-form", expect=303)
    assert said() == [], "of whom all are grown up in what it shows nobody has to say why"
    reader.visit(url)
    reader.send({"codes": ["sign_in", "minors"], "languages": ["kk", "ru"]}, form="#page-form", expect=200)
    assert WHY in reader.text()
    reader.send({"reason_kind": "safety"}, expect=303)
    made = reader.response.location
    assert made.startswith("/staff/sets/")
    assert said() == [("minors", "event", event_id, "safety", "")]
    uid = made.rpartition("/")[2]
    assert len(items_of(uid)) == 4, "what was chosen is kept while the reason is asked"
    make(uid, lambda done, of: None)
    region = db.session.get(Region, an_event_of(event_id).region_id)
    reader.sign_in(a_user(Role.REGION, region=region))
    reader.visit(f"{made}/file")
    assert WHY in reader.text()
    reader.send({"reason_kind": "event"}, expect=303)
    reader.follow()
    assert reader.response.mimetype == "application/pdf"
    assert seen() == [("sets_staff.event_sets", 1), ("sets_staff.download", 2)]


def an_event_of(event_id):
    return db.session.get(Event, event_id)


def test_many_people_leave_as_a_table_after_a_reason(reader, monkeypatch):
    event_id, _stop = an_organizer(reader)
    reader.visit(f"/staff/events/{event_id}/people")
    form = "form[action$='/people/export']"
    reader.send({}, form=form, expect=200)
    assert reader.response.mimetype != "text/html"
    monkeypatch.setattr(exports, "MANY", 1)
    reader.visit(f"/staff/events/{event_id}/people")
    reader.send({}, form=form, expect=200)
    assert WHY in reader.text()
    reader.send({"reason_kind": "inquiry"}, expect=200)
    assert reader.response.mimetype != "text/html"
    assert said() == [("many", "event", event_id, "inquiry", "")]


def test_a_reason_counts_for_its_own_list_and_account_only(reader):
    event_id, _stop = an_organizer(reader)
    region = db.session.get(Region, an_event_of(event_id).region_id)
    other_id = an_event(a_stop(a_relay(region=region))).id
    reader.visit(f"/staff/events/{event_id}/people/minors")
    reader.send({"reason_kind": "event"}, expect=303)
    reader.visit(f"/staff/events/{other_id}/people/minors")
    assert WHY in reader.text()


def test_the_reason_ends_after_a_while(reader, monkeypatch):
    event_id, _stop = an_organizer(reader)
    reader.visit(f"/staff/events/{event_id}/people/minors")
    reader.send({"reason_kind": "event"}, expect=303)
    reader.follow()
    assert WHY not in reader.text()
    monkeypatch.setattr(reasons, "KEPT", -reasons.KEPT)
    reader.visit(f"/staff/events/{event_id}/people/minors")
    assert WHY in reader.text()


def test_each_reason_of_an_hour_stands_in_the_log(either_app):
    event = an_event(a_stop(a_relay()))
    user, event_id = a_user(Role.NATIONAL).id, event.id
    with acting_as(Actor(user_id=user, grants=(grants := (Grant(Role.NATIONAL),)), scope=scope_of(grants))):
        subject = Subject(About.MINORS, "event", event_id)
        numbers = [note_reason(Reason(subject, kind)) for kind in (ReasonKind.EVENT, ReasonKind.SAFETY)]
        for number in (*numbers, numbers[0]):
            either_app.extensions.pop("campaign_looks", None)
            note_look(Look("people_minors.minors", "event", event_id, number), False)
        assert [line.reason for line in looks(AccessFilter()).rows] == [ReasonKind.SAFETY, ReasonKind.EVENT]


def test_a_program_says_why_in_a_header(app, monkeypatch):
    event = an_event(a_stop(a_relay()))
    a_registration(event)
    path = f"/events/{event.id}/roster"
    machine = Machine.of(app, a_user(Role.REGION, region=db.session.get(Region, event.region_id)))
    machine.get(path)
    monkeypatch.setattr(people_api, "MANY", 1)
    for wrong in ({}, {"Access_Reason": "because"}, {"Access_Reason": "other"}):
        answer = machine.ask("GET", path, **wrong)
        assert (answer.status_code, answer.json["code"]) == (403, "no_reason")
        assert "Access-Reason" in answer.json["detail"]
    machine.get(path, Access_Reason="other: %D2%9A%D1%8B%D1%81%D2%9B%D0%B0")
    assert said() == [("many", "event", event.id, "other", "Қысқа")]
