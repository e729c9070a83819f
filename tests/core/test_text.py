"""Names as people type, search and sort them (SPEC P7; DOMAIN 6, cases 11 and 12)."""

import pytest
from hypothesis import given
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
