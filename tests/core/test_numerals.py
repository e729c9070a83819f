"""Numbers in sentences: «21 человек», «111 машин», «5 көлікпен», «60-тан астам студент» (SPEC F5, D)."""

import doctest
from decimal import Decimal

import pytest

from campaign.core import numerals
from campaign.core.numerals import NOUNS, TOOK_PART, WAS_GIVEN, WAS_HELD, WAS_PUBLISHED, Case

NUMBERS = {
    1: "one", 2: "few", 5: "many", 11: "many", 21: "one", 22: "few", 25: "many", 101: "one", 111: "many", 1000: "many",
    1001: "one",
}  # fmt: skip
WORDS = {
    "people": ("человек", "человека", "человек", "адам", "person", "people"),
    "vehicles": ("машина", "машины", "машин", "көлік", "vehicle", "vehicles"),
    "places": ("место", "места", "мест", "орын", "place", "places"),
    "events": ("мероприятие", "мероприятия", "мероприятий", "іс-шара", "event", "events"),
    "publications": ("публикация", "публикации", "публикаций", "жарияланым", "publication", "publications"),
    "doors": ("дверь", "двери", "дверей", "есік", "door", "doors"),
    "soap": ("кусок мыла", "куска мыла", "кусков мыла", "дана сабын", "piece of soap", "pieces of soap"),
    "officials": (
        "государственный служащий", "государственных служащих", "государственных служащих", "мемлекеттік қызметші",
        "civil servant", "civil servants",
    ),
}  # fmt: skip
SPACED = {1000: "1 000", 1001: "1 001"}


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


@pytest.mark.parametrize("thing", WORDS)
def test_a_noun_after_each_number(thing):
    one, few, many, kazakh, single, plural = WORDS[thing]
    forms, noun = {"one": one, "few": few, "many": many}, NOUNS[thing]
    shown = {number: SPACED.get(number, str(number)) for number in NUMBERS}
    assert {n: plain(numerals.counted(n, noun, "ru")) for n in NUMBERS} == {
        n: f"{shown[n]} {forms[form]}" for n, form in NUMBERS.items()
    }
    assert {n: plain(numerals.counted(n, noun, "kk")) for n in NUMBERS} == {n: f"{shown[n]} {kazakh}" for n in NUMBERS}
    assert {n: plain(numerals.counted(n, noun, "en")) for n in NUMBERS} == {
        n: f"{shown[n].replace(' ', ',')} {single if n == 1 else plural}" for n in NUMBERS
    }


def test_the_number_and_its_word_stay_on_one_line():
    assert numerals.counted(1001, NOUNS["doors"], "ru") == "1\u00a0001\u00a0дверь"


@pytest.mark.parametrize(
    ("number", "qualifier", "thing", "ru", "kk", "en"),
    [
        (60, "more_than", "students", "более 60 студентов", "60-тан астам студент", "more than 60 students"),
        (21, "more_than", "students", "более 21 студента", "21-ден астам студент", "more than 21 students"),
        (400, "about", "people", "около 400 человек", "400-ге жуық адам", "about 400 people"),
        (1000, "about", "people", "около 1 000 человек", "1 000-ға жуық адам", "about 1,000 people"),
        (101, "about", "vehicles", "около 101 машины", "101-ге жуық көлік", "about 101 vehicles"),
        (22, "at_least", "places", "не менее 22 мест", "кемінде 22 орын", "at least 22 places"),
        (10, "several", "vehicles", "несколько десятков машин", "бірнеше ондаған көлік", "dozens of vehicles"),
        (100, "several", "people", "несколько сотен человек", "бірнеше жүз адам", "several hundred people"),
        (1000, "several", "doors", "несколько тысяч дверей", "бірнеше мың есік", "several thousand doors"),
        (10_000, "several", "people", "несколько десятков тысяч человек", "бірнеше ондаған мың адам",
         "tens of thousands of people"),
        (111, "exact", "vehicles", "111 машин", "111 көлік", "111 vehicles"),
        (Decimal("2.40"), "exact", "kilometres", "2,4 километра", "2,4 километр", "2.4 kilometres"),
    ],
)  # fmt: skip
def test_a_number_is_said_as_exactly_as_it_was_meant(number, qualifier, thing, ru, kk, en):
    said = {code: plain(numerals.said(number, qualifier, NOUNS[thing], code)) for code in ("ru", "kk", "en")}
    assert said == {"ru": ru, "kk": kk, "en": en}


@pytest.mark.parametrize(
    ("verb", "thing", "number", "qualifier", "form"),
    [
        (TOOK_PART, "people", 1, "exact", "принял участие"),
        (TOOK_PART, "people", 2, "exact", "приняли участие"),
        (TOOK_PART, "people", 11, "exact", "приняли участие"),
        (TOOK_PART, "people", 21, "exact", "принял участие"),
        (TOOK_PART, "people", 111, "exact", "приняли участие"),
        (TOOK_PART, "vehicles", 101, "exact", "приняла участие"),
        (TOOK_PART, "people", 400, "about", "приняло участие"),
        (TOOK_PART, "people", 100, "several", "приняло участие"),
        (WAS_HELD, "events", 1, "exact", "проведено"),
        (WAS_HELD, "events", 22, "exact", "проведено"),
        (WAS_GIVEN, "soap", 21, "exact", "роздан"),
        (WAS_GIVEN, "leaflets", 1001, "exact", "роздана"),
        (WAS_GIVEN, "leaflets", 1000, "exact", "роздано"),
        (WAS_PUBLISHED, "publications", 3, "exact", "вышло"),
        (WAS_PUBLISHED, "publications", 31, "exact", "вышла"),
    ],
)
def test_a_russian_verb_agrees_with_its_number(verb, thing, number, qualifier, form):
    assert numerals.agreeing(verb, number, NOUNS[thing], "ru", qualifier) == form


def test_verbs_of_the_other_languages():
    people = NOUNS["people"]
    assert numerals.agreeing(TOOK_PART, 21, people, "kk") == "қатысты"
    assert numerals.agreeing(WAS_HELD, 1, people, "en") == "was held"
    assert numerals.agreeing(WAS_HELD, 21, people, "en") == "were held"


@pytest.mark.parametrize(
    ("thing", "number", "case", "ru", "kk"),
    [
        ("places", 18, Case.GENITIVE, "18 мест", "18 орынның"),
        ("places", 21, Case.LOCATIVE, "21 месте", "21 орында"),
        ("places", 22, Case.LOCATIVE, "22 местах", "22 орында"),
        ("vehicles", 5, Case.INSTRUMENTAL, "5 машинами", "5 көлікпен"),
        ("vehicles", 21, Case.ACCUSATIVE, "21 машину", "21 көлікті"),
        ("people", 5, Case.DATIVE, "5 людям", "5 адамға"),
        ("people", 2, Case.ACCUSATIVE, "2 человека", "2 адамды"),
        ("events", 11, Case.LOCATIVE, "11 мероприятиях", "11 іс-шарада"),
        ("stops", 3, Case.ABLATIVE, "3 этапов", "3 кезеңнен"),
        ("students", 61, Case.DATIVE, "61 студенту", "61 студентке"),
        ("buses", 20, Case.INSTRUMENTAL, "20 автобусами", "20 автобуспен"),
    ],
)
def test_a_counted_noun_in_its_case(thing, number, case, ru, kk):
    said = {code: plain(numerals.counted(number, NOUNS[thing], code, case)) for code in ("ru", "kk")}
    assert said == {"ru": ru, "kk": kk}


def test_endings_after_figures_follow_what_is_heard():
    numbers = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 1000, 100_000, 10**6, 10**9)
    dative = "ге ге ге ке ке ке ға ге ге ға ға ға ға қа ге қа ке ге ға ге ға ға ға қа"
    ablative = "ден ден ден тен тен тен дан ден ден дан нан дан дан тан ден тан тен нен нан ден нан нан нан тан"
    for case, endings in ((Case.DATIVE, dative), (Case.ABLATIVE, ablative)):
        found = [numerals.kazakh_figures(number, case).partition("-")[2] for number in numbers]
        assert " ".join(found) == endings
    shares = [numerals.kazakh_share(number) for number in (1, 2, 6, 8, 9, 10, 17, 18, 20, 26, 50)]
    assert shares == ["1-еуі", "2-еуі", "6-ауы", "8-і", "9-ы", "10-ы", "17-сі", "18-і", "20-сы", "26-сы", "50-і"]


@pytest.mark.parametrize(
    ("words", "forms"),
    [
        ("Теміртау", "Теміртаудың Теміртауға Теміртауды Теміртауда Теміртаудан Теміртаумен"),
        ("Жезқазған", "Жезқазғанның Жезқазғанға Жезқазғанды Жезқазғанда Жезқазғаннан Жезқазғанмен"),
        ("Сәтбаев", "Сәтбаевтың Сәтбаевқа Сәтбаевты Сәтбаевта Сәтбаевтан Сәтбаевпен"),
        ("Балқаш қаласы", "қаласының қаласына қаласын қаласында қаласынан қаласымен"),
        ("Шет ауданы", "ауданының ауданына ауданын ауданында ауданынан ауданымен"),
        ("Қарағанды", "Қарағандының Қарағандыға Қарағандыны Қарағандыда Қарағандыдан Қарағандымен"),
        ("кітап", "кітаптың кітапқа кітапты кітапта кітаптан кітаппен"),
        ("жүз", "жүздің жүзге жүзді жүзде жүзден жүзбен"),
    ],
)
def test_kazakh_words_take_their_endings(words, forms):
    first, _, _last = words.rpartition(" ")
    cases = [case for case in Case if case is not Case.NOMINATIVE]
    assert [numerals.kazakh(words, case).removeprefix(first).strip() for case in cases] == forms.split()


def test_what_the_module_says_of_itself_is_true():
    assert doctest.testmod(numerals).failed == 0
