"""Whole numbers that pages and addresses carry."""

import pytest

from campaign.web.numbers import LARGEST, version_shown, whole_or_none, whole_or_nought


@pytest.mark.parametrize(
    ("sent", "number"),
    [("0", 0), ("12", 12), (7, 7), (str(LARGEST), LARGEST), ("", None), (None, None), ("-3", None), ("x", None)],
)
def test_a_number_is_read_and_all_else_is_none(sent, number):
    assert whole_or_none(sent) == number
    assert whole_or_nought(sent) == (number or 0)
    assert version_shown(sent) == (-1 if number is None else number)


@pytest.mark.parametrize("sent", ["٣", "²", "1" * 5_000, str(LARGEST + 1), "1\n"])
def test_what_no_column_holds_is_none_whatever_its_length_and_script(sent):
    assert (whole_or_none(sent), version_shown(sent)) == (None, -1)
