"""Charts: one drawing for page and paper, bars by one measure from zero, nothing left out and nothing outside the picture."""

from xml.etree import ElementTree

import pytest
from flask import render_template_string

from campaign.pdf import office
from campaign.pdf.charts import DESK, PHONE, Bar, Canvas, Curve, Fill, Key, Mark, bars, curves, paper_canvas
from campaign.pdf.charts.drawing import breadth
from campaign.pdf.parts import Dot, Label, Paper, Picture, Stroke, plain, rebuilt
from campaign.pdf.schemas import SheetStamp, Words
from tests.pdf.reading import text_of

PAPER = paper_canvas(180)
LONG = "Қарағанды қаласының Қазыбек би атындағы ауданының мәслихаты"
ROWS = (
    Bar("Теміртау", ((4120, Fill.HATCH),), "≈ 4 120", 3500),
    Bar(LONG, ((2060, Fill.SOLID),), "2 060", 4000),
    Bar("Балқаш", ((0, Fill.SOLID),), "0"),
    Bar("Щ" * 60, (), "мәлімет жоқ: 3 іс-шара", 800),
)
KEYS = (Key("саналған", Fill.SOLID), Key("бағалау бар", Fill.HATCH), Key("жоспар", None), Key("мәлімет жоқ", Fill.NONE))
CHAIN = (Curve([(0, 0), (5, 1), (9, 2)], "берілді"), Curve([(0, 0), (4, 1), (10, 2), (30, 3)], "жоспар бойынша", dashed=True))
MARKS = (Mark(0, "2 сәу"), Mark(30, "9 жел"), Mark(9, "бүгін, 5 сәу", strong=True))


def both(canvas: Canvas) -> tuple[Picture, Picture]:
    return bars(ROWS, canvas, KEYS), curves(CHAIN, canvas, 3, MARKS)


def spread(shape, canvas: Canvas) -> tuple[float, float]:
    """How far left and right a shape reaches."""
    if isinstance(shape, Stroke):
        xs = [x for x, _y in shape.points]
        return min(xs), max(xs)
    if isinstance(shape, Dot):
        return shape.x - shape.radius, shape.x + shape.radius
    wide = breadth(shape.words, canvas, "semibold" if shape.strong else "regular")
    left = shape.x - {"left": 0, "centre": 0.5, "right": 1}[shape.align] * wide
    return left, left + wide


@pytest.mark.parametrize("canvas", [DESK, PHONE, PAPER])
def test_everything_is_inside_the_picture_and_no_letter_is_lost(canvas):
    for picture in both(canvas):
        for shape in picture.shapes:
            left, right = spread(shape, canvas)
            assert left >= -0.5, shape
            assert right <= picture.width + 0.5, shape
            ys = [y for _x, y in shape.points] if isinstance(shape, Stroke) else [shape.y]
            assert 0 <= min(ys) <= max(ys) <= picture.height, shape
    said = "".join(shape.words for shape in both(canvas)[0].shapes if isinstance(shape, Label)).replace(" ", "")
    for row in ROWS:
        assert row.words.replace(" ", "") in said
        assert row.shown.replace(" ", "") in said


def test_bars_are_by_one_measure_from_zero_and_read_without_colour():
    boxes = [shape for shape in bars(ROWS, DESK).shapes if isinstance(shape, Stroke) and shape.closed]
    wide = [max(x for x, _y in box.points) - min(x for x, _y in box.points) for box in boxes]
    assert wide[0] / wide[1] == pytest.approx(2, abs=0.001)
    assert [bool(box.dash) for box in boxes] == [False, False, True], "what is not known has a dashed edge, what is 0 has none"
    assert len({min(x for x, _y in box.points) for box in boxes}) == 1


def test_an_empty_chart_is_a_picture_too():
    assert bars((), DESK).height > 0
    assert curves((), DESK, 0).height > 0


def test_a_chart_goes_into_a_paper_and_comes_back_from_json():
    pictures = both(PAPER)
    assert tuple(map(rebuilt, map(plain, pictures))) == pictures
    stamp = SheetStamp("00012", 1, "05.04.2018 17:42", "HTTPS://ADALJOL.EXAMPLE/S/00012-{page}")
    words = Words("Парақ", "{1} беттің {0}-беті", "{}-редакция", "басылды", "жалғасы", "қолы", "бос")
    pdf = office.render(Paper("kk", "Шолу", pictures), stamp, words)
    text = text_of(pdf)
    assert all(sought in text for sought in ("Теміртау", "≈ 4 120", "мәлімет жоқ: 3 іс-шара", "бүгін, 5 сәу", "жоспар"))


def test_on_a_page_it_is_svg_with_words_for_those_who_cannot_see_it(app):
    source = '{% from "_macros/chart.html" import chart_svg %}{{ chart_svg(picture, "<Люди>", "a & b", "people") }}'
    with app.test_request_context():
        page = render_template_string(source, picture=bars((Bar("<b>&", ((1, Fill.SOLID),), "1"),), DESK))
    svg = ElementTree.fromstring(page)
    assert svg.attrib["role"] == "img"
    assert [node.text for node in svg if node.tag in {"title", "desc"}] == ["<Люди>", "a & b"]
    assert "".join(node.text or "" for node in svg.iter("text")) == "<b>&1"
    for node in svg.iter("text"):  # as long as it was measured, whatever spacing of letters a reader asks for
        long = breadth(node.text, DESK, "semibold" if node.attrib.get("class") == "strong" else "regular")
        assert float(node.attrib["textLength"]) == pytest.approx(long, abs=0.1)
    assert "style" not in page
