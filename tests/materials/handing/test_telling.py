"""What is told of materials on the start page and on the page of a stop, to whom, in a constant number of questions."""

from datetime import date, datetime, timedelta

import pytest

from campaign.accounts.queries import actor_of
from campaign.core import clock
from campaign.core.actor import Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.materials.handing.pages import document_page
from campaign.materials.handing.queries import stock_of
from campaign.materials.models import StockPeriod
from campaign.materials.norms.models import Norm
from campaign.materials.norms.schemas import Basis
from campaign.materials.schemas import DocumentKind, PlaceKind, Use
from campaign.materials.services import holder, stop_store, transit
from campaign.relay import queries as relay
from campaign.relay.models import Stop
from campaign.reports.schemas import Task, TaskKind, Urgency
from campaign.reports.stock_tasks import of_materials
from tests.factories import a_registration, a_user, an_event, kept, words
from tests.materials.stock import a_material, posted, received, store_of, store_of_region
from tests.reader import Reader
from tests.relay.custody.batons import Baton, a_baton, coordinator, organizer, today_is


def sent(baton: Baton, stop_id: int, variant: int, due: date | None) -> int:
    """Five pieces under way from the region's store; the number of the transfer."""
    region = store_of_region(baton.region_id)
    received(region, variant, 5)
    with unit_of_work() as session:
        way = transit(session, stop_store(session, stop_id), due).id
    return posted(DocumentKind.TRANSFER, region, (variant, 5, region, way)).document_id


def issued(stop_id: int, variant: int, starts: datetime, people: int = 2) -> int:
    """One piece to each of so many people at an event of the stop."""
    event, store = an_event(db.session.get(Stop, stop_id), starts=starts), store_of(stop_id)
    received(store, variant, people)
    with unit_of_work() as session:
        holders = [holder(session, registration_id=a_registration(event, "Айша").id).id for _turn in range(people)]
    posted(DocumentKind.ISSUE, store, *((variant, 1, store, place) for place in holders), event_id=event.id)
    return event.id


def tasks_of(user) -> list[Task]:
    actor = actor_of(user)
    with acting_as(actor):
        return of_materials(clock.campaign_today())


def test_what_is_to_be_done_today_and_by_whom(app):
    baton = a_baton()
    today_is(date(2018, 4, 5))
    (soap,) = a_material("soap-x")
    late, soon = (sent(baton, baton.stops[1], soap, date(2018, 4, day)) for day in (3, 6))
    sent(baton, baton.stops[1], soap, date(2018, 4, 9))
    event = issued(baton.stops[1], soap, clock.campaign_now() - timedelta(days=2))
    issued(baton.stops[1], soap, clock.campaign_now() + timedelta(days=2))
    facts = [(task.kind, task.urgency, task.page, task.count) for task in tasks_of(organizer(baton))]
    assert facts == [
        (TaskKind.AWAITED, Urgency.BAD, document_page(late), 1), (TaskKind.AWAITED, Urgency.WARN, document_page(soon), 1),
        (TaskKind.STILL_OUT, Urgency.BAD, ("issuing_staff.materials", "event_id", event), 2),
    ]  # fmt: skip
    assert tasks_of(coordinator(baton, 0)) == []
    assert [task.kind for task in tasks_of(coordinator(baton, 1))] == [task[0] for task in facts]


def test_books_of_a_month_that_is_over_are_to_be_closed(app):
    baton = a_baton()
    today_is(date(2018, 5, 3))
    store = store_of(baton.stops[0])
    received(store, a_material("soap-x")[0], 1)
    assert tasks_of(organizer(baton)) == [], "nothing is dated before May"
    today_is(date(2018, 6, 2))
    (task,) = tasks_of(organizer(baton))
    assert (task.kind, task.what, task.day, task.urgency) == (
        TaskKind.BOOKS, "31\u00a0May\u00a02018", date(2018, 6, 10), Urgency.CALM,
    )  # fmt: skip
    assert tasks_of(coordinator(baton, 0)) == []
    with unit_of_work() as session:
        session.get_one(StockPeriod, baton.region_id).closed_through = date(2018, 5, 31)
    assert tasks_of(organizer(baton)) == []


@pytest.mark.parametrize("size", [1, 3])
def test_the_number_of_questions_does_not_grow(app, statements, size):
    baton = a_baton()
    today_is(date(2018, 4, 5))
    for turn in range(size):
        (variant,) = a_material(f"m{turn}")
        sent(baton, baton.stops[turn], variant, date(2018, 4, 5))
        issued(baton.stops[turn], variant, clock.campaign_now() - timedelta(days=2), people=turn + 1)
    actor = actor_of(organizer(baton))
    with acting_as(actor):
        row = relay.stop_row(baton.stops[0])
        statements.clear()
        assert len(of_materials(clock.campaign_today())) == 2 * size
        assert len(statements) == 5
        statements.clear()
        stock_of(row)
        assert len(statements) == 15


def test_the_page_of_a_stop_tells_what_is_there_on_its_way_out_and_short(app):
    baton = a_baton()
    today_is(date(2018, 4, 5))
    (soap,), (gloves,) = a_material("soap-x"), a_material("gloves-x", use=Use.REUSABLE)
    kept(Norm(material_id=soap, basis=Basis.STOP, role=words(""), amount=12, each=1, reserve=0, live_key="x"))
    number = sent(baton, baton.stops[1], gloves, date(2018, 4, 4))
    issued(baton.stops[1], gloves, clock.campaign_now() + timedelta(days=1))
    received(store_of(baton.stops[1]), soap, 8)
    with acting_as(actor_of(coordinator(baton, 1))):
        stock = stock_of(relay.stop_row(baton.stops[1]))
    assert [(row.variant.code, row.here, row.coming) for row in stock.stock] == [("gloves-x", 0, 5), ("soap-x", 8, 0)]
    assert [one.document_id for one in stock.awaited] == [number]
    assert stock.held == ((PlaceKind.PERSON, 2),)
    assert [(short.variant.code, short.lacking) for short in stock.shorts] == [("soap-x", 4)]
    reader = Reader(app)
    reader.sign_in(coordinator(baton, 1))
    reader.visit(f"/staff/stops/{baton.stops[1]}")
    panel = " ".join(reader.page.select_one("#materials").get_text(" ").split())
    for said in (
        "soap-x 4 pcs lacking from 7 Apr",
        "Transfer No. 2/2018 under way here",
        "5 more under way",
        "8 pcs",
        "With 2 people",
    ):
        assert said in panel, panel
    reader.visit("/staff/")
    assert "Темиртау: transfer No. 2/2018 is awaited" in reader.text()
    reader.sign_in(a_user(Role.AUDITOR))
    reader.visit(f"/staff/stops/{baton.stops[2]}")
    assert "soap-x 12 pcs lacking from 12 Apr" in reader.text()
