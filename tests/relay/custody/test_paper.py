"""The paper of the custody of a baton: every place in its order, acts and conditions, read back from the PDF."""

from datetime import date

import pytest

from campaign.core.errors import NotFound, Refused
from campaign.papers import documents, services
from campaign.papers import queries as papers
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.relay.custody import queries
from campaign.relay.custody.schemas import Condition
from tests.pdf.reading import text_of
from tests.relay.custody.batons import a_baton, acting, confirm, coordinator, hand_over, leave, on, organizer, propose, today_is

DAYS = (date(2018, 4, 2), date(2018, 4, 6), date(2018, 4, 12))


def words_of(relay_id: int, language: str) -> str:
    number = services.print_paper("custody_history", SubjectKind.RELAY, relay_id, PrintWish(language), f"paper {language}")
    return text_of(documents.paper_pdf(papers.paper_sheet(number)))


@pytest.fixture
def baton(app):
    """An item that went from the body to two places, is worn since, and is under way to the third."""
    baton = a_baton(items=1, start=DAYS[0])
    today_is(date(2018, 4, 20))
    confirm(propose(baton, baton.body, baton.stop(0), at=on(DAYS[0])), at=on(DAYS[0]))
    confirm(propose(baton, baton.stop(0), baton.stop(1), at=on(DAYS[1])), at=on(DAYS[1]), condition=Condition.WORN)
    leave(propose(baton, baton.stop(1), baton.stop(2), at=on(DAYS[2])), on(DAYS[2]))
    return baton


def test_the_paper_tells_the_whole_way_in_both_languages(baton):
    paper = words_of(baton.relay_id, "ru")
    places = ["Караганда", "Темиртау", "в пути –"]
    found = [paper.index(place) for place in places]
    assert found == sorted(found)
    for words in (
        "История хранения символа эстафеты", "Знамя эстафеты, инвентарный номер", "06.04.2018", "12.04.2018", "сейчас здесь",
        "состояние сейчас: есть износ",
    ):  # fmt: skip
        assert words in paper
    kk = words_of(baton.relay_id, "kk")
    for words in ("Эстафета нышанының сақталу тарихы", "Теміртау", "қазір осында"):
        assert words in kk


def test_days_are_those_of_the_calendar_with_both_ends(baton):
    (way,) = queries.way_of_baton(baton.relay_id).items
    assert [step.where.party.name.ru for step in way.steps[1:]] == ["Караганда", "Темиртау", "Сарань"]
    assert set(way.received.values()) == {Condition.GOOD, Condition.WORN}
    assert " 5 2018-" in words_of(baton.relay_id, "en")


def test_only_those_who_plan_the_relay_print_it(baton):
    other = a_baton()
    with acting(organizer(baton)):
        assert words_of(baton.relay_id, "en")
    with acting(organizer(other)), pytest.raises(NotFound):
        words_of(baton.relay_id, "ru")
    with acting(coordinator(baton, 0)), pytest.raises(Refused):
        words_of(baton.relay_id, "kk")


def test_a_baton_without_items_is_a_paper_that_says_so(app):
    baton = a_baton(items=0)
    assert "У символа этой эстафеты пока нет предметов." in words_of(baton.relay_id, "ru")


@pytest.mark.parametrize("items", [1, 3])
def test_it_asks_the_same_however_many_items_there_are(app, statements, items):
    baton = a_baton(items=items)
    hand_over(baton, baton.body, baton.stop(0))
    statements.clear()
    queries.way_of_baton(baton.relay_id)
    assert len([line for line in statements if line.startswith("SELECT")]) == 13
