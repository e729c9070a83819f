"""A map shows the region of its date with every station apart, names that cover nothing, and an inset where it is close."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from math import hypot
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask import Flask, render_template_string
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFont

from campaign.core.i18n import use_language
from campaign.territory.labels import NAME_SIZE, Box, width_of
from campaign.territory.maps import (
    LegSign,
    MapSheet,
    MapStop,
    Route,
    StopSign,
    country_map,
    region_map,
)
from campaign.territory.shapes import SPLIT_OF_2022, Cone, shapes_of, thinned

ROOT = Path(__file__).parents[2]
OF_2018 = date(2018, 4, 5)
CENTRE = "kar-karaganda"
ORDER = (
    "kar-karaganda kar-temirtau kar-saran kar-abai-district kar-shakhtinsk kar-nura-district kar-osakarov-district "
    "kar-bukhar-zhyrau-district kar-karkaraly-district kar-aktogay-district kar-balkhash kar-priozersk "
    "kar-shet-district kar-zhanaarka-district kar-karazhal kar-zhezkazgan kar-satpayev kar-ulytau-district"
).split()


def units(file: str, language: str) -> dict[str, MapStop]:
    with (ROOT / "campaign" / "territory" / "data" / file).open(encoding="utf-8") as rows:
        return {
            row["code"]: MapStop(row["code"], row[language].split()[0], float(row["lat"]), float(row["lon"]))
            for row in csv.DictReader(rows)
        }


def karaganda(now: int | None = None, numbers: bool = True, language: str = "ru") -> list[MapStop]:
    """The eighteen units of 2018 in the order of the plan; the baton is at number `now`, counted from 0."""
    known = units("karaganda_units.csv", language)
    stops = [replace(known[code], number=at + 1 if numbers else None) for at, code in enumerate(ORDER)]
    if now is None:
        return stops
    signs = [StopSign.DONE] * now + [StopSign.NOW] + [StopSign.COMING] * (len(stops) - now - 1)
    return [replace(stop, state=sign) for stop, sign in zip(stops, signs, strict=True)]


def apart(route: Route) -> bool:
    """No circle covers another."""
    return all(hypot(a.x - b.x, a.y - b.y) >= a.radius + b.radius for a, b in combinations(route.stations, 2))


def legible(route: Route, field: Box) -> bool:
    """Every name is inside the field and covers neither another name nor a circle."""
    boxes = [label.box for label in route.labels]
    circles = [Box.around([(s.x, s.y)], s.radius) for s in route.stations]
    return (
        all(field.holds(box) for box in boxes)
        and not any(one.overlaps(two) for one, two in combinations(boxes, 2))
        and not any(box.overlaps(circle) for box in boxes for circle in circles)
    )


def names(route: Route) -> set[str]:
    return {label.words for label in route.labels}


def sheet_box(sheet: MapSheet) -> Box:
    return Box(0, 0, sheet.width, sheet.height)


def area(rings: Sequence[Sequence[tuple[float, float]]]) -> float:
    return sum(
        abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2 for ring in rings
    )


def test_the_projection_keeps_distances_to_half_a_per_cent():
    cone = Cone(73.0)
    one, two = cone.project(73.10211, 49.80187), cone.project(74.98213, 46.84546)
    assert hypot(one[0] - two[0], one[1] - two[1]) == pytest.approx(357.5, rel=0.005)  # Karaganda–Balkhash
    assert two[1] > one[1]  # south is down
    assert two[0] > one[0]
    assert cone.project(73.0, 48.0) == (0.0, 0.0)


def test_karaganda_of_2018_reaches_from_ulytau_to_karkaraly_and_todays_does_not():
    then = next(shape for shape in shapes_of(OF_2018) if shape.code == "KZ-35")
    today = next(shape for shape in shapes_of(SPLIT_OF_2022) if shape.code == "KZ-35")
    assert min(lon for lon, _ in then.outer[0]) < 63
    assert min(lon for lon, _ in today.outer[0]) > 67
    cone = Cone(70.0)
    square_km = area([[cone.project(*place) for place in ring] for ring in then.outer])
    assert square_km == pytest.approx(428_000, rel=0.02)


def test_the_country_had_sixteen_regions_on_the_map_of_2018_and_has_twenty_now():
    assert len({shape.code for shape in shapes_of(OF_2018)}) == 16
    assert len({shape.code for shape in shapes_of(SPLIT_OF_2022)}) == 20
    assert shapes_of(date(2022, 6, 7)) == shapes_of(OF_2018)


@pytest.mark.parametrize("as_of", [OF_2018, SPLIT_OF_2022])
def test_every_region_has_a_map_even_one_that_did_not_exist_yet(as_of: date):
    for shape in shapes_of(SPLIT_OF_2022):
        sheet = region_map(shape.code, as_of, [])
        assert sheet.region
        assert sheet.region_path.startswith("M")
        assert 0.6 <= sheet.height / sheet.width <= 1.01
        assert all(sheet_box(sheet).has(spot) for line in sheet.region for spot in line)


@pytest.mark.parametrize("width", [574, 663, 720, 1000])
def test_every_place_of_the_plan_stands_on_the_map_with_its_name_and_none_covers_another(width: int):
    sheet = region_map("KZ-35", OF_2018, karaganda(), width)
    assert sheet.inset is not None
    assert [station.key for station in sheet.route.stations] == ORDER
    assert legible(sheet.route, sheet_box(sheet))
    assert legible(sheet.inset.route, sheet.inset.frame)
    assert apart(sheet.inset.route)
    assert names(sheet.route) | names(sheet.inset.route) == {stop.name for stop in karaganda()}
    assert not names(sheet.route) & names(sheet.inset.route)


def test_the_five_towns_round_karaganda_are_in_the_inset_with_their_numbers():
    sheet = region_map("KZ-35", OF_2018, karaganda())
    assert sheet.inset is not None
    assert [station.number for station in sheet.inset.route.stations] == [1, 2, 3, 4, 5]
    assert [station.number for station in sheet.route.stations][:6] == [None] * 5 + [6]
    assert not sheet.inset.frame.overlaps(sheet.inset.source)
    assert not any(sheet.inset.frame.has((s.x, s.y)) for s in sheet.route.stations)
    assert not sheet.inset.frame.overlaps(sheet.scale.box)
    # Four ways between them, and the one that leaves for Nura up to the edge of the frame.
    *_, out = sheet.inset.route.legs
    assert len(sheet.inset.route.legs) == 5
    assert min(abs(out.end[0] - sheet.inset.frame.left), abs(out.end[1] - sheet.inset.frame.top)) < 0.01


def test_two_neighbours_are_moved_apart_without_an_inset():
    stops = [stop for stop in karaganda() if stop.key in ("kar-zhezkazgan", "kar-satpayev", "kar-balkhash")]
    sheet = region_map("KZ-35", OF_2018, stops)
    assert sheet.inset is None
    assert apart(sheet.route)


def test_a_place_that_is_visited_twice_is_two_circles():
    stops = [*karaganda()[5:], replace(karaganda()[5], key="again", number=19)]
    assert apart(region_map("KZ-35", OF_2018, stops).route)


def test_done_now_and_coming_are_told_apart():
    sheet = region_map("KZ-35", OF_2018, karaganda(now=7))
    signs = [station.sign for station in sheet.route.stations]
    assert signs == [StopSign.DONE] * 7 + [StopSign.NOW] + [StopSign.COMING] * 10
    assert [leg.sign for leg in sheet.route.legs] == [LegSign.DONE] * 7 + [LegSign.COMING] * 10
    assert [label.words for label in sheet.route.labels if label.here] == [karaganda()[7].name]


def test_a_leg_says_what_is_wrong_with_its_handover():
    stops = karaganda()
    stops[8] = replace(stops[8], leg=LegSign.CLASH)
    stops[9] = replace(stops[9], leg=LegSign.WEEKEND)
    signs = [leg.sign for leg in region_map("KZ-35", OF_2018, stops).route.legs]
    assert signs[7:11] == [LegSign.COMING, LegSign.CLASH, LegSign.WEEKEND, LegSign.COMING]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("now", [None, 0, 5, 17])
def test_a_phone_gets_its_own_sheet_with_six_names_and_the_baton_among_them(now: int | None, language: str):
    stops = karaganda(now, language=language)
    sheet = region_map("KZ-35", OF_2018, stops, phone=True)
    assert sheet.width == 328
    assert sheet.inset is None
    assert len(sheet.route.labels) == 6
    assert len(sheet.route.stations) == 18
    assert all(station.number is None for station in sheet.route.stations)
    assert legible(sheet.route, sheet_box(sheet))
    if now is not None:
        assert stops[now].name in names(sheet.route)


def test_a_tall_region_with_twenty_places_names_them_all():
    stops = list(units("kostanay_units_2018.csv", "ru").values())
    sheet = region_map("KZ-39", OF_2018, [replace(stop, number=at) for at, stop in enumerate(stops, 1)])
    drawn = [label.words for label in sheet.route.labels]
    drawn += [label.words for label in sheet.inset.route.labels] if sheet.inset else []
    assert sorted(drawn) == sorted(stop.name for stop in stops)


@pytest.mark.parametrize(("code", "kilometres"), [("KZ-35", 100), ("KZ-71", 5)])
def test_the_bar_of_kilometres_is_as_long_as_it_says(code: str, kilometres: int):
    sheet = region_map(code, OF_2018, [])
    assert sheet.scale.kilometres == kilometres
    assert 40 <= sheet.scale.width <= 0.3 * sheet.width
    assert sheet_box(sheet).holds(sheet.scale.box)


def test_the_bar_is_in_proportion_to_the_stations():
    stops = [stop for stop in karaganda() if stop.key in ("kar-balkhash", "kar-priozersk")]
    sheet = region_map("KZ-35", OF_2018, stops)
    one, two = sheet.route.stations
    kilometres = hypot(one.x - two.x, one.y - two.y) / sheet.scale.width * sheet.scale.kilometres
    assert kilometres == pytest.approx(133, rel=0.01)


def test_a_region_nobody_knows_still_shows_the_route_and_no_route_still_shows_the_region():
    assert region_map("XX-1", OF_2018, karaganda()).region == ()
    assert len(region_map("XX-1", OF_2018, karaganda()).route.stations) == 18
    assert region_map("KZ-35", OF_2018, []).route.stations == ()
    assert region_map("XX-1", OF_2018, []).around


def test_the_whole_country_is_a_map_too():
    sheet = country_map(OF_2018, karaganda(), phone=True)
    assert len(sheet.region) >= 16
    assert sheet.around == ()


def test_outlines_carry_no_point_that_nobody_sees():
    assert thinned([(0, 0), (1, 0.1), (2, 0), (3, 5), (4, 0)], 0.5) == [(0, 0), (2, 0), (3, 5), (4, 0)]
    assert len(region_map("KZ-35", OF_2018, karaganda()).region_path) < 5_000


def test_the_width_of_a_name_is_never_guessed_too_small():
    face = TTFont("Golos", str(ROOT / "campaign" / "assets" / "fonts" / "GolosText-Regular.ttf"))
    for file in ("karaganda_units.csv", "kostanay_units_2018.csv"):
        for language in ("kk", "ru", "en"):
            for stop in units(file, language).values():
                true = face.stringWidth(stop.name, NAME_SIZE)
                assert 0.98 * true <= width_of(stop.name) <= 1.35 * true, stop.name


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(46, 51), st.floats(67, 77), st.sampled_from(["Шет", "Бұқар жырау", "Osakarov", "Нұра"])),
        max_size=25,
    ),
    st.booleans(),
    st.booleans(),
)
def test_wherever_stations_lie_names_never_cover_each_other(places: list[tuple[float, float, str]], phone: bool, numbers: bool):
    stops = [MapStop(str(at), name, lat, lon, number=at if numbers else None) for at, (lat, lon, name) in enumerate(places)]
    sheet = region_map("KZ-35", OF_2018, stops, phone=phone)
    assert legible(sheet.route, sheet_box(sheet))
    assert len(sheet.route.stations) == len(stops)
    assert all(sheet_box(sheet).has((station.x, station.y)) for station in sheet.route.stations)
    assert not any(label.box.overlaps(sheet.scale.box) for label in sheet.route.labels)
    if sheet.inset is not None:
        assert legible(sheet.inset.route, sheet.inset.frame)


TEMPLATE = """{% from "_macros/map.html" import map_svg %}{{ map_svg(sheet, title, description, "m") }}"""


def drawn(app: Flask, sheet: MapSheet, title: str = "Map", language: str = "ru") -> ElementTree.Element:
    with app.test_request_context(), use_language(language):
        svg = render_template_string(TEMPLATE, sheet=sheet, title=title, description="Where the baton is")
    return ElementTree.fromstring(svg)


def test_the_drawing_has_a_title_a_description_and_no_style_of_its_own(app: Flask):
    svg = drawn(app, region_map("KZ-35", OF_2018, karaganda(now=7)), title="Route <b>&</b>")
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "m-title m-description"
    assert svg.findtext("title") == "Route <b>&</b>"
    assert svg.findtext("desc") == "Where the baton is"
    allowed = {"class", "d", "x", "y", "cx", "cy", "r", "rx", "width", "height", "text-anchor", "id"}
    assert {name for element in svg for name in element.keys()} <= allowed  # noqa: SIM118 - attributes, not children


def test_the_drawing_shows_every_station_by_its_class(app: Flask):
    stops = karaganda(now=7)
    stops[9] = replace(stops[9], state=StopSign.PROBLEM)
    svg = drawn(app, region_map("KZ-35", OF_2018, stops))
    classes = [element.get("class") for element in svg.iter("circle")]
    assert classes.count("dot now") == classes.count("halo") == classes.count("dot bad") == 1
    assert classes.count("dot done") == 5 + 5 + 2  # small ones, the same enlarged, Nura and Osakarovka
    assert classes.count("dot") == 9
    assert {element.get("class") for element in svg.iter("path")} >= {"region", "around", "leg", "leg done", "tie", "tick"}
    words = [element.text for element in svg.iter("text")]
    assert "100 км" in words
    assert "Балхаш" in words
