"""Names as people type, search and sort them (SPEC P7; DOMAIN 6, cases 11 and 12)."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaign.core import phones, text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Айгүл\u00a0 Мұрат  ", "Айгүл Мұрат"),
        ("Ай\x00гүл", "Ай гүл"),
        ("\u202eлүгйА", "лүгйА"),
        ("и\u0306", "й"),
        ("<b>Әлия</b>", "<b>Әлия</b>"),
        ("Әлия 😀", "Әлия 😀"),
        ("\n\t", ""),
    ],
)
def test_a_line_is_cleaned_once_and_keeps_what_can_be_read(typed, kept):
    assert text.clean_line(typed) == kept
    assert text.clean_line(kept) == kept


def test_a_text_keeps_its_lines():
    assert text.clean_text(" а \r\n\r\n\r\n б\x00 \n") == "а\n\nб"


@pytest.mark.parametrize(
    "spellings",
    [
        ("Куаныш Отегалиев", "Kuanysh Otegaliev", "Қуаныш Өтеғалиев", "ҚУАНЫШ ӨТЕҒАЛИЕВ"),
        ("Әлия", "алия", "ӘЛИЯ", "Aliya"),
        ("Фёдор", "Федор", "фЕДОР"),
        ("Юлия", "Yuliya", "Iuliia"),
        ("Нұр-Сұлтан", "Нур Султан"),
    ],
)
def test_one_name_in_several_spellings_is_found(spellings):
    assert len({text.fold(spelling) for spelling in spellings}) == 1


@given(st.text(max_size=60))
def test_any_text_folds_and_sorts_without_failing(anything):
    assert text.fold(text.fold(anything)) is not None
    for code in ("kk", "ru", "en"):
        assert len(text.sort_key(anything, code)) <= 240
        assert text.sort_key(anything, code).isascii()


TRICKY = "абвАЯәғІіЁёйkhKHshxq ийİßΣσςœǅ\u0301\u0306\u00b4\u00a8\u00a0\u202e\u200d\u00ad\x1f\x85-'.,«№()12"
LINES = st.one_of(st.text(TRICKY, max_size=40), st.text(max_size=40))


def cleaned_letter_by_letter(raw):
    hidden = {"Cc", "Cf", "Co", "Cs", "Cn"}
    return " ".join(
        "".join(" " if unicodedata.category(char) in hidden else char for char in unicodedata.normalize("NFC", raw)).split()
    )


def folded_in_one_go(raw):
    spelled = "".join(text._SKELETON.get(char, char) for char in cleaned_letter_by_letter(raw).casefold())
    plain = "".join(char for char in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(char))
    for pair, short in text._LATIN_PAIRS:
        plain = plain.replace(pair, short)
    words = "".join(char if char.isalnum() else " " if char.isspace() or char == "-" else "" for char in plain)
    return " ".join(words.replace("ii", "i").split())


def keyed_in_one_go(raw, code):
    table = text._TABLES[code]
    lowered = cleaned_letter_by_letter(raw).casefold().replace("-", " ")
    if code == "kk":
        return "".join(table.get(char, " " if char == " " else "~") for char in lowered)[:240]
    main = "".join(table.get(text._BESIDE.get(char, char), " " if char == " " else "~") for char in lowered)
    rest = "".join("1" if char in text._BESIDE else "0" for char in lowered)
    return f"{main[:180]} {rest[:59]}".rstrip("0 ") if "1" in rest else main[:240]


@given(LINES)
@example("и\u0306-Ә \u0301а  «k h»")
def test_the_quick_ways_give_what_the_plain_ones_give(anything):
    assert text.clean_line(anything) == cleaned_letter_by_letter(anything)
    assert text.fold(anything) == folded_in_one_go(anything)
    for code in ("kk", "ru"):
        assert text.sort_key(anything, code) == keyed_in_one_go(anything, code)


@given(st.lists(st.sampled_from(["Әбдіқадыров", "Нұр-Сұлтан", "Яна", "шщ", "-", "Қыз" * 40]), max_size=9).map(" ".join))
def test_long_lines_are_cut_at_the_same_letter(line):
    for code in ("kk", "ru"):
        assert text.sort_key(line, code) == keyed_in_one_go(line, code)
    assert text.sort_keys(text.clean_line(line)) == (text.sort_key(line, "kk"), text.sort_key(line, "ru"))


def test_lists_follow_the_alphabet_of_their_reader():
    names = ["Яна", "Ғани", "Іңкәр", "Галым", "Әлия", "Азамат", "Ырыс", "Үміт", "Ұлан", "Улан"]
    in_kazakh = sorted(names, key=lambda name: text.sort_key(name, "kk"))
    assert in_kazakh == ["Азамат", "Әлия", "Галым", "Ғани", "Улан", "Ұлан", "Үміт", "Ырыс", "Іңкәр", "Яна"]
    in_russian = sorted(["Айтжан", "Әбілқасым", "Абенов", "Ғани", "Дана"], key=lambda name: text.sort_key(name, "ru"))
    assert in_russian == ["Абенов", "Әбілқасым", "Айтжан", "Ғани", "Дана"]


@pytest.mark.parametrize("typed", ["8 701 123 45 67", "+7 701 123-45-67", "77011234567", "7011234567", "8(701)1234567"])
def test_a_number_is_one_number_however_it_is_typed(typed):
    assert phones.parse(typed) == "+77011234567"
    assert phones.shown(phones.parse(typed)) == "8 701 123 45 67"
    assert phones.masked(phones.parse(typed)) == "8 701 ··· 45 67"


@pytest.mark.parametrize(("typed", "code"), [("8 701 555 01", "too_few"), ("1424", "too_few"), ("звоните", "no_number")])
def test_what_is_no_number_is_named(typed, code):
    with pytest.raises(phones.BadPhone) as caught:
        phones.parse(typed)
    assert caught.value.code == code
