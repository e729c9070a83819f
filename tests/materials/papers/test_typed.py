"""Slips typed back: at most two documents of the ledger, which say what the pen says; and taking a page back reverses them."""

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.errors import Conflict, Refused
from campaign.events.models import Event
from campaign.materials.issuing.schemas import Return, TakenBack, Whom
from campaign.materials.issuing.services import take_back
from campaign.materials.models import StockDocument
from campaign.materials.papers.typed import printed_of, taken_of
from campaign.materials.schemas import DocumentKind
from campaign.papers.schemas import SubjectKind
from campaign.papers.typed import queries, services
from campaign.papers.typed.schemas import Entry, Grade, Mark, Row
from campaign.people.models import Person
from campaign.people.schemas import RegistrationState
from campaign.walks.models import WalkTeam
from tests.factories import a_registration, a_user
from tests.materials.papers.test_slips import a_busy_event
from tests.materials.stock import on_hand
from tests.papers.papers import acting
from tests.papers.typed.pages import judged, printed, typed


def meant(*marks: tuple[str, int | None], usual: str = "x") -> TakenBack | str:
    """Of a row of 15."""
    return taken_of(Entry(Row("7", "holding:1.2", ()), tuple(Mark(*mark) for mark in marks)), 15, usual=usual)


def documents() -> list[tuple[DocumentKind, str]]:
    return [(row.kind, row.reason) for row in db.session.query(StockDocument).order_by(StockDocument.id)][8:]


def held(ids: dict[str, int]) -> tuple[int, ...]:
    return tuple(on_hand(ids[who], ids[what]) for who, what in (("team", "gloves"), ("team", "soap"), ("person", "L")))


def test_a_letter_without_a_number_is_the_rest(app):
    assert {
        "": meant(("", None)), "x": meant(("x", None)), "r": meant(("r", None)),
        "r12l1u": meant(("r", 12), ("l", 1), ("u", None)),
        "all": meant(("", None), usual=""), "none": meant(("x", None), usual=""),
    } == {
        "": TakenBack(), "x": TakenBack(15), "r": TakenBack(15), "r12l1u": TakenBack(12, 2, 1), "all": TakenBack(15),
        "none": TakenBack(),
    }  # fmt: skip
    wrong = [meant(("x", None), ("r", 1)), meant(("r", None), ("u", None)), meant(("r", 12), ("u", 4))]
    assert all(isinstance(words, str) for words in wrong)
    assert printed_of(Entry(Row("7", "holding:1.2", ("7", "", "", "", "1 250")), ())) == 1250


def test_an_issue_slip_posts_what_came_back_and_what_stands_in_its_blank_rows(either_app):
    event, _store, ids = a_busy_event()
    number = printed("issue_slip", event.id)
    before = held(ids)
    uid = typed(
        number, "1r14l1: порвали\n2u 3 4x\n+ Әділ, футболка-жоқ, 1\n5+ Зейнолла Адил, shirt M, 2\n+ команда 10; soap-x; 5\n=5"
    )
    services.post(uid)
    assert documents() == [(DocumentKind.ISSUE, ""), (DocumentKind.RETURN, "1: порвали")]
    assert held(ids) == (0, 25, 0)
    assert on_hand(ids["person"], ids["M"]) == 2
    services.undo(uid)
    assert held(ids) == before
    services.undo(uid)
    assert [kind for kind, _reason in documents()][2:] == [DocumentKind.REVERSAL] * 2


def test_a_return_slip_takes_everything_unless_a_letter_says_otherwise(app):
    event, _store, ids = a_busy_event()
    uid = typed(printed("return_slip", event.id), "1r12u3: изношены\n2\n=72 0")
    services.post(uid)
    assert (documents(), held(ids)) == ([(DocumentKind.RETURN, "1: изношены")], (0, 0, 1))


def test_what_a_pen_added_to_a_return_slip_is_in_the_sum_counted_on_paper(app):
    event, _store, ids = a_busy_event()
    services.post(typed(printed("return_slip", event.id), "+r10u2 команда 10, soap-x, 12\n=10 0"))
    assert held(ids)[1] == on_hand(ids["team"], ids["soap"])


def test_more_than_is_out_and_a_loss_without_a_reason_are_told_before_posting(app):
    event, store, ids = a_busy_event()
    number = printed("return_slip", event.id)
    take_back(event.id, Return(_team(event), store, {ids["soap"]: TakenBack(back=50)}), "desk")
    uid = typed(number, "1l2r 2\n=73 2")
    said = judged(uid)
    assert [(row, grade) for row, (grade, _words) in said.items()] == [("2", Grade.BAD), ("1", Grade.BAD)]
    assert ("only 10 are out" in said["2"][1], "1l2: …" in said["1"][1]) == (True, True)
    with pytest.raises(Conflict):
        services.post(uid)
    assert held(ids)[0] == 15


def _team(event: Event) -> Whom:
    return Whom(team_id=db.session.query(WalkTeam.id).filter_by(event_id=event.id).scalar())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Әділ", "with commas between them"), ("Әділ, кирпич, 2", "no such material"), ("Әділ, shirt, 1", "may be several"),
        ("Әділ, shirt M, 0", "At least one"), ("Иванов И., shirt M, 1", "Nobody called"),
        ("команда 77, soap-x, 1", "is not at"), ("Ким, shirt M, 1", "Ким А., Ким Б."),
        ("Ждущий, shirt M, 1", "waiting list"),
    ],
)  # fmt: skip
def test_a_blank_row_that_cannot_be_is_told_with_a_remedy(app, words, told):
    event, _store, _ids = a_busy_event()
    for name in ("Ким А.", "Ким Б."):
        a_registration(event, name)
    a_registration(event, "Ждущий", state=RegistrationState.WAITING)
    uid = typed(printed("issue_slip", event.id, holders="blank"), f"+ {words}\n=1")
    ((grade, said),) = judged(uid).values()
    assert (grade, told in said) == (Grade.BAD, True), said


def test_a_family_is_told_apart_by_name_and_phone_and_who_has_got_it_is_told(app):
    event, _store, _ids = a_busy_event()
    for name in ("Ким Анна", "Ким Борис"):
        db.session.get_one(Person, a_registration(event, name).person_id).phone = "+77015550123"
    db.session.commit()
    number = printed("issue_slip", event.id, holders="blank")
    uid = typed(number, "+ Ким Борис 8 701 555 01 23, shirt M, 2\n+ Әділ, shirt L, 1\n+ 8 701 555 01 23, soap-x, 1\n=3")
    said = judged(uid)
    assert [(row, grade) for row, (grade, _words) in said.items()] == [
        ("3", Grade.BAD), ("1", Grade.INFO), ("2", Grade.WARN)
    ]  # fmt: skip
    assert "Ким Анна, Ким Борис" in said["3"][1]


def test_a_slip_of_one_document_goes_back_into_its_store(app):
    _event, store, ids = a_busy_event()
    document = db.session.query(StockDocument).filter_by(kind=DocumentKind.ISSUE).order_by(StockDocument.id).first()
    number = printed("stock_issue", document.id, SubjectKind.STOCK_DOCUMENT)
    left = on_hand(store, ids["L"])
    services.post(typed(number, "1-2 3x\n=2"))
    assert (on_hand(store, ids["L"]) - left, on_hand(ids["person"], ids["L"])) == (1, 0)
    with acting(a_user(Role.AUDITOR)), pytest.raises(Refused):
        services.begin(number, 1)


def test_judging_asks_as_much_for_three_rows_as_for_one(app, statements):
    event, _store, _ids = a_busy_event()
    asked = []
    for blank, text in (("3", "1r\n=1"), ("4", "1r 2r 4r\n=3")):
        uid = typed(printed("issue_slip", event.id, blank_rows=blank), text)
        found = queries.open_typing(uid)
        statements.clear()
        found.found.kind.judge(found.found.sheet, found.reading.entries)
        asked.append(len(statements))
    assert asked == [5, 5]
