"""Lengths and coordinates as people type them, doubts about a route, and the sketch."""

from dataclasses import replace
from math import hypot

import pytest

from campaign.core.i18n import Translated, use_language
from campaign.motorcades.route.reckoning import Doubt, circle_of, doubts_of, metres_of, place_of
from campaign.motorcades.route.schemas import PointKind, PointWish, RoutePoint, ordered, raised, signs_of
from campaign.motorcades.route.sketch import PAPER, PHONE, WIDE, LineSign, sketch_of
from campaign.motorcades.route.words import doubt_words
from tests.motorcades.route.routes import point, the_way


def stood(wishes: list[PointWish]) -> tuple[RoutePoint, ...]:
    signs = signs_of([wish.kind for wish in wishes])
    return tuple(
        RoutePoint(
            number, sign, wish.kind, wish.name, wish.lat, wish.lon, wish.offset, wish.metres, wish.way, wish.post, wish.medical,
            None, None, "Asia/Almaty",
        )
        for number, (sign, wish) in enumerate(zip(signs, wishes, strict=True), 1)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("50.0540, 72.9590", (50.054, 72.959)),
        ("50.0540,72.9590", (50.054, 72.959)),
        ("50,0540; 72,9590", (50.054, 72.959)),
        ("50,0540 72,9590", (50.054, 72.959)),
        ("50,0540, 72,9590", (50.054, 72.959)),
        ("50.0540° N, 72.9590° E", (50.054, 72.959)),
        ("-50 72", (-50.0, 72.0)),
    ],
)
def test_a_place_on_the_map_is_typed_in_one_line(typed, place):
    assert place_of(typed) == place


@pytest.mark.parametrize("typed", ["50.0540", "north", "95, 72", "50, 272", "50.054, 72.959, 3", "1" * 9_999, "50,054,72,959"])
def test_what_is_no_place_is_refused(typed):
    with pytest.raises(ValueError, match=r"pair|range"):
        place_of(typed)


@pytest.mark.parametrize(
    ("typed", "metres"),
    [("9,4", 9400), ("9.4 km", 9400), ("0", 0), ("2 400", 2_400_000), ("2 400 м", 2400), ("800м", 800), ("12,345", 12_345)],
)
def test_lengths_are_kilometres_unless_metres_are_said(typed, metres):
    assert metres_of(typed) == metres


@pytest.mark.parametrize("typed", ["-3", "far", "1.2.3", "9,4444", "9" * 10_000, "٣"])
def test_what_is_no_length_is_refused(typed):
    with pytest.raises(ValueError, match="length"):
        metres_of(typed)


def doubts(wishes: list[PointWish], column: int | None = None) -> list[Doubt]:
    return [one.doubt for one in doubts_of(stood(wishes), column)]


def test_a_sane_route_raises_no_doubt():
    assert doubts(the_way(), 6200) == []
    assert circle_of(stood(the_way())) == pytest.approx(5400, abs=100), "from the start on, without gathering and reserve"
    assert doubts([]) == doubts(the_way()[:1]) == []


def test_doubts_name_the_leg_and_both_values(app):
    short, long = the_way(), the_way()
    short[3] = replace(short[3], metres=1500)
    long[4] = replace(long[4], metres=15_000, offset=120)
    assert doubts(short) == [Doubt.SHORTER]
    assert doubts(long) == [Doubt.LONGER]
    with use_language("ru"):
        said = doubt_words(doubts_of(stood(short))[0]).replace("\u00a0", " ")
        assert said.startswith("От точки 3 (ул. Мира, 10) до точки 4 (пр. Металлургов): записано 1,5 км, а по прямой – 2,5 км.")


def test_2400_km_of_one_day_were_meant_as_metres(app):
    far = the_way()
    far[4] = replace(far[4], metres=2_400_000)
    assert Doubt.UNIT in doubts(far)
    assert doubts([], 2_400_000) == [Doubt.UNIT]
    with use_language("en"):
        assert doubt_words(doubts_of((), 2_400_000)[0]).replace("\u00a0", " ") == (
            "Nobody drives 2,400 km in one day. Were metres meant: 2.4 km?"
        )


def test_other_doubts_are_of_order_speed_country_and_the_columns_page():
    back, fast, abroad = the_way(), the_way(), the_way()
    back[4] = replace(back[4], metres=2000)
    fast[4] = replace(fast[4], offset=11)
    abroad[5] = replace(abroad[5], lat=72.959, lon=50.054)
    assert doubts(back) == [Doubt.BACKWARDS]
    assert doubts(fast) == [Doubt.FAST]
    assert doubts(abroad) == [Doubt.ABROAD]
    assert doubts(the_way(), 9400) == [Doubt.COLUMN]


def test_rows_change_places_by_number_and_by_button():
    rows = tuple(PointWish(name=Translated(ru=name)) for name in "abcde")
    names = [lambda given: "".join(one.name.ru for one in given)][0]
    assert names(ordered(rows, [1, 2, 3, 4, 5])) == "abcde"
    assert names(ordered(rows, [1, 2, 3, 4, 2])) == "aebcd", "one number typed by hand"
    assert names(ordered(rows, [4, 2, 3, 4, 5])) == "bcdae"
    assert names(ordered(rows, [2, 3, 4, 5, 1])) == "eabcd", "all numbers written by dragging"
    assert names(ordered(rows, [None, 0, 99, 4, 5])) == "badec"
    assert names(raised(rows, 2)) == "acbde"
    assert raised(rows, 0) == rows


@pytest.mark.parametrize("size", [WIDE, PHONE, PAPER])
def test_a_sketch_shows_every_placed_point_apart_and_guesses_none(size):
    way = [*the_way()[:4], point("stop", "Без координат", 12, 4), *the_way()[4:]]
    sketch = sketch_of(stood(way), size, "start", "finish")
    assert sketch is not None
    assert [mark.point.sign for mark in sketch.marks] == ["1", "2", "3", "4", "6", "A"]
    for place, mark in enumerate(sketch.marks):
        assert 0 < mark.x < sketch.width
        assert 0 < mark.y < sketch.height
        assert all(hypot(mark.x - other.x, mark.y - other.y) > 2 * size.radius for other in sketch.marks[:place])
    assert [line.sign for line in sketch.lines] == [LineSign.BEFORE, LineSign.BEFORE, LineSign.ROAD, LineSign.UNSURE]
    assert sketch.bar.metres in {500, 1000, 2000}
    assert any(label.words.startswith("start") for label in sketch.labels)


def test_a_sketch_of_nothing_is_none_and_of_one_place_is_no_division_by_zero():
    assert sketch_of(stood([point("stop", "Без координат")]), WIDE, "", "") is None
    same = [point("point", f"Точка {number}", number, None, 1, 1) for number in range(60)]
    sketch = sketch_of(stood(same), PHONE, "", "")
    assert sketch is not None
    assert len(sketch.marks) == 60
    assert PointKind.POINT in {mark.point.kind for mark in sketch.marks}
