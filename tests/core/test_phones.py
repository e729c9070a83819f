"""The short way for ordinary numbers says what the full parser says (DOMAIN 3.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.core import phones

DIGITS = st.text("0123456789", min_size=7, max_size=7)
AREAS = st.integers(700, 799).map(str)
SIGNS = st.sampled_from(["", " ", "-", "(", ")", ") ", " ("])
HEADS = st.sampled_from(["", "8", "+7", "7", "8 ", "+7 ", "7-", "+8", "810", "00", "+7 8"])
TYPED = st.tuples(HEADS, SIGNS, AREAS, SIGNS, DIGITS, SIGNS).map(
    lambda parts: "".join((*parts[:4], parts[4][:3], parts[5], parts[4][3:]))
)


def answer(parse, typed):
    try:
        return parse(typed)
    except phones.BadPhone as bad:
        return bad.code, bad.digits


@given(TYPED)
def test_the_short_way_and_the_full_parser_agree(typed):
    assert answer(phones.parse, typed) == answer(phones._parsed, phones.clean_line(typed))


@given(st.text("0123456789+-() 78доб", max_size=18))
def test_they_agree_on_what_is_hardly_a_number(typed):
    assert answer(phones.parse, typed) == answer(phones._parsed, phones.clean_line(typed))


@pytest.mark.parametrize("area", range(700, 800))
def test_they_agree_on_every_area_of_the_country(area):
    for rest in ("0000000", "1234567", "2345678", "5550123", "9999999"):
        typed = f"8{area}{rest}"
        assert answer(phones.parse, typed) == answer(phones._parsed, typed)
