"""Issue and return slips: each thing that somebody has, what came back of it, nothing that was taken back."""

from datetime import date

import pytest

from campaign.accounts.queries import actor_with_id
from campaign.core.actor import Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import NotFound, Refused
from campaign.events.models import Event
from campaign.materials.papers.slips import slip_of_event
from campaign.materials.schemas import DocumentKind, PlaceKind, Use
from campaign.materials.services import holder, reverse
from campaign.papers.presses import press_of
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from campaign.walks.models import WalkTeam
from tests.factories import a_registration, a_stop, a_user, an_event, kept
from tests.materials.stock import a_material, place_outside, posted, received, store_of
from tests.papers.papers import pages_of

LONG = "Нұрмұхамбетқызы Күлпәшжамал Қожахметқызы"


def printed(code: str, event: Event, language: str = "kk", **chosen: str) -> list[str]:
    wish = PrintWish(language, chosen=chosen)
    return pages_of(print_paper(code, SubjectKind.EVENT, event.id, wish, f"{code}{language}{chosen}"))


def a_busy_event() -> tuple[Event, int, dict[str, int]]:
    """A team with soap and gloves, a person with a T-shirt, and a store; what they hold by their name."""
    event = an_event(title="Обход акимата")
    place = {"event_id": event.id, "region_id": event.region_id, "stop_id": event.stop_id}
    team = kept(WalkTeam(number=10, leader_name=LONG, **place))
    store = store_of(event.stop_id)
    with unit_of_work() as session:
        ids = {"team": holder(session, team_id=team.id).id}
        ids["person"] = holder(session, registration_id=a_registration(event, "Әділ Зейнолла").id).id
    ids["soap"], ids["gloves"] = *a_material("soap-x", pack=48), *a_material("gloves-x", use=Use.REUSABLE)
    ids["M"], ids["L"] = a_material("shirt", "M", "L")
    for variant in ("soap", "gloves", "M", "L"):
        received(store, ids[variant], 100)
    first = (
        (ids["soap"], 40, store, ids["team"]),
        (ids["gloves"], 15, store, ids["team"]),
        (ids["L"], 1, store, ids["person"]),
    )
    posted(DocumentKind.ISSUE, store, *first, event_id=event.id, dated_on=date(2018, 4, 3))
    posted(DocumentKind.ISSUE, store, (ids["soap"], 20, store, ids["team"]), event_id=event.id, dated_on=date(2018, 4, 4))
    wrong = posted(DocumentKind.ISSUE, store, (ids["M"], 7, store, ids["person"]), event_id=event.id)
    reverse(wrong.document_id, "not their size")
    return event, store, ids


def test_what_came_back_fills_the_rows_from_the_earliest_and_a_reversed_issue_is_none(app):
    event, store, ids = a_busy_event()
    consumed, lost = (place_outside(event.region_id, kind) for kind in (PlaceKind.CONSUMED, PlaceKind.LOST))
    posted(
        DocumentKind.RETURN, store, (ids["soap"], 5, ids["team"], store), (ids["soap"], 45, ids["team"], consumed),
        (ids["gloves"], 14, ids["team"], store), (ids["gloves"], 1, ids["team"], lost), event_id=event.id,
    )  # fmt: skip
    rows = [
        (
            row.variant.code,
            row.variant.label,
            row.issued,
            row.day and row.day.day,
            row.returned,
            row.consumed,
            row.lost,
            row.out,
        )
        for row in slip_of_event(event.id).rows
    ]  # fmt: skip
    assert rows == [
        ("gloves-x", "", 15, 3, 14, 0, 1, 0),
        ("soap-x", "", 40, 3, 5, 35, 0, 0),
        ("soap-x", "", 20, 4, 0, 10, 0, 10),
        ("shirt", "L", 1, 3, 0, 0, 0, 1),
    ]
    (issues,) = printed("issue_slip", event, blank_rows="2")
    for words in (
        LONG,
        "Әділ Зейнолла",
        "shirt, өлшемі L",
        "shirt 1 дана (L 1)",
        "soap-x 60 дана",
        "04.04, __:__",
        "алмастырмайды",
    ):
        assert words in issues.replace("\u00a0", " "), words
    assert " 6 " in issues, "four rows and two blank ones"
    (out,) = printed("return_slip", event, "ru")
    assert ("Ведомость возврата" in out, "soap-x шт 10" in out, "gloves-x" in out) == (True, True, False)
    (people,) = printed("return_slip", event, "en", holders="person")
    assert ("shirt, size L" in people, "soap-x" in people) == (False, False), "a shirt is given for good"


def test_an_event_without_issues_is_a_page_for_a_pen_and_many_go_over_pages(app):
    event = an_event(title="Митинг")
    (page,) = printed("issue_slip", event, "ru")
    assert (" 10 " in page, "Итого" in page) == (True, False)
    assert "берілген жоқ" in printed("issue_slip", event, blank_rows="0")[0]
    assert len(printed("issue_slip", event, holders="blank", blank_rows="40")) > 2
    event, store, ids = a_busy_event()
    people = [a_registration(event, f"Қатысушы {number:03}").id for number in range(60)]
    with unit_of_work() as session:
        moves = [(ids["gloves"], 1, store, holder(session, registration_id=person).id) for person in people]
    posted(DocumentKind.ISSUE, store, *moves, event_id=event.id)
    pages = printed("issue_slip", event)
    assert (len(pages) > 3, "Қатысушы 059" in pages[-1], "Қатысушы 000" in pages[0]) == (True, True, True)


def test_the_statements_of_a_slip_do_not_grow_with_its_rows(app, statements):
    event, store, ids = a_busy_event()
    db.session.expire_all()
    statements.clear()
    slip_of_event(event.id)
    few = len(statements)
    with unit_of_work() as session:
        others = [holder(session, registration_id=a_registration(event, f"Қатысушы {number}").id).id for number in range(3)]
    posted(DocumentKind.ISSUE, store, *((ids["soap"], 1, store, other) for other in others), event_id=event.id)
    db.session.expire_all()
    statements.clear()
    slip_of_event(event.id)
    assert len(statements) == few <= 18


def test_only_those_who_run_the_stop_print_its_slips(app):
    event = an_event()
    for user, error in ((a_user(Role.STOP, stop=a_stop()), NotFound), (a_user(Role.AUDITOR), Refused)):
        with acting_as(actor_with_id(user.id)), pytest.raises(error):
            printed("issue_slip", event)


def test_each_row_of_a_slip_knows_who_has_what(app):
    event, _store, ids = a_busy_event()
    wish = PrintWish("ru", chosen={"blank_rows": "1"})
    keys = [
        [row.key for row in press_of(code).rows(print_paper(code, SubjectKind.EVENT, event.id, wish, code))]
        for code in ("issue_slip", "return_slip")
    ]
    soap, gloves = f"holding:{ids['team']}.{ids['soap']}", f"holding:{ids['team']}.{ids['gloves']}"
    assert keys == [[gloves, soap, soap, f"holding:{ids['person']}.{ids['L']}", ""], [gloves, soap, ""]]
