"""Dashboards: the same numbers as every total, by region, stop and event; filters, borders, scopes; page and paper alike."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from campaign.accounts.queries import actor_of
from campaign.core import clock
from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import use_language
from campaign.events.figures.amounts import Qualifier, Sum
from campaign.events.figures.models import Measure
from campaign.events.figures.schemas import PARTICIPANTS, Source, Stage, Unit
from campaign.events.figures.services import retire
from campaign.events.schemas import EventState
from campaign.papers.gallery.documents import sample_pdf
from campaign.papers.gallery.schemas import DATA_SETS
from campaign.papers.gallery.showing import SAMPLES
from campaign.relay.custody.models import Handover
from campaign.relay.custody.schemas import HandoverState
from campaign.relay.schemas import RelayState
from campaign.reports.dashboard.charts import charts_of, main_lines
from campaign.reports.dashboard.queries import dashboard_of, first_looked_at
from campaign.reports.dashboard.schemas import MAIN, Level, Wish
from campaign.reports.rollup.schemas import Period
from campaign.reports.tallies.services import sweep
from campaign.territory.models import Region, UnitPeriod
from tests.factories import NOON, a_region, a_relay, a_stop, a_unit, a_user, an_event, kept, words
from tests.pdf.reading import text_of
from tests.reports.tallies.rows import a_figure, a_held, a_measure

DAY = date(2018, 4, 6)


def a_told_relay(region=None, stops: int = 2, people: int = 100):
    """A relay of which each stop held a rally and an office walk on its first day, and still has a rally to come."""
    region = region or a_region()
    relay = a_relay(region)
    chain = [a_stop(relay, a_unit(region, f"Город {number}")) for number in range(stops)]
    for number, stop in enumerate(chain):
        a_figure(a_held(stop), people + number)
        a_figure(a_held(stop, "office_walk"), 40, qualifier=Qualifier.ABOUT, source=Source.SIGNED_IN)
        a_figure(an_event(stop, starts=NOON + timedelta(days=2)), 500, stage=Stage.PLAN)
    return region, relay, chain


def people(board, stage=Stage.FACT) -> Sum | None:
    total = board.total(PARTICIPANTS, stage)
    return total.people if total else None


def test_a_measure_that_was_retired_is_still_told_where_it_was_counted(app):
    _region, relay, _chain = a_told_relay()
    retire(db.session.scalars(select(Measure.id).where(Measure.code == PARTICIPANTS)).one())
    board = dashboard_of(SYSTEM, Wish(Level.RELAY, relay.id))
    assert people(board) == Sum(201, 2, 0, True)
    assert charts_of(board)


@pytest.mark.parametrize("counted", [True, False])
def test_every_level_tells_the_same_people_once(app, counted):
    region, relay, chain = a_told_relay()
    a_told_relay(people=1000)
    if counted:
        sweep()
    country = dashboard_of(SYSTEM, Wish(Level.COUNTRY))
    assert (len(country.rows), people(country), country.held, country.events) == (2, Sum(2202, 4, 0, True), 8, 12)
    for wish in (Wish(Level.REGION, region.id), Wish(Level.RELAY, relay.id)):
        board = dashboard_of(SYSTEM, wish)
        assert [row.fact().people.value for row in board.rows] == [100, 101]
        assert (people(board).value, people(board, Stage.PLAN).value) == (201, 1000)
    board = dashboard_of(SYSTEM, Wish(Level.STOP, chain[0].id))
    assert [row.fact().times.value if row.fact() else None for row in board.rows] == [100, 40, None]


def test_filters_take_only_what_was_chosen(app):
    _region, relay, chain = a_told_relay()
    sweep()
    walks = dashboard_of(SYSTEM, Wish(Level.RELAY, relay.id, kind="office_walk"))
    assert (people(walks), walks.held, walks.events) == (Sum(80, 2, 2), 2, 2)
    cut = dashboard_of(SYSTEM, Wish(Level.RELAY, relay.id, Period(DAY, DAY)))
    assert (people(cut).value, people(cut, Stage.PLAN), cut.events) == (201, None, 4), (
        "a day of a stay is reckoned from its rows"
    )
    later = dashboard_of(SYSTEM, Wish(Level.STOP, chain[0].id, Period(DAY + timedelta(days=1), None)))
    assert [row.name.text() for row in later.rows] == ["Митинг на площади"]
    nothing = dashboard_of(SYSTEM, Wish(Level.COUNTRY, period=Period(None, date(2017, 1, 1))))
    assert (people(nothing), nothing.events, charts_of(nothing)[0].lines) == (None, 0, ())


def test_figures_stay_under_the_region_of_their_date(app):
    """DOMAIN 6.15: a district that went to another region in 2022 keeps its relay of 2018."""
    old, new = a_region(name="Карагандинская область"), a_region(name="область Ұлытау")
    _region, _relay, chain = a_told_relay(old)
    moved = db.session.query(UnitPeriod).filter_by(unit_id=chain[1].unit_id).one()
    moved.valid_to = date(2022, 6, 7)
    kept(UnitPeriod(unit_id=chain[1].unit_id, region_id=new.id, valid_from=date(2022, 6, 8), valid_to=None))
    then, now = (dashboard_of(SYSTEM, Wish(Level.COUNTRY, today=today)) for today in (False, True))
    told = [{row.name.text(): row.fact().people.value for row in board.rows} for board in (then, now)]
    assert told == [{"Карагандинская область": 201}, {"Карагандинская область": 100, "область Ұлытау": 101}]
    assert then.moved
    assert [row.name.text() for row in dashboard_of(SYSTEM, Wish(Level.REGION, new.id, today=True)).rows] == ["Город 1"]
    assert dashboard_of(SYSTEM, Wish(Level.REGION, new.id)).rows == ()


def test_whoever_looks_after_a_stop_sees_that_stop_alone(app):
    region, relay, chain = a_told_relay()
    other, _relay, _chain = a_told_relay()
    stop = actor_of(a_user(Role.STOP, stop=chain[0]))
    organizer = actor_of(a_user(Role.REGION, region=region))
    with acting_as(stop):
        assert first_looked_at(stop) == (Level.STOP, chain[0].id)
        board = dashboard_of(stop, Wish(Level.RELAY, relay.id))
        assert ([row.id for row in board.rows], people(board).value, board.is_whole) == ([chain[0].id], 100, False)
        with pytest.raises(NotFound):
            dashboard_of(stop, Wish(Level.STOP, chain[1].id))
    with acting_as(organizer):
        assert first_looked_at(organizer) == (Level.REGION, region.id)
        assert dashboard_of(organizer, Wish(Level.REGION, region.id)).is_whole
        with pytest.raises(NotFound):
            dashboard_of(organizer, Wish(Level.REGION, other.id))


def test_the_chain_is_told_against_its_plan(app):
    _region, relay, chain = a_told_relay()
    for stop in chain:
        stop.arrives_on, stop.departs_on = date(2018, 4, 2), date(2018, 4, 4)
    kept(
        Handover(
            relay_id=relay.id, region_id=relay.region_id, number="001/18", giver_stop_id=chain[0].id,
            receiver_stop_id=chain[1].id, state=HandoverState.CONFIRMED, agreed_at=NOON, left_at=NOON, received_at=NOON,
            time_zone="Asia/Almaty", place=words(""), made_at=NOON,
        )
    )  # fmt: skip
    with use_language("en"):
        chart = next(one for one in charts_of(dashboard_of(SYSTEM, Wish(Level.RELAY, relay.id))) if one.code == "chain")
    assert "1 of 2 stops have handed the baton on by an act; by the plan it would be 2." in chart.description
    assert [line.cells[2] for line in chart.lines] == ["2", "1"], "late when it came, and late until today"
    assert clock.campaign_today() == date(2018, 4, 5)


def test_what_is_not_known_is_told_and_nothing_else_is(app):
    stop = a_stop()
    a_figure(a_held(stop), 60, qualifier=Qualifier.MORE_THAN)
    a_held(stop)
    a_measure("youth", kinds=("rally",))
    a_measure("vehicles", Unit.VEHICLES)
    with use_language("en"):
        (line,) = main_lines(dashboard_of(SYSTEM, Wish(Level.STOP, stop.id)), MAIN)
    assert (line.code, line.fact, line.plan, line.owes) == (PARTICIPANTS, "≥\u00a060", "–", True)
    assert line.remark == "1 of 1 parts are estimates; at least so many; 1 event without figures"


def test_as_many_questions_for_three_stops_as_for_one(app, statements):
    counted = []
    for size in (1, 3):
        region, _relay, (stop, *_others) = a_told_relay(stops=size)
        inside = a_relay(region)
        inside.parent_stop_id = stop.id
        for _part in range(size):
            a_figure(a_held(a_stop(inside, a_unit(region))), 7)
        wishes = (Wish(Level.COUNTRY), Wish(Level.REGION, region.id), Wish(Level.STOP, stop.id))
        sweep()
        db.session.expunge_all()
        for wish in wishes:
            statements.clear()
            charts_of(dashboard_of(SYSTEM, wish))
            counted.append(len([one for one in statements if one.startswith("SELECT")]))
    assert counted[:3] == counted[3:]
    assert max(counted) <= 25


def test_pages_draw_each_chart_with_its_table_and_keep_what_was_typed(reader):
    region, relay, chain = a_told_relay()
    reader.sign_in(a_user(Role.REGION, region=region))
    reader.visit("/staff/dashboard", expect=302)
    page = reader.visit(f"/staff/regions/{region.id}/dashboard")
    for code in ("people", "kinds", "chain"):
        panel = page.select_one(f"#{code}")
        assert panel.select_one("svg[role=img] title").get_text() == panel.select_one("h2").get_text()
        assert panel.select_one("svg desc").get_text()
        assert panel.select("table tbody tr")
    assert f"/staff/stops/{chain[0].id}/dashboard" in {link["href"] for link in page.select("#people a")}
    assert "hx-get" in str(reader.visit(f"/staff/relays/{relay.id}/dashboard"))
    stop = reader.visit(f"/staff/stops/{chain[0].id}/dashboard")
    assert {link["href"] for link in stop.select("#main-figures td a")} == {f"/staff/figures/stops/{chain[0].id}/participants"}
    assert all(link["href"].endswith("/figures") for link in stop.select("#people a"))
    wrong = reader.visit(f"/staff/relays/{relay.id}/dashboard?from=31.02.2018&kind={'я' * 10_000}")
    assert "“31.02.2018”" in wrong.get_text(" ")
    assert "No events in what was chosen." in wrong.get_text(" ")
    assert "Readiness" in reader.visit(f"/staff/relays/{relay.id}/dashboard/readiness").h1.get_text()
    reader.visit(f"/staff/regions/{a_region().id}/dashboard", expect=404)


def test_before_a_season_there_is_a_sentence(reader):
    region = kept(a_region())
    reader.sign_in(a_user(Role.REGION, region=db.session.get_one(Region, region.id)))
    assert "Nothing to show yet" in reader.visit(f"/staff/regions/{region.id}/dashboard").get_text(" ")


@pytest.mark.parametrize("code", ["dashboard", "dashboard_of_stop"])
def test_the_paper_has_the_drawings_of_the_page(app, code):
    with use_language("ru"):
        pdf = sample_pdf(SAMPLES[code], DATA_SETS["many"])
    text = text_of(pdf)
    assert "≈ 594" in text
    assert "без показателей" in text
    assert ("Готовность предстоящих этапов" in text) is (code == "dashboard")


def test_a_held_event_counts_as_held_and_a_cancelled_one_not_at_all(app):
    stop = a_stop()
    a_held(stop)
    an_event(stop, state=EventState.CANCELLED)
    an_event(stop, state=EventState.REPORTED)
    board = dashboard_of(SYSTEM, Wish(Level.RELAY, stop.relay_id))
    assert (board.held, board.events, [kind.held for kind in board.kinds]) == (2, 2, [2])


def test_what_is_not_there_has_no_dashboard(app, reader):
    _region, relay, (stop, _other) = a_told_relay()
    relay.state, numbers = RelayState.CANCELLED, (relay.id, stop.id)
    db.session.commit()
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit("/staff/regions/99999/dashboard", expect=404)
    reader.visit(f"/staff/stops/{numbers[1]}/dashboard")
    reader.visit(f"/staff/relays/{numbers[0]}/dashboard")
