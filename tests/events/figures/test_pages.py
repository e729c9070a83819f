"""The pages of figures: what was typed stays, what rows say is taken over in one tap, and every number opens."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.events.figures import queries, services
from campaign.events.figures.amounts import Amount, Qualifier
from campaign.events.figures.models import EventAudience, Figure, Measure
from campaign.events.figures.schemas import Entry, Source, Stage
from campaign.events.schemas import EventState
from campaign.people.checkin.models import CheckIn
from campaign.territory.models import Region
from tests.events.figures.said import HELD_ON, a_figure, a_held_event, measured, said
from tests.factories import a_registration, a_stop, a_user, an_event, kept


@pytest.fixture
def stop(app):
    measured()
    return a_stop()


@pytest.fixture
def keeper(reader, stop):
    reader.sign_in(a_user(Role.STOP, stop=stop, name="Бекова Алия"))
    return reader


def number_of(code: str) -> int:
    return db.session.scalars(select(Measure.id).where(Measure.code == code)).one()


def kept_figures() -> set[tuple[str, int, str, str]]:
    db.session.expire_all()
    rows = db.session.execute(select(Measure.code, Figure).join(Measure, Measure.id == Figure.measure_id))
    return {(code, row.value, row.qualifier.value, row.source.value) for code, row in rows}


def test_a_sheet_is_filled_in_and_asks_how_only_where_something_was_estimated(keeper, stop):
    event = a_held_event(stop)
    page = f"/staff/events/{event.id}/figures"
    keeper.visit(page)
    people, officials, letters = (number_of(code) for code in ("participants", "officials", "letters"))
    fields = {
        f"n_{people}": "1 240", f"q_{people}": "about", f"q_{officials}": "several-10", f"n_{letters}": "8", "method": "",
    }  # fmt: skip
    keeper.send(fields, form="#figures-form", expect=422)
    assert "Say how it was estimated" in keeper.text()
    assert keeper.page.select_one(f"#n_{people}")["value"] == "1 240"
    keeper.send({"method": "по рядам"}, form="#figures-form", expect=303)
    assert kept_figures() == {
        ("participants", 1240, "about", "estimated"), ("officials", 10, "several", "estimated"),
        ("letters", 8, "exact", "counted"),
    }  # fmt: skip
    assert {row.by_whom for row in db.session.scalars(select(Figure).where(Figure.source == Source.ESTIMATED))} == {
        "Бекова Алия"
    }
    keeper.visit(page)
    keeper.send({f"n_{letters}": ""}, form="#figures-form", expect=303)  # emptied is taken back
    assert {code for code, *_rest in kept_figures()} == {"participants", "officials"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("много", "This is no number"), ("-5", "from 0 upwards"), ("2,5", "Only whole numbers"), ("1e9", "Only"),
        ("1e999999", "This is no number"), ("400 человек", "This is no number"), ("~400", "This is no number"),
        ("9" * 20, "at most twelve digits"), ("NaN", "This is no number"), ("7" * 10_000, "At most 24 characters"),
    ],
)  # fmt: skip
def test_nonsense_is_told_beside_its_field_and_stays_there(keeper, stop, typed, said):
    event = a_held_event(stop)
    keeper.visit(f"/staff/events/{event.id}/figures")
    name = f"n_{number_of('participants')}"
    if typed == "1e9":
        keeper.send({name: typed}, form="#figures-form", expect=303)  # a calculator's way to write a billion
        assert kept_figures() == {("participants", 10**9, "exact", "counted")}
        return
    keeper.send({name: typed}, form="#figures-form", expect=422)
    assert said in keeper.page.select_one(f"#{name}-error").get_text()
    assert keeper.page.select_one(f"#{name}")["value"] == typed
    assert kept_figures() == set()


def test_two_at_once_are_told_of_one_another_and_nothing_typed_is_lost(keeper, stop):
    event = a_held_event(stop)
    a_figure(event, 300)
    keeper.visit(f"/staff/events/{event.id}/figures")
    row = db.session.scalars(select(Figure)).one()
    services.say(event.id, [Entry(said(320), row.id, row.version, "x")], "other")
    name = f"n_{number_of('participants')}"
    keeper.send({name: "350"}, form="#figures-form", expect=422)
    assert "it says 320 now" in keeper.text()
    assert keeper.page.select_one(f"#{name}")["value"] == "350"
    keeper.send({}, form="#figures-form", expect=303)  # knowingly, this time
    assert kept_figures() == {("participants", 350, "exact", "counted")}


def test_what_rows_say_is_taken_over_with_all_that_was_typed(keeper, stop):
    event = a_held_event(stop)
    registration = a_registration(event)
    kept(CheckIn(event_id=event.id, registration_id=registration.id, at=HELD_ON))
    keeper.visit(f"/staff/events/{event.id}/figures")
    assert "Signed in at the event: 1" in keeper.text()
    taken = {"adopt": keeper.page.select_one("button[name=adopt]")["value"], f"n_{number_of('letters')}": "3"}
    keeper.send(taken, form="#figures-form", expect=303)
    assert kept_figures() == {("participants", 1, "exact", "signed_in"), ("letters", 3, "exact", "counted")}


def test_before_its_day_the_sheet_asks_for_the_plan(keeper, stop):
    event = an_event(stop, starts=HELD_ON + timedelta(days=5))
    keeper.visit(f"/staff/events/{event.id}/figures")
    keeper.send({f"n_{number_of('participants')}": "300"}, form="#figures-form", expect=303)
    assert queries.figures_of_stop(stop.id).events[0].standing("participants", Stage.PLAN).amount == Amount(300)
    keeper.visit(f"/staff/events/{event.id}/figures?stage=fact")
    keeper.send({f"n_{number_of('participants')}": "300"}, form="#figures-form", expect=422)
    assert "until then only a plan can be said" in keeper.text()
    event.state = EventState.CANCELLED
    db.session.commit()
    assert "nothing to count" in keeper.visit(f"/staff/events/{event.id}/figures").get_text()


def test_another_source_is_added_corrected_and_taken_back(keeper, stop):
    event = a_held_event(stop)
    a_figure(event, 300)
    keeper.visit(f"/staff/events/{event.id}/figures/new?measure=participants")
    keeper.send({"number": ""}, form="#figure-form", expect=422)
    keeper.send({"number": "300"}, form="#figure-form", expect=422)
    assert "is said already: 300" in keeper.text()
    keeper.send({"number": "", "exact": "several-100", "source": "told", "note": "газета"}, form="#figure-form", expect=303)
    told = db.session.scalars(select(Figure).where(Figure.source == Source.TOLD)).one()
    keeper.visit(f"/staff/figures/{told.id}")
    keeper.send({"number": "450", "exact": "about"}, form="#figure-form", expect=303)
    page = keeper.visit(f"/staff/figures/events/{event.id}/participants")
    assert [row.get_text() for row in page.select(".lines b")] == ["300", "≈\u00a0450"]
    assert "several hundred → ≈\u00a0450" in page.get_text()
    keeper.visit(f"/staff/figures/{told.id}")
    keeper.send({}, form="form[action$=take-back]", expect=303)
    assert kept_figures() == {("participants", 300, "exact", "counted")}


@pytest.mark.parametrize("version", ["²", "9" * 5000, "", "-1"])
def test_a_version_that_is_no_number_takes_nothing_back(keeper, stop, version):
    event = a_held_event(stop)
    a_figure(event, 300)
    keeper.visit(f"/staff/figures/{db.session.scalars(select(Figure.id)).one()}")
    keeper.send({"version": version}, form="form[action$=take-back]", expect=303)
    assert kept_figures() == {("participants", 300, "exact", "counted")}


def test_a_total_opens_into_its_parts_and_says_why_one_does_not_count(keeper, stop):
    rally, march = a_held_event(stop), a_held_event(stop, "Марш")
    a_held_event(stop, "Выставка")
    a_figure(rally, 100, qualifier=Qualifier.SEVERAL, source=Source.TOLD)
    a_figure(march, 100)
    text = keeper.visit(f"/staff/figures/stops/{stop.id}/participants").get_text(" ", strip=True)
    assert "≥\u00a0200" in text
    assert "the same people as at “Митинг на площади”" in text
    assert "Выставка" in text
    assert "≥\u00a0200" in keeper.visit(f"/staff/figures/relays/{stop.relay_id}/participants").get_text()
    keeper.visit(f"/staff/figures/stops/{stop.id}/no-such", expect=404)
    page = keeper.visit(f"/staff/stops/{stop.id}/figures")
    assert [cell.get_text() for cell in page.select("dl.facts dd")][:1] == ["≥\u00a0200an estimate"]
    table = keeper.client.get(f"/staff/stops/{stop.id}/figures.csv", headers={"Accept-Language": "en"}).get_data(as_text=True)
    rows = list(csv.reader(io.StringIO(table)))
    assert [row[5] for row in rows[1:]] == ["several hundred", "100"]
    assert keeper.client.get(f"/staff/relays/{stop.relay_id}/figures.xlsx").get_data()[:2] == b"PK"
    assert "not counted" in keeper.visit(f"/staff/stops/{stop.id}").select_one("#figures").get_text()


def test_who_was_where_is_said_for_a_stop(keeper, stop):
    rally, march = a_held_event(stop), a_held_event(stop, "Марш")
    a_figure(rally, 400)
    a_figure(march, 100)
    page = f"/staff/stops/{stop.id}/audiences"
    keeper.visit(page)
    keeper.send({"number": "много"}, form="form[action$=total]", expect=422)
    keeper.send({"number": "430", "source": "counted"}, form="form[action$=total]", expect=303)
    assert "430" in keeper.visit(page).select_one("dl.facts dd").get_text()
    keeper.send({f"audience-{march.id}": f"own {march.id}"}, form="form[action$=audiences]", expect=303)
    assert db.session.scalars(select(EventAudience.label)).all() == [f"own {march.id}"]
    keeper.visit(page)
    keeper.send({"act": "take_back"} | {}, form="form[action$=total]", expect=303)
    assert queries.figures_of_stop(stop.id).audiences == ()


def test_a_neighbour_reads_nothing_and_an_auditor_writes_nothing(reader, stop):
    event = a_held_event(stop)
    a_figure(event, 300)
    figure = db.session.scalars(select(Figure.id)).one()
    addresses = (
        f"/staff/events/{event.id}/figures", f"/staff/figures/events/{event.id}/participants",
        f"/staff/stops/{stop.id}/figures", f"/staff/figures/stops/{stop.id}/participants",
        f"/staff/stops/{stop.id}/audiences", f"/staff/stops/{stop.id}/figures.csv",
    )  # fmt: skip
    reader.sign_in(a_user(Role.STOP, stop=a_stop()))
    for address in (*addresses, f"/staff/figures/{figure}"):
        reader.visit(address, expect=404)
    reader.sign_in(a_user(Role.AUDITOR))
    for address in addresses[:-1]:
        assert "300" in reader.visit(address).get_text()
        assert not reader.page.select("main form[method=post]")


def test_organizers_add_a_measure_and_the_country_puts_it_aside(reader, stop):
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, stop.region_id)))
    reader.visit("/staff/measures/new")
    reader.send({"name_ru": "участники"}, form="#measure-form", expect=422)
    reader.send({"name_ru": "Воздушные шары", "unit": "pieces"}, form="#measure-form", expect=303)
    number = db.session.scalars(select(Measure.id).where(~Measure.shipped)).one()
    reader.visit(f"/staff/measures/{number}", expect=403)
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit(f"/staff/measures/{number}")
    reader.send({"name_kk": "Шарлар"}, form="#measure-form", expect=303)
    reader.visit(f"/staff/measures/{number}")
    reader.send({}, form="form[action$=retire]", expect=303)
    assert "put aside" in reader.follow().get_text()


@pytest.mark.parametrize("events", [1, 3])
def test_the_page_of_a_stop_asks_the_same_however_many_events_it_has(keeper, stop, statements, events):
    for number in range(events):
        a_figure(a_held_event(stop, f"Митинг {number}"), 100 + number)
    keeper.visit(f"/staff/stops/{stop.id}/figures")
    statements.clear()
    keeper.visit(f"/staff/stops/{stop.id}/figures")
    assert len(statements) == 15
