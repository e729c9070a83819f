"""A team of a walk in the ledger: what is typed is posted, closing leaves it with nothing, undoing gives it back."""

from datetime import date
from threading import Thread

import pytest
from sqlalchemy import select

from campaign.core import checks
from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import CampaignError, Closed, Conflict, Invalid, NotFound, Stale
from campaign.materials.issuing.services import undo
from campaign.materials.models import StockDocument
from campaign.materials.queries import balances_at
from campaign.materials.schemas import DocumentKind, PlaceKind
from campaign.materials.services import holder, reverse
from campaign.relay.models import Stop
from campaign.walks import services as walks
from campaign.walks.closing.models import TeamIssue
from campaign.walks.closing.queries import documents_of, last_document, team_sums, walk_sums
from campaign.walks.closing.schemas import Counts, Material
from campaign.walks.closing.services import close_team, reopen_team, write_counts
from tests.factories import a_user
from tests.materials.stock import books_closed, on_hand, place_outside, posted, stocked_for_walks, store_of
from tests.reader import Reader
from tests.walks.closing.test_closing import close
from tests.walks.doors.rounds import RoundPhone, a_phone_of, a_walk_of_today, at_door, doors_in, teams_of

SOAP, SIGN, GLOVES = Material.SOAP, Material.SIGN, Material.GLOVES


class Bench:
    """A walk of today whose store has a hundred of each; team 1 gave four pieces of soap at one door and put one sign up."""

    def __init__(self, app, pieces: int = 100):
        self.walk = a_walk_of_today()
        self.event_id, self.region_id = self.walk.event_id, self.walk.region_id
        self.store = store_of(self.walk.stop_id)
        self.variants = stocked_for_walks(self.walk.stop_id, pieces) if pieces else {}
        self.id = teams_of(self.walk)[0].id
        RoundPhone(app, a_phone_of(teams_of(self.walk)[0])[1]).outcomes(at_door(doors_in(self.walk)["101"], pieces=4))
        with unit_of_work() as session:
            self.place = holder(session, team_id=self.id).id

    def save(self, act=write_counts, **counts: Counts):
        db.session.rollback()
        return act(self.id, {Material(name): one for name, one in counts.items()}, team_sums(self.id).version)

    def close(self, **counts: Counts):
        return self.save(close_team, **counts)

    def has(self, *codes: str) -> tuple[int, ...]:
        """Of the store, then of the team."""
        db.session.rollback()
        return tuple(on_hand(place, self.variants[code]) for place in (self.store, self.place) for code in codes)

    def issued_at_a_desk(self, code: str, quantity: int):
        move = (self.variants[code], quantity, self.store, self.place)
        return posted(DocumentKind.ISSUE, self.store, move, event_id=self.event_id)


@pytest.fixture
def bench(app):
    return Bench(app)


def is_sound() -> bool:
    return [found.wrong for found in checks.recount(["walks", "ledger"])] == [(), ()]


def test_typed_closed_opened_corrected_and_closed_again(either_app):
    bench = Bench(either_app)
    bench.save(soap=Counts(20), gloves=Counts(6))
    bench.save(soap=Counts(12, returned=7), sign=Counts(3), gloves=Counts(6))
    assert bench.has("soap", "sign", "gloves") == (95, 97, 94, 5, 3, 6)
    assert [(one.kind, one.taken_back) for one in documents_of(bench.id)] == [
        ("Issue", True), ("Reversal", False), ("Issue", False), ("Return", False),
    ]  # fmt: skip
    bench.close(sign=Counts(3, 1, 1), soap=Counts(12, 7, reason="один кусок раскрошился"), gloves=Counts(6, 5, 1))
    assert bench.has("soap", "sign", "gloves") == (95, 98, 99, 0, 0, 0)
    assert [one.kind for one in documents_of(bench.id)][-3:] == ["Return", "Consumption", "Loss"]
    assert is_sound()
    with pytest.raises(Closed):
        bench.issued_at_a_desk("soap", 1)
    with pytest.raises(Closed):
        reverse(last_document(bench.id), "past the closing")
    reopen_team(bench.id, "кусок нашёлся")
    assert bench.has("soap", "sign") == (95, 98, 5, 1)
    bench.close(soap=Counts(12, 8, reason=""))
    assert bench.has("soap", "sign", "gloves") == (96, 98, 99, 0, 0, 0)
    assert {name: (one.issued, one.given, one.returned, one.lost) for name, one in team_sums(bench.id).sums.items()} == {
        SOAP: (12, 4, 8, 0), SIGN: (3, 1, 1, 1), GLOVES: (6, 0, 5, 1),
    }  # fmt: skip
    assert is_sound()


def test_what_was_too_much_comes_to_light_with_its_reason(bench):
    with pytest.raises(Invalid) as told:
        bench.save(soap=Counts(2, returned=3))
    assert [problem.field for problem in told.value.problems] == ["soap_reason"]
    bench.close(soap=Counts(2, returned=3, reason="взяли у второй команды"), sign=Counts(0, reason="табличка уже была"))
    assert bench.has("soap", "sign", "gloves") == (101, 100, 100, 0, 0, 0)
    asked = select(StockDocument.kind, StockDocument.reason).where(
        StockDocument.id.in_([one.id for one in documents_of(bench.id)])
    )
    assert [(kind.value, reason) for kind, reason in db.session.execute(asked.order_by(StockDocument.id))] == [
        ("issue", ""), ("receipt", "взяли у второй команды"), ("return", ""),
        ("receipt", "взяли у второй команды; табличка уже была"), ("consumption", ""),
    ]  # fmt: skip
    reopen_team(bench.id, "ошибка")
    bench.close(soap=Counts(7, returned=3), sign=Counts(1))
    assert bench.has("soap", "sign") == (96, 99, 0, 0)
    assert is_sound()


def test_a_store_without_stock_says_so_and_finds_it_when_somebody_says_that_the_team_had_it(app):
    bench = Bench(app, pieces=0)
    desk = Reader(app)
    desk.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, bench.walk.stop_id)))
    typed = {"soap_issued": "10", "soap_returned": "6", "sign_issued": "1", "gloves_issued": "2", "gloves_returned": "2"}
    page = close(desk, teams_of(bench.walk)[0], 422, **typed)
    assert "has only 0 of the 10" in page.select_one("#soap_issued-error").get_text()
    assert {name: page.select_one(f"#{name}")["value"] for name in typed} == typed
    assert documents_of(bench.id) == ()
    desk.send({"receive": "y", "act": "close"}, form="#page-form", expect=303)
    assert walk_sums(bench.event_id).teams[0].closed_at is not None
    bench.variants = dict(zip(("soap", "sign", "gloves"), range(1, 4), strict=True))
    assert bench.has("soap", "sign", "gloves") == (6, 0, 2, 0, 0, 0)
    found = db.session.scalars(select(StockDocument.reason).where(StockDocument.kind == DocumentKind.RECEIPT)).all()
    assert found == ["a team of the walk had more than the books of the store"]
    assert is_sound()


def test_nobody_types_less_than_a_desk_has_issued_or_over_what_came_meanwhile(bench):
    seen, version = last_document(bench.id), team_sums(bench.id).version
    paper = bench.issued_at_a_desk("soap", 9)
    with pytest.raises(Stale):
        write_counts(bench.id, {SOAP: Counts(4)}, version, seen=seen)
    with pytest.raises(Invalid) as told:
        bench.save(soap=Counts(8))
    (problem,) = told.value.problems
    assert (problem.field, paper.shown_number in str(problem.message)) == ("soap_issued", True)
    bench.save(soap=Counts(11))
    bench.save(soap=Counts(9))
    assert bench.has("soap") == (91, 9)


def test_a_page_that_did_not_know_of_an_issue_is_told_and_may_be_sent_again(app, bench):
    desk = Reader(app)
    desk.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, bench.walk.stop_id)))
    desk.visit(f"/staff/walk-teams/{bench.id}/closing")
    paper = bench.issued_at_a_desk("soap", 9)
    page = desk.send({"soap_issued": "12", "act": "save"}, form="#page-form", expect=422)
    assert "Somebody has changed the figures" in page.get_text()
    assert (page.select_one("#soap_issued")["value"], paper.shown_number in page.get_text()) == ("12", True)
    desk.send({"act": "save"}, form="#page-form", expect=303)
    assert bench.has("soap") == (88, 12)
    desk.visit(f"/staff/walk-teams/{bench.id}/closing")
    desk.visit(desk.page.select_one("ul.lines a[href^='/staff/stock/documents/']")["href"])
    assert paper.shown_number in desk.text()


def test_what_went_on_from_the_store_is_not_taken_back_unseen(bench):
    bench.close(soap=Counts(100, 96), sign=Counts(1))
    lost = place_outside(bench.region_id, PlaceKind.LOST)
    posted(DocumentKind.LOSS, bench.store, (bench.variants["soap"], 90, bench.store, lost))
    reopen_team(bench.id, "вернули меньше")
    with pytest.raises(Conflict, match="cannot be lowered"):
        bench.save(soap=Counts(100, 95))
    assert (bench.has("soap"), team_sums(bench.id).sums[SOAP].returned) == ((6, 4), 96)
    bench.close()
    assert is_sound()


def test_closed_books_are_told_and_nothing_moves(bench):
    books_closed(bench.region_id, date(2018, 12, 31))
    with pytest.raises(Closed, match="books are closed"):
        bench.close(soap=Counts(4), sign=Counts(1))
    assert (bench.has("soap"), team_sums(bench.id).closed_at) == ((100, 0), None)


def test_leaflets_are_gone_with_the_walk_but_a_banner_must_come_back_before_the_team_is_closed(bench):
    second = teams_of(bench.walk)[1].id
    bench.variants |= stocked_for_walks(bench.walk.stop_id, codes=("leaflet", "banner"))
    leaflet, banner = bench.variants["leaflet"], bench.variants["banner"]
    with unit_of_work() as session:
        other = holder(session, team_id=second).id
    for place in (bench.place, other):
        moves = [(variant, 5, bench.store, place) for variant in (leaflet, banner)]
        posted(DocumentKind.ISSUE, bench.store, *moves)
    with pytest.raises(Conflict, match="must come back: Banner – 5"):
        bench.close(soap=Counts(4), sign=Counts(1))
    with pytest.raises(Conflict, match="still holds materials"):
        walks.remove_team(second)
    posted(DocumentKind.RETURN, bench.store, (banner, 5, bench.place, bench.store))
    bench.close(soap=Counts(4), sign=Counts(1))
    assert bench.has("leaflet", "banner", "soap") == (9_990, 9_995, 96, 0, 0, 0)
    reopen_team(bench.id, "ошибка")
    assert bench.has("leaflet") == (9_990, 5)
    assert is_sound()


def test_what_figures_of_a_walk_posted_is_not_undone_at_the_counter(bench):
    bench.save(soap=Counts(9))
    typed = last_document(bench.id)
    with pytest.raises(NotFound):
        undo(bench.event_id, typed)
    assert bench.has("soap") == (91, 9)


def test_figures_from_before_the_ledger_are_read_and_taken_over_when_they_are_written_again(bench):
    place = {"region_id": bench.region_id, "stop_id": bench.walk.stop_id}
    with unit_of_work() as session:
        session.add(TeamIssue(team_id=bench.id, material=SOAP, issued=10, returned=5, lost=1, reason="", **place))
    assert team_sums(bench.id).sums[SOAP].difference == 0
    bench.issued_at_a_desk("soap", 2)
    assert team_sums(bench.id).sums[SOAP].issued == 12
    bench.close(sign=Counts(1), soap=Counts(12, 7, 1))
    assert bench.has("soap") == (95, 0)
    assert is_sound()


def test_of_two_who_close_at_once_one_does_and_what_a_desk_issues_meanwhile_is_counted_or_refused(either_app):
    bench = Bench(either_app)
    version = team_sums(bench.id).version
    figures = {SOAP: Counts(9, 5), SIGN: Counts(1)}
    told: dict[str, list[str]] = {"close": [], "issue": []}
    db.session.rollback()

    def tries(what: str) -> None:
        with either_app.app_context(), acting_as(SYSTEM):
            try:
                close_team(bench.id, figures, version) if what == "close" else bench.issued_at_a_desk("soap", 1)
                told[what].append("")
            except CampaignError as error:
                told[what].append(error.code)

    at_once = [Thread(target=tries, args=(what,)) for what in ("close", "issue") * 3]
    for one in at_once:
        one.start()
    for one in at_once:
        one.join()
    assert sorted(told["close"]) == ["", "closed", "closed"]
    assert set(told["issue"]) <= {"", "closed"}
    assert len(told["issue"]) == 3
    assert bench.has("soap", "sign") == (96, 99, 0, 0)
    assert is_sound()


@pytest.mark.parametrize("teams", [1, 2])
def test_the_sums_of_a_walk_ask_five_questions(bench, statements, teams):
    for team in teams_of(bench.walk)[:teams]:
        write_counts(team.id, {SOAP: Counts(5, 1)}, team.version)
    db.session.rollback()
    event_id, place = bench.event_id, bench.place
    statements.clear()
    walk_sums(event_id)
    assert len([one for one in statements if not one.startswith("BEGIN")]) == 5
    assert sum(balances_at([place]).values()) == 4
