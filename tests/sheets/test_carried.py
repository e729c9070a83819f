"""A table that a page carries from the look to the act: what comes back is read as it went, and nonsense as nothing."""

import pytest

from campaign.sheets.carried import Columns, Given, carried

COLUMNS = Columns({"name": ("Название",)}, ("name",), most_rows=2, most_cell=5)


def test_rows_come_back_as_they_went_and_no_more_than_are_taken():
    went = Given(((2, {"name": "Сабын"}), (3, {"name": "Қолғап"}), (4, {"name": "Ту"})))
    assert carried(went.as_text(), COLUMNS) == Given(((2, {"name": "Сабын"}), (3, {"name": "Қолға"})), cut=True)


@pytest.mark.parametrize("text", ["", "7", "[[1]]", "[[Infinity, {}]]", "[[NaN, {}]]", '[["x", {}]]', "[[1, 2]]", "[" * 9_999])
def test_what_was_tampered_with_is_nothing(text):
    assert carried(text, COLUMNS) == Given(())
