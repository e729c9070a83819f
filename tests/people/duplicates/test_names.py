"""One name in three spellings finds one person everywhere; names that are only near are told from names that are two."""

import pytest

from campaign.core.actor import NOBODY, acting_as
from campaign.core.db import db
from campaign.core.text import fold
from campaign.people.checkin.queries import candidates
from campaign.people.duplicates.names import alike
from campaign.people.duplicates.queries import proposals
from campaign.people.duplicates.schemas import Alike
from campaign.people.models import Organisation, Person
from campaign.people.queries import find_organisations, find_people, people_of_event
from campaign.people.schemas import PersonFilter
from campaign.people.services import register
from tests.factories import a_person, a_stop, an_event
from tests.people.conftest import a_wish
from tests.people.imports.tables import a_csv, sent

SPELLED = (
    "Куаныш Отегалиев",
    "Kuanysh Otegaliev",
    "Қуаныш Өтеғалиев",
    "Quanyş Öteğaliev",
    "КУАНЫШ  ОТЕГАЛИЕВ",
)


@pytest.mark.parametrize("typed", SPELLED)
def test_one_name_is_one_person_everywhere(app, typed):
    event = an_event(a_stop())
    wish = a_wish(SPELLED[2], organisation="«Қуаныш Өтеғалиев» ЖК")
    with acting_as(NOBODY):
        register(event.id, wish, "first")
        again = register(event.id, a_wish(typed, phone=wish.phone), "again")
    brought = sent(event.id, a_csv([(typed, wish.phone)], ("ФИО", "Телефон")))
    without_phone = a_person(event.region_id, typed, phone="")
    db.session.commit()
    assert (
        again.is_repeat,
        brought.plan.counts.matched,
        len(people_of_event(event.id, PersonFilter(text=typed)).rows),
        len(find_people(typed).rows),
        len(candidates(event.id, typed)),
        len(find_organisations(typed).rows),
        [(pair.alike, pair.second.id) for pair in proposals().rows],
    ) == (True, 1, 1, 1, 1, 1, [(Alike.SAME, without_phone.id)])
    assert (len(db.session.query(Person).all()), len(db.session.query(Organisation).all())) == (2, 1)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Алёна Фёдорова", "Алена Федорова", "Alyona Fyodorova"),
        ("Жанар Жұмабаева", "Zhanar Zhumabaeva", "Janar Jumabayeva"),
        ("Хан Һармония", "Khan Harmonia", "Han Harmoniya"),
        ("Щербакова", "Shcherbakova"),
        ("Ынтымақ Іңкәр", "Yntymaq Ińkár", "Интимак Инкар"),
        ("Подъячев Юрьев", "Подячев Юрев", "Podyachev Yuryev"),
        ("Сейтқали-Бек", "Seitqali Bek", "Сейткали Бек"),
        ("О’Нил", "O'Nil", "Онил"),
        ("Ғалия Мұхаметжанқызы", "Galiya Mukhametzhankyzy", "Ğaliya Mūhametjanqyzy"),
    ],
)
def test_spellings_that_a_clerk_calls_the_same(spellings):
    assert len({fold(name) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Сейтова Әлия", "Әлия Сейтова", Alike.ORDER),
        ("Сейтова Әлия", "Сеитова Алия", Alike.SAME),
        ("Сейтова Әлия", "Сейтоева Әлия", Alike.LETTER),
        ("Сейтова Әлия", "Сетйова Әлия", Alike.LETTER),
        ("Сейтова Әлия", "Сейтова Әлия Мұратқызы", Alike.SHORTER),
        ("Сейтова Ә. М.", "Сейтова Әлия Мұратқызы", Alike.INITIALS),
        ("Сейтова Әлия", "Сейтова Ә.", Alike.INITIALS),
        ("Сейтова Әлия", "Сейтова Данияр", None),
        ("Сейтова Әлия", "Сейтова Б.", None),
        ("Сейтова Әлия", "Ахметов Данияр", None),
        ("Ли Ян", "Ли Ен", None),
    ],
)
def test_near_names(one, other, how):
    assert alike(fold(one), fold(other)) is how
    assert alike(fold(other), fold(one)) is how
