"""The season board: readiness of which every point is explained, the urgent first, by a fixed number of questions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.accounts.queries import actor_of
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.events.schemas import EventState
from campaign.papers.documents import paper_pdf
from campaign.papers.queries import paper_sheet
from campaign.papers.schemas import Signers
from campaign.pdf.parts import Grid
from campaign.reports.board.paper import board_paper
from campaign.reports.board.queries import board_of
from campaign.reports.board.readiness import expected_on, level_of, readiness_of, shares
from campaign.reports.board.schemas import WEIGHTS, Check, Level
from tests.factories import NOON, a_region, a_registration, a_relay, a_stop, a_unit, a_user, an_event
from tests.pdf.reading import pages_of

TODAY = date(2018, 4, 5)
MOST_STATEMENTS = 47
COUNTS = st.dictionaries(st.sampled_from(Check), st.tuples(st.integers(0, 50), st.integers(0, 50)))


def test_the_table_of_weights_is_a_hundred_points():
    assert sum(sum(checks.values()) for checks in WEIGHTS.values()) == 100
    assert sorted(check for checks in WEIGHTS.values() for check in checks) == sorted(Check)


@given(COUNTS)
def test_parts_add_up_and_a_hundred_means_everything(counts):
    counted = {check: (min(done, of), of) for check, (done, of) in counts.items()}
    ready = readiness_of(counted)
    weighed = {check for check, (_done, of) in counted.items() if of}
    scored = [check for part in ready.parts for check in part.checks]
    assert {check.check for check in scored} == weighed
    assert sum(check.weight for check in scored) == (100 if weighed else 0)
    assert ready.percent + sum(check.lost for check in ready.losses) == (100 if weighed else 0)
    is_whole = bool(weighed) and all(done == of for done, of in counted.values())
    assert (ready.percent == 100) is is_whole
    assert all((check.lost > 0) is (check.done < check.of) for check in scored)


@given(COUNTS, st.sampled_from(Check))
def test_doing_more_never_lowers_it(counts, check):
    done, of = counts.get(check, (0, 1))
    of = max(of, 1)
    before = readiness_of(counts | {check: (min(done, of - 1), of)})
    assert readiness_of(counts | {check: (min(done, of - 1) + 1, of)}).percent >= before.percent


def test_the_weight_of_what_is_not_there_goes_to_the_rest():
    ready = readiness_of({Check.PEOPLE: (61, 160), Check.HANDOVER: (0, 1), Check.APPROVED: (4, 4), Check.FILINGS: (0, 0)})
    assert [(part.part.value, part.earned, part.weight) for part in ready.parts] == [
        ("papers", 22, 22),
        ("people", 21, 56),
        ("handover", 0, 22),
    ]
    assert ready.percent == 43
    assert [(check.check.value, check.lost) for check in ready.losses] == [("people", 35), ("handover", 22)]
    assert sum(shares({check: 1 for check in list(Check)[:7]}).values()) == 100


@pytest.mark.parametrize(
    ("percent", "days", "due", "level"),
    [
        (100, 10, None, Level.ORDER),
        (100, 10, TODAY, Level.URGENT),
        (100, 10, TODAY - timedelta(days=1), Level.URGENT),
        (100, 10, TODAY + timedelta(days=3), Level.ATTENTION),
        (20, 30, None, Level.URGENT),
        (19, 31, None, Level.ATTENTION),
        (0, 120, None, Level.ORDER),
        (80, -2, None, Level.ATTENTION),
    ],
)
def test_red_is_what_is_due_or_far_behind_shortly_before_the_arrival(percent, days, due, level):
    assert level_of(percent, days, TODAY, due) is level
    assert [expected_on(at) for at in range(130)] == sorted((expected_on(at) for at in range(130)), reverse=True)


def a_season(stops: int = 1):
    """A relay whose stops follow each other every five days; the first holds the baton."""
    region = a_region()
    relay = a_relay(region)
    chain = [
        a_stop(
            relay,
            a_unit(region, f"Город {number}", f"Город {number}"),
            arrives=TODAY + timedelta(days=5 * number - 2),
            departs=TODAY + timedelta(days=5 * number + 3),
        )
        for number in range(stops)
    ]
    return region, relay, chain


def board_for(user, relay):
    actor, relay_id = actor_of(user), relay.id
    with acting_as(actor):
        return board_of(actor, relay_id)


def test_a_stop_opens_into_what_it_lacks(app):
    region, relay, (stop,) = a_season()
    a_registration(an_event(stop, capacity=4))
    an_event(stop, state=EventState.DRAFT, capacity=6)
    an_event(stop, state=EventState.CANCELLED, capacity=1000)
    a_user(Role.STOP, stop=stop, name="Алия Бекова")
    (line,) = board_for(a_user(Role.REGION, region=region), relay).lines
    scored = {check.check: (check.done, check.of) for part in line.readiness.parts for check in part.checks}
    assert scored == {
        Check.APPROVED: (1, 2),
        Check.PEOPLE: (1, 10),
        Check.COORDINATOR: (1, 1),
        Check.PLACES: (0, 2),
        Check.RESPONSIBLE: (0, 2),
        Check.HANDOVER: (0, 1),
        Check.BRIEFING: (0, 2),
    }
    assert (line.coordinators, line.people, line.level) == (("Алия Бекова",), (1, 10), Level.URGENT)


def test_what_is_over_and_not_marked_stands_among_the_done(app):
    region, relay, (stop,) = a_season()
    stop.arrives_on, stop.departs_on = TODAY - timedelta(days=5), TODAY - timedelta(days=1)
    a_registration(an_event(stop, state=EventState.HELD, starts=NOON - timedelta(days=4)))
    an_event(stop, starts=NOON - timedelta(days=3))
    (passed,) = board_for(a_user(Role.REGION, region=region), relay).passed
    assert (passed.held, passed.events, passed.unmarked, passed.people) == (1, 2, 1, 1)


def test_the_board_asks_the_same_number_of_questions_for_one_stop_and_for_eighteen(app, statements):
    counted = []
    for size in (1, 18):
        region, relay, chain = a_season(size)
        for stop in chain:
            for _event in range(2):
                an_event(stop, state=EventState.DRAFT)
        actor, relay_id = actor_of(a_user(Role.REGION, region=region)), relay.id
        db.session.expunge_all()
        statements.clear()
        with acting_as(actor):
            board = board_of(actor, relay_id)
        assert len(board.lines) + len(board.passed) == size
        counted.append(len(statements))
    assert counted[0] == counted[1] <= MOST_STATEMENTS


def test_a_coordinator_sees_the_chain_and_only_their_own_stop_opened(app, reader):
    _region, _relay, chain = a_season(3)
    an_event(chain[2], title="Чужой черновик", state=EventState.DRAFT)
    reader.sign_in(a_user(Role.STOP, stop=chain[1]))
    page = reader.visit("/staff/board", expect=302)
    page = reader.follow()
    assert len(page.select(".strip li")) == 3
    assert [row["id"] for row in page.select("tr[id]")] == [f"stop-{chain[1].id}"]
    assert page.select_one("details.why").has_attr("open")
    assert "Чужой черновик" not in reader.text()


def test_filters_keep_each_other_and_nonsense_shows_everything(app, reader):
    region, relay, chain = a_season(3)
    a_user(Role.STOP, stop=chain[1], name="Алия Бекова")
    reader.sign_in(a_user(Role.REGION, region=region))
    address = f"/staff/relays/{relay.id}/board"

    def rows(query: str) -> list[str]:
        return [row["id"] for row in reader.visit(address + query).select("tr[id]")]

    assert rows("?who=Алия+Бекова") == [f"stop-{chain[1].id}"]
    assert rows("?q=ГОРОД+2") == [f"stop-{chain[2].id}"]
    assert rows("?q=алия") == [f"stop-{chain[1].id}"]
    assert len(rows(f"?show=nonsense&who=&q={'%20'}")) == 3
    assert rows(f"?q={'щ' * 3000}") == []
    assert "Nothing found" in reader.text()
    chips = reader.visit(f"{address}?show=urgent&q=город").select(".chip[href*=show]")
    assert all("q=%D0%B3" in chip["href"] for chip in chips)


def test_an_empty_installation_leads_from_the_board_to_planning(app, reader):
    reader.sign_in(a_user(Role.NATIONAL))
    assert reader.visit("/staff/board").select_one("main a.btn-primary")["href"] == "/staff/relays/new"


def test_a_relay_of_another_region_has_no_board(app, reader):
    _region, relay, _chain = a_season()
    reader.sign_in(a_user(Role.REGION, region=a_region()))
    reader.visit(f"/staff/relays/{relay.id}/board", expect=404)


def test_the_board_is_printed_on_one_page_in_each_language(app, reader):
    region, relay, chain = a_season(18)
    for stop in chain:
        for _event in range(2):
            an_event(stop, state=EventState.DRAFT, capacity=300)
    reader.sign_in(a_user(Role.REGION, region=region))
    for language, words in (("kk", "Маусым тақтасы"), ("ru", "Ход сезона"), ("en", "Season board")):
        reader.visit(f"/staff/relays/{relay.id}/board", language=language)
        reader.send({}, form="main form[action$=season_board]", expect=303)
        number = int("".join(filter(str.isdigit, reader.response.location.rpartition("/")[2])))
        pages = pages_of(paper_pdf(paper_sheet(number)))
        text = pages[0]
        assert len(pages) == 1
        assert words in text
        assert [number for number in range(18) if f"Город {number}" not in text] == []


def test_a_season_that_has_begun_is_printed_with_what_is_done_at_the_end(app):
    region, relay, chain = a_season(2)
    chain[0].departs_on = TODAY - timedelta(days=1)
    db.session.commit()
    board = board_for(a_user(Role.REGION, region=region), relay)
    grid = next(part for part in board_paper(board, Signers()).parts if isinstance(part, Grid))
    assert [row[1] if len(row) > 1 else row[0] for row in grid.rows] == ["Город 1", "Passed", "Город 0"]
