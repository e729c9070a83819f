"""The languages are one list, and what is not said in one is said in its nearest."""

import re

import pytest

from campaign.config import ROOT
from campaign.core.i18n import Translated, _, _l, spoken, use_language
from campaign.core.languages import DECLARED, LANGUAGES, OWN, nearest, own

THREE = re.compile(r'\("kk", "ru", "en"\)|"kk": "(Қазақша|ҚАЗ)"|\(kk\|ru\|en\)')


def test_the_house_has_its_own_three_first_and_each_says_whom_it_leans_on():
    assert LANGUAGES[: len(OWN)] == OWN
    for one in DECLARED:
        assert one.code not in one.nearest
        assert set(one.nearest) | {one.code} >= set(OWN)


@pytest.mark.parametrize(("code", "said"), [("kk", "ту"), ("ru", "ту"), ("en", "flag")])
def test_a_table_answers_in_the_nearest_language_it_has(app, code, said):
    table = {"kk": "ту", "en": "flag"}
    assert nearest(table, code) == said
    with use_language(code):
        assert spoken(table) == said


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Митинг", "Добавить «Митинг»"),
        ("Лекция «Честный выбор»", "Добавить «Лекция „Честный выбор“»"),
        ("«А» и «Б»", "Добавить «„А“ и „Б“»"),
        ("Лекция «Честный", "Добавить «Лекция «Честный»"),
    ],
)
def test_a_quotation_within_a_quotation_has_marks_of_its_own(app, title, shown):
    with use_language("ru"):
        assert _("Add the kit “%(kit)s”", kit=title) == str(_l("Add the kit “%(kit)s”", kit=title)) == shown


def test_each_of_the_own_is_its_own():
    assert [own(code) for code in OWN] == list(OWN)


def test_a_text_is_changed_in_each_language_it_is_written_in():
    assert Translated(kk="Ту", en="Flag").each(str.lower) == Translated(kk="ту", en="flag")


def listing(text: str) -> bool:
    return THREE.search(text) is not None


def test_no_other_place_lists_the_languages():
    files = [*ROOT.glob("campaign/**/*.py"), *ROOT.glob("campaign/static/field/*.js"), *ROOT.glob("templates/**/*.html")]
    assert [path.name for path in files if listing(path.read_text())] == ["languages.py"]


@pytest.mark.parametrize("text", ['for code in ("kk", "ru", "en"):', '{"kk": "Қазақша"}', "/lang=(kk|ru|en)/"])
def test_a_list_of_them_is_seen(text):
    assert listing(text)
