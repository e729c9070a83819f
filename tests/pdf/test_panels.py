"""Panels: every word stands on paper and screen alike, nothing is cut or covered, bars begin at zero, too much is told."""

import base64
import io
import json
from dataclasses import replace
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image as Picture

from campaign.pdf.badges.pen import Pen
from campaign.pdf.glyphs import TypeCase
from campaign.pdf.office import render
from campaign.pdf.panels import (
    Amounts,
    Bar,
    Bars,
    Law,
    Line,
    Number,
    Numbers,
    Panel,
    Panels,
    Person,
    Photo,
    Prose,
    Sentence,
    drawn,
    stream,
    svg,
)
from campaign.pdf.panels.shapes import Box, Image, Tint, Words
from campaign.pdf.parts import Paper, plain, rebuilt
from campaign.pdf.schemas import SheetStamp
from tests.pdf.papers import WORDS
from tests.pdf.test_badges import ALPHABET, words_of

ADDRESS = "HTTPS://ADALJOL.EXAMPLE"
LEAD = (
    "Студенттер әкімдік кабинеттерін аралап, есіктің жанына белгі ілді. Бас тартуға әркім құқылы еді.",
    "Студенты прошли по кабинетам акиматов и повесили рядом с дверью знак. Отказаться мог каждый.",
)
LONG_WORD = "Әлеуметтікэкономикалықсыбайласжемқорлыққақарсымәдениеттіқалыптастырудағыжауапкершілік"
HOSTILE = ("<b>&amp;</b> {{ 7*7 }} (\\ )Tj", '" onload="alert(1)', ALPHABET, "\u202eабв\x00 🙂 שלום", "Ә" * 120, LONG_WORD)


def jpeg(width=40, height=30) -> Photo:
    out = io.BytesIO()
    Picture.new("RGB", (width, height), (90, 120, 130)).save(out, "JPEG")
    return Photo(base64.b64encode(out.getvalue()).decode(), width, height, ("Алаң", "Площадь"), "фото: үлгі")


def numbers(count=4) -> Numbers:
    return Numbers([Number(f"{n + 1} 575", ("есікті араладық", "дверей обошли")) for n in range(count)])


def bars(count=18) -> Bars:
    known = [Bar((f"Аудан {n}", f"Район {n}"), float(n * 7 % 19 + 1), str(n * 7 % 19 + 1)) for n in range(count)]
    return Bars(("Белгілер", "Знаки"), [Bar(("Қаражал", "Каражал"), None), *known], ("дерек жоқ", "данных нет"))


LAW = Law(("366-бап. Пара алу", "Статья 366. Получение взятки"), ("ҚК", "УК"), LEAD, ("тексеріңіз", "проверьте"))
AMOUNTS = Amounts([Number("1 400", ("оқулық", "учебников"))], Number("25 000 000 ₸", ("шығын", "ущерб")))
SUMS = Amounts([Number("25 000 000 ₸", ("балабақша", "детский сад")), Number("1 400 ₸", ("оқулық", "учебник"))])
SENTENCE = Sentence(("Пара алмаймын, пара бермеймін", "Взяток не беру и не даю"), ("белгіден", "со знака"))
PERSON = Person(
    "Үлгіев Мысал", ("ойдан шығарылған", "вымышленный"), [Line(("сот", "суд"), ("Ойдан сот", "Вымышленный суд"))] * 5,
    ("12.04.2018 күшіне енген үкіммен сотталған", "осуждён по приговору, вступившему в силу 12.04.2018"), jpeg(30, 40),
)  # fmt: skip
BLOCKS = {
    "numbers": [numbers()], "bars": [numbers(3), bars()], "law": [LAW], "amounts": [AMOUNTS], "sums": [SUMS, Prose(LEAD)],
    "sentence": [SENTENCE],
    "photo": [jpeg()], "person": [PERSON], "many": [numbers(7), LAW, AMOUNTS], "nothing": [],
}  # fmt: skip


def a_panel(blocks=(), **more) -> Panel:
    facts = {
        "size": "a3", "language": "kk", "brand": ("АДАЛ ЖОЛ", "ЧЕСТНЫЙ ПУТЬ"), "where": ("Қарағанды облысы", "2018"),
        "title": ("Әр есікте – уәде", "На каждой двери – обещание"), "lead": LEAD, "blocks": blocks,
        "closing": (("Пара сұраса,", "келіспеңіз."), ("Если просят,", "сообщите на 1424.")),
        "source": ("Дереккөз: парақтар", "Источник: листы"), "stamp": ("3-нұсқа · 9F3A",), "address": ADDRESS,
    }  # fmt: skip
    return Panel(**facts | more)


def hostile() -> Panel:
    """Each place filled with something long or strange."""
    texts = [tuple(HOSTILE[(n + k) % len(HOSTILE)] for k in (0, 1)) for n in range(len(HOSTILE))]
    blocks = [
        Numbers([Number(HOSTILE[n % 3], texts[n % 6]) for n in range(5)]),
        Bars(texts[3], [Bar(text, place and float(place), text[0]) for place, text in enumerate(texts)], texts[4]),
        Law(*texts[:4]), Amounts([Number(HOSTILE[5], texts[4])] * 2, Number(HOSTILE[4], texts[5])),
        replace(PERSON, name=LONG_WORD, lines=[Line(text, text) for text in texts], mark=texts[4]),
    ]  # fmt: skip
    closing = ((LONG_WORD, HOSTILE[4]), (HOSTILE[0], LONG_WORD))
    return a_panel(
        blocks, title=texts[4], lead=(LONG_WORD * 4, LEAD[1] * 5), closing=closing, brand=texts[4], where=texts[4],
        source=texts[4], stamp=texts[5],
    )  # fmt: skip


def extents(panel: Panel) -> list[tuple[float, float, float, float, str]]:
    """The rectangle of every line of words but the pale ones behind."""
    pen, found = Pen(TypeCase(), 0), []
    for shape in drawn(panel).shapes:
        if isinstance(shape, Words) and shape.tint is not Tint.PALE:
            wide = pen.measured(shape.text, shape.face)[1] * shape.size
            left = shape.x - wide * {"left": 0, "centre": 0.5, "right": 1}[shape.align]
            found.append((left, shape.y - shape.size * 0.26, left + wide, shape.y + shape.size * 0.06, shape.text))
    return found


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("kind", [*BLOCKS, "hostile"])
def test_nothing_leaves_the_margins_and_no_line_covers_another(kind, landscape):
    panel = replace(hostile() if kind == "hostile" else a_panel(BLOCKS[kind]), landscape=landscape)
    drawing, lines = drawn(panel), extents(panel)
    assert [(text, left, right) for left, _, right, _, text in lines if left < 23.9 or right > drawing.width - 23.5] == []
    assert [text for _, top, _, low, text in lines if top < 10 or low > drawing.height - 9] == []
    covered = [
        (one[4], other[4])
        for place, one in enumerate(lines)
        for other in lines[place + 1 :]
        if one[0] < other[2] - 0.3 and other[0] < one[2] - 0.3 and one[1] < other[3] - 0.2 and other[1] < one[3] - 0.2
    ]
    assert covered == []


def test_every_word_and_the_code_are_on_paper_in_the_size_that_was_asked_for():
    panels = [a_panel(BLOCKS["many"]), a_panel(BLOCKS["person"], size="a4"), a_panel(BLOCKS["sentence"], landscape=True)]
    pdf = b"".join(stream(panels, "Көрме", "kk"))
    assert pdf == b"".join(stream(panels, "Көрме", "kk"))
    said = words_of(pdf)
    for words in ("Әр есікте – уәде", "25 000 000 ₸", "366-бап. Пара алу", "Вымышленный суд", "№", "Источник: листы", "9F3A"):
        assert ("".join(words.split()) in said) is (words != "№")
    assert said.count("осуждёнпоприговору,вступившемувсилу12.04.2018") == 2  # in the frame, and behind it all
    with pypdfium2.PdfDocument(pdf) as document:
        assert [tuple(map(round, page.get_size())) for page in document] == [(842, 1191), (595, 842), (1191, 842)]
        for page in document:
            picture = page.render(scale=1.5, grayscale=True).to_pil()
            assert [code.text for code in zxingcpp.read_barcodes(picture)] == [ADDRESS]


def test_a_frozen_panel_is_the_same_to_the_byte_with_its_number_on_it():
    paper = Paper("kk", "Көрме", (Panels((a_panel([PERSON, numbers()]), a_panel([jpeg()]))),))
    kept = rebuilt(json.loads(json.dumps(plain(paper))))
    stamp = SheetStamp("00502", 2, "23.11.2018 10:00")
    pdf = render(kept, stamp, WORDS["kk"])
    assert pdf == render(paper, stamp, WORDS["kk"])
    assert words_of(pdf).count("Парақ№00502·2-редакция·басылды23.11.201810:00") == 2
    with pikepdf.open(io.BytesIO(pdf)) as read:
        stored = [bytes(image.read_raw_bytes()) for page in read.pages for image in page.get_images().values()]
    assert {base64.b64encode(one).decode() for one in stored} == {PERSON.photo.jpeg, jpeg().jpeg}


def test_bars_begin_at_zero_with_the_longest_first_and_the_missing_last():
    shapes = drawn(a_panel([bars(6)], where=())).shapes
    long = [shape for shape in shapes if isinstance(shape, Box)]
    assert len({round(shape.x, 3) for shape in long}) == 1
    values = [float(shape.text) for shape in shapes if isinstance(shape, Words) and shape.text.isdecimal()]
    assert values == sorted((n * 7 % 19 + 1 for n in range(6)), reverse=True)
    assert [round(shape.width / long[0].width, 6) for shape in long] == [round(value / values[0], 6) for value in values]
    missing = next(shape for shape in shapes if isinstance(shape, Words) and shape.text == "дерек жоқ · данных нет")
    assert missing.y > long[-1].y + long[-1].height


def test_too_much_is_told_and_lengthening_makes_it_worse():
    assert [drawn(a_panel(BLOCKS[kind])).too_long for kind in ("numbers", "law", "sentence", "person")] == [0] * 4
    long, longer = (drawn(a_panel([numbers(), bars()], lead=(LEAD[0] * n, LEAD[1] * n))).too_long for n in (8, 16))
    assert 0 < long < longer
    assert drawn(a_panel([Sentence((LEAD[0] * 9, LEAD[1] * 9))])).too_long > 0
    assert drawn(a_panel(title=(LEAD[0] * 4, LEAD[1] * 4))).too_long > 0


def test_the_page_shows_the_same_words_as_the_paper(app):
    """And writes all of them as text, whatever stands in them."""
    panel = replace(hostile(), draft="ЖОБА · ПРОЕКТ")
    with app.test_request_context():
        macro = app.jinja_env.get_template("_macros/panel.html").module.panel_picture
        root = ElementTree.fromstring(str(macro(svg(panel))))
    shown = [element.text for element in root.iter() if element.tag == "text"]
    assert shown == [shape.text for shape in drawn(panel).shapes if isinstance(shape, Words)]
    assert shown[0] == "ЖОБА · ПРОЕКТ"
    assert {element.tag for element in root.iter()} == {"svg", "title", "rect", "line", "text", "path", "image"}
    assert {name for element in root.iter() for name in element.attrib if name.startswith("on") or name == "style"} == set()
    image = next(shape for shape in drawn(a_panel([jpeg(400, 300)])).shapes if isinstance(shape, Image))
    assert round(image.width / image.height, 4) == round(400 / 300, 4)
