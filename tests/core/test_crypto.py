"""Sealed fields, blind indexes, tokens and codes."""

import pytest

from campaign.core import crypto


def test_what_is_sealed_opens_only_in_its_own_place(app):
    sealed = crypto.seal("+77015550123", "people.phone", "row-1")
    assert crypto.unseal(sealed, "people.phone", "row-1") == "+77015550123"
    assert b"7015550123" not in sealed
    assert sealed != crypto.seal("+77015550123", "people.phone", "row-1")
    for column, row in (("people.email", "row-1"), ("people.phone", "row-2")):
        with pytest.raises(ValueError, match="does not open"):
            crypto.unseal(sealed, column, row)
    with pytest.raises(ValueError, match="does not open"):
        crypto.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), "people.phone", "row-1")
    with pytest.raises(ValueError, match="unknown"):
        crypto.unseal(b"\x07" + sealed[1:], "people.phone", "row-1")


def test_a_blind_index_is_equal_for_equal_texts_of_one_column_only(app):
    assert crypto.blind_index("1", "a") == crypto.blind_index("1", "a")
    assert crypto.blind_index("1", "a") != crypto.blind_index("1", "b")


def test_a_ticket_can_be_shown_again_and_withdrawn(app):
    token = crypto.derived_token("ticket", "uid", 1)
    assert token == crypto.derived_token("ticket", "uid", 1)
    assert token != crypto.derived_token("ticket", "uid", 2)
    assert len(token) == 32


def test_a_code_notices_one_wrong_character_and_two_that_changed_places():
    for _turn in range(200):
        code = crypto.new_code()
        assert crypto.check_character(code[:-1]) == code[-1]
        for place in range(len(code) - 2):
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 : -1]
            if swapped != code[:-1]:
                assert crypto.check_character(swapped) != code[-1] or code[place] == code[place + 1]


def test_codes_drawn_together_are_codes_in_which_every_letter_comes_as_often():
    codes = list(crypto.new_codes(3_000))
    assert all(map(crypto.is_code, codes))
    drawn = "".join(code[:-1] for code in codes)
    assert {drawn.count(letter) > len(drawn) / len(crypto.ALPHABET) * 0.7 for letter in crypto.ALPHABET} == {True}
    assert list(crypto.new_codes(0)) == []
