"""Lists of the day: only who is confirmed, in the reader's alphabet, with room to sign, the last rows beside the signatures."""

import re

import pytest

from campaign.core import runner
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.core.errors import Invalid, NotFound
from campaign.core.prints import PrintedSheet
from campaign.core.text import initial, sort_key
from campaign.papers import services
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.relay.models import Stop
from tests.events.test_planning import coordinator_of
from tests.factories import a_registration, a_stop, a_user
from tests.papers.papers import acting, pages_of
from tests.people.lists.crowd import LONG_NAME, LONG_PLACE, NAMES, a_full_event
from tests.people.papers import a_planned_event

LETTERS = "АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФфХхҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯя"


def printed(code, event, language="kk", **chosen) -> list[str]:
    wish = PrintWish(language, None, chosen)
    return pages_of(services.print_paper(code, SubjectKind.EVENT, event.id, wish, f"{code}{event.id}{language}{chosen}"))


def order_of(names, said: str) -> list[str]:
    places = {name: said.find(name) for name in names}
    assert -1 not in places.values(), places
    return sorted(places, key=places.__getitem__)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_everybody_confirmed_stands_on_each_in_the_alphabet_of_the_reader(app, language):
    event, people = a_full_event()
    a_registration(event, f"Яя {LETTERS}")
    shown = [name.split()[0] for name in NAMES]
    for code in ("sign_in", "check_in_letters", "march"):
        said = "".join("".join(printed(code, event, language)).split())
        assert order_of(shown, said) == sorted(shown, key=lambda name: sort_key(name, language))
        assert LETTERS in said
        assert [word in said for word in ("Күтуші", "Тартқан", "Лицей№20,9«Б»")] == [False, False, code != "sign_in"]
        open_on_a_table = code == "check_in_letters"
        assert bool(re.search(r"8700\d{7}", said)) is not open_on_a_table, "nobody's phone on a list that lies open"
        assert (LONG_PLACE.replace(" ", "") in said) is not open_on_a_table
        assert open_on_a_table is all(person.code[-4:] in said for person in people)


def test_a_sign_in_sheet_ends_with_blank_numbered_rows_and_the_last_two_beside_the_signatures(app):
    event = a_planned_event()
    for number in range(23):
        a_registration(event, f"Қатысушы{number:02d} Адам")
    pages = printed("sign_in", event, "ru", blank_rows="2")
    assert len(pages) == 2
    assert "согласие на учёт фамилии" in pages[0]
    assert "31 декабря 2018 г." in pages[0]
    assert ["24" in pages[1], "25" in pages[1], "Подписи подсчитаны" in pages[1]] == [True] * 3
    assert "Без фото" in pages[1], "the head stands on every page"
    assert "стр. 2 из 2" in pages[1]
    across = printed("sign_in", event, "ru", blank_rows="0", form="landscape")
    assert "Қатысушы22" in across[-1]


def test_blank_sheets_fill_one_page(app):
    event, _people = a_full_event()
    empty = a_planned_event()
    for language in ("kk", "ru", "en"):
        (page,) = printed("sign_in_blank", event, language)
        assert [" 21 " in page, LONG_NAME in page] == [True, False]
    assert [len(printed(code, empty)) for code in ("sign_in", "check_in_letters", "march")] == [1, 1, 1]


def test_names_stand_under_their_letter_and_a_letter_that_goes_on_says_so(app):
    event, _people = a_full_event()
    for number in range(40):
        a_registration(event, f"Құдайберген{number:02d} Ұлан")
    letters = ["А", "Ә", "Г", "Ғ", "Ё", "Қ", "Ш", "І"]
    pages = printed("check_in_letters", event, "kk", letters="each", blank_rows="3")
    assert [re.search(r"соңы (\S+)(?: – (жалғасы))? ", page).groups() for page in pages] == [
        *[(letter, None) for letter in letters[:6]], ("Қ", "жалғасы"), *[(letter, None) for letter in letters[6:]],
        ("Тіркелмей", None),
    ]  # fmt: skip
    russian = " ".join(printed("check_in_letters", event, "ru"))
    assert [f" {letter} " in russian for letter in "АГ"] == [True, True]
    assert not re.search(r" [ӘҒҚІ] \d", russian), "a Russian reader looks for Ә under А"
    assert (initial("ғани", "kk"), initial("ғани", "ru"), initial("Zhan", "kk"), initial("7 орта", "ru")) == ("Ғ", "Г", "Z", "")


def test_each_group_marches_on_its_own_page_with_its_leader_and_places_not_yet_named(app):
    event, _people = a_full_event()
    first, second = printed("march", event, "ru", groups="each", blank_rows="1")
    assert ["Группа: Лицей № 20" in first, "8 700 331 49 97" in first, "Руководитель группы" in first] == [True] * 3
    assert order_of(["Абенов Дархан", "Әбілқасымов Нұрлан"], first)[0] == "Абенов Дархан"
    assert re.search(r" 3 4 5 ", first), "two places are held without a name, one row more is blank"
    assert second.index("Без группы") < second.index("6 Галымов")
    assert "Ответственный за маршрут" in second


def test_a_choice_that_is_none_is_refused_beside_its_field(app):
    event = a_planned_event()
    for name, value in (("blank_rows", "-1"), ("blank_rows", "9" * 30), ("blank_rows", "x"), ("form", "round")):
        with pytest.raises(Invalid) as refused:
            printed("sign_in", event, **{name: value})
        assert [problem.field for problem in refused.value.problems] == [f"choice_{name}"]


def test_what_was_chosen_on_the_page_is_kept_and_printed_anew(app, reader):
    event, _people = a_full_event()
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))
    page = f"/staff/events/{event.id}/papers/sign_in"
    reader.visit(page)
    reader.send({"choice_blank_rows": "201"}, form=f"main form[action='{page}']", expect=422)
    assert "A whole number from 0 to 200" in reader.text()
    reader.send({"choice_blank_rows": "7", "choice_form": "landscape"}, form=f"main form[action='{page}']", expect=303)
    reader.follow()
    reader.send({}, form=f"main form[action='{page}']", expect=303)
    sheets = db.session.query(PrintedSheet).order_by(PrintedSheet.number).all()
    chosen = {"blank_rows": "7", "form": "landscape", "order": "name"}
    assert [sheet.content()["chosen"] for sheet in sheets] == [chosen] * 2


def test_a_long_list_is_printed_as_a_task(app, monkeypatch):
    monkeypatch.setattr(services, "MOST_AT_ONCE", 5)
    event, _people = a_full_event()
    with acting(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id))):
        wish = PrintWish("kk", None, {"letters": "each"})
        asked = [services.ask_for_paper("check_in_letters", SubjectKind.EVENT, event.id, wish, "key") for _ in range(2)]
        assert (asked[0].number, asked[0].task_uid) == (None, asked[1].task_uid)
    assert runner.run_next()
    sheet = db.session.query(PrintedSheet).one()
    assert (sheet.kind, sheet.content()["chosen"]["letters"]) == ("check_in_letters", "each")
    assert not runner.run_next()


def test_a_list_asks_as_much_for_many_as_for_few_and_only_its_own_people(app, statements):
    asked = set()
    for more in (0, 30):
        event, _people = a_full_event()
        for number in range(more):
            a_registration(event, f"Адам{number}")
        statements.clear()
        printed("march", event)
        asked.add(len(statements))
    assert len(asked) == 1
    with acting_as(coordinator_of(a_stop())), pytest.raises(NotFound):
        printed("march", event, "ru")
