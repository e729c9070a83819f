"""The walk sheet: every door of a team in its order, row numbers that never move, sums at the end; and who may print it."""

import pytest

from campaign.accounts.queries import actor_with_id
from campaign.core.actor import Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated
from campaign.papers.presses import press_of
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from campaign.walks.closing.issues import issues
from campaign.walks.closing.schemas import Counts, Material
from campaign.walks.models import Office, WalkDoor, WalkTeam
from tests.factories import a_stop, a_user, an_event
from tests.materials.stock import stocked_for_walks
from tests.papers.papers import pages_of
from tests.walks.halls import a_building, a_walk, a_walk_event

LONG = "Тұрғын үй-коммуналдық шаруашылық, жолаушылар көлігі және автомобиль жолдары бөлімі & <b>"


def printed(event_id: int, language: str = "kk", key: str = "", **chosen: str) -> list[str]:
    wish = PrintWish(language, chosen=chosen)
    return pages_of(print_paper("walk_sheet", SubjectKind.EVENT, event_id, wish, key or f"{language}{chosen}"))


def test_each_team_has_its_doors_on_pages_of_its_own_under_numbers_that_go_on(app):
    walk = a_walk()
    first = db.session.query(WalkTeam).filter_by(event_id=walk.event_id, number=1).one()
    first.leader_name, first.leader_phone = "Зейнолла Әділ", "+77004152585"
    db.session.query(Office).filter_by(room="101").one().unit_name = Translated(kk=LONG, ru="Отдел")
    db.session.commit()
    stocked_for_walks(walk.stop_id)
    with unit_of_work() as session:
        issues().set_counts(session, first.id, {Material.SOAP: Counts(issued=7263)})
    one, two = printed(walk.event_id, blank_rows="2")
    for words in (LONG, "Зейнолла Әділ", "8 700 415 25 85", "1-команда", "Сабын", "Тақтайша", "қалдық = 0", "бейтарап"):
        assert words in one.replace("\u00a0", " "), words
    assert (" 1 101 " in one, " 201 Эк" in one, " 201 Эк" in two, "2-команда" in two) == (True, False, True, True)
    assert " 6 201 " in two, "three doors and two blank rows come before"
    assert (" 7263 " in one, " 7263 " in two) == (True, False)
    (alone,) = printed(walk.event_id, "ru", team="2")
    for words in ("Лист обхода кабинетов", "1 201 Отдел экономики", "нет на месте", "выдано команде", "Команда 2"):
        assert words in alone, words
    (english,) = printed(walk.event_id, "en", team="2")
    assert "Walk sheet" in english


def test_forty_doors_go_over_pages_and_no_team_is_a_page_that_says_so(app):
    walk = a_walk(building=a_building(floors={"1": [str(100 + door) for door in range(1, 41)]}))
    pages = printed(walk.event_id, team="1")
    assert (len(pages), "40 140" in pages[-1]) == (2, True)
    (none,) = printed(walk.event_id, team="9")
    assert "Мұндай команда әлі жоқ" in none
    (unplanned,) = printed(a_walk_event().id)
    assert "ғимарат әлі таңдалмаған" in unplanned


def test_each_row_of_a_sheet_knows_its_door_and_its_page(app):
    walk = a_walk()
    number = print_paper("walk_sheet", SubjectKind.EVENT, walk.event_id, PrintWish("ru", chosen={"blank_rows": "1"}), "keys")
    rows = press_of("walk_sheet").rows(number)
    doors = [f"door:{door.id}" for door in db.session.query(WalkDoor).order_by(WalkDoor.position)]
    assert [(row.number, row.key, row.page) for row in rows] == [
        ("1", doors[0], 1), ("2", doors[1], 1), ("3", doors[2], 1), ("4", "", 1), ("5", doors[3], 2), ("6", doors[4], 2),
        ("7", "", 2),
    ]  # fmt: skip


def test_only_an_office_walk_has_one_and_only_those_who_run_it_print_it(app):
    walk = a_walk()
    with pytest.raises(NotFound):
        printed(an_event(a_stop()).id)
    with acting_as(actor_with_id(a_user(Role.STOP, stop=a_stop()).id)), pytest.raises(NotFound):
        printed(walk.event_id)
