"""A plate is the same however it is typed, and what is none is said so."""

import pytest

from campaign.motorcades.plates import BadPlate, fold, read
from campaign.motorcades.schemas import PlateForm


@pytest.mark.parametrize(
    ("typed", "shown", "key", "form"),
    [
        ("123 ABC 09", "123 ABC 09", "123ABC09", PlateForm.Y2012),
        ("123 АВС 09", "123 ABC 09", "123ABC09", PlateForm.Y2012),  # typed in Cyrillic
        (" kz-123авс09 ", "123 ABC 09", "123ABC09", PlateForm.Y2012),
        ("355 ab 20", "355 AB 20", "355AB20", PlateForm.Y2012),
        ("м604кха", "M 604 KXA", "M604KXA", PlateForm.Y1993),
        ("А 123 ВЕ", "A 123 BE", "A123BE", PlateForm.Y1993),
        ("123 ABC 77", "123 ABC 77", "123ABC77", PlateForm.OTHER),
        ("о777оо 45", "О777ОО 45", "O777OO45", PlateForm.OTHER),
        ("१२३ ABC 09", "१२३ ABC 09", "१२३ABC09", PlateForm.OTHER),  # digits, but not ours
        ("\u202e123\u200b ABC\x00 09", "123 ABC 09", "123ABC09", PlateForm.Y2012),
        ("", "", "", PlateForm.NONE),
        ("123 АЖЯ 09", "123 АЖЯ 09", "123AЖЯ09", PlateForm.OTHER),
    ],
)
def test_a_plate_is_read(app, typed, shown, key, form):
    plate = read(typed)
    assert (plate.shown, plate.key, plate.form) == (shown, key, form)
    assert bool(plate.warning) is (form is PlateForm.OTHER)


def test_every_look_alike_is_folded():
    assert fold("авекмнорстухі") == "ABEKMHOPCTYXI"


@pytest.mark.parametrize(("typed", "code", "count"), [("1" * 50, "too_long", 50), ("– –", "empty", 0), ("ﷺ", "too_long", 15)])
def test_what_is_no_plate_is_told(typed, code, count):
    with pytest.raises(BadPlate) as caught:
        read(typed)
    assert (caught.value.code, caught.value.count) == (code, count)
