"""Whole numbers that pages and addresses carry."""

from datetime import date

import pytest
from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict
from wtforms import Form

from campaign.web.api.fields import Day
from campaign.web.forms import DayField
from campaign.web.numbers import LARGEST, day_or_none, version_shown, whole_or_none, whole_or_nought


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


@pytest.mark.parametrize("sent", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_that_cannot_be_reckoned_with_is_none(app, sent):
    """A day later, or on the wall of another zone, no calendar has it: it broke the page of whoever asked for it."""

    class Typed(Form):
        day = DayField("Day")

    with app.test_request_context():
        form = Typed(MultiDict({"day": sent}))
        assert (form.validate(), form.day.data) == (False, None)
        assert form.day.errors == ["This is no date. For example: 06.04.2018."]
        with pytest.raises(ValidationError):
            Day().deserialize(sent)
    assert day_or_none(sent) is None
    assert day_or_none("1900-01-01") == date(1900, 1, 1)
