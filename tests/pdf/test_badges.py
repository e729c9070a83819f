"""Badges: every code reads from the rendered page, names are never cut, nothing stands too near to a code."""

import io
import random
import re
import string

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from campaign.core import crypto
from campaign.pdf.badges import Badge, BadgeSet, BadgeWords, Layout, stream
from campaign.pdf.badges.codes import symbols
from campaign.pdf.badges.layouts import DRAWERS
from campaign.pdf.badges.names import set_names
from campaign.pdf.badges.pen import Pen
from campaign.pdf.glyphs import TypeCase

WORDS = BadgeWords("Парақ", "топ", "жетекші", "код", "Тегі", "Аты", ("желім", "клей"))
ALPHABET = "АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФфХхҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯя"
LONG = (
    ("Шаймерденова-Константиновская", "Александра-Виктория Станиславовна"),
    ("Құрманғазиевабдрахманұлы", "Мұхаммедәлішерқожа Сейітмағзұмбекұлы"),
    ("Өтегенов", "Ү"),
    (ALPHABET[:60], ALPHABET[60:]),
    ("O'Neil", "R&D <b>(Нұр)</b> \\"),
)
SCALE = 3.0  # pixels for a point


def a_badge(surname="Әлиева", names="Сәуле Ерланқызы", **more) -> Badge:
    facts = {
        "organisation": "«Қазақстан Республикасының Сыбайлас жемқорлыққа қарсы іс-қимыл агенттігі» ММ", "group": "2",
        "role": "сабын табыс етеді", "code": crypto.new_code(), "leader": "Ахметова Д. С.", "phone": "8 700 331 49 97",
    }  # fmt: skip
    return Badge(surname, names, **facts | more)


def a_set(layout: Layout, badges: list[Badge]) -> bytes:
    of = BadgeSet(
        layout, "kk", "Төсбелгілер", ("АДАЛ ЖОЛ", "ЧЕСТНЫЙ ПУТЬ"), "Кабинеттерді аралау", "Теміртау", "06.04.2018, сағат 11:00",
        "06.04.2018", WORDS, badges, "00417",
    )  # fmt: skip
    return b"".join(stream(of))


def read(pdf: bytes) -> list[tuple[str, bool]]:
    """What each code on the rendered pages says, and whether four modules around it are white."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=SCALE, grayscale=True).to_pil()
            for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode):
                corners = [(point.x, point.y) for point in (code.position.top_left, code.position.bottom_right)]
                found.append((code.text, _is_alone(picture, *corners)))
    return found


def _is_alone(picture, upper, lower) -> bool:
    white = (lower[0] - upper[0]) / 21 * 3.9
    box = (upper[0] - white, upper[1] - white, lower[0] + white, lower[1] + white)
    around = picture.crop(tuple(round(side) for side in box)).convert("L")
    inner = round(white) - 3
    around.paste(255, (inner, inner, around.width - inner, around.height - inner))
    return around.getextrema()[0] > 200


def words_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


@pytest.mark.parametrize("layout", Layout)
def test_every_code_reads_from_the_page_with_white_around_it(layout):
    badges = [a_badge(surname, names, leads=True) for surname, names in LONG]
    badges += [a_badge(photo=True, group="Лицей № 20, 9 «Б» сыныбы") for _ in range(DRAWERS[layout].sheet.each)]
    assert sorted(read(a_set(layout, badges))) == sorted((badge.code, True) for badge in badges)


@pytest.mark.parametrize("layout", Layout)
def test_no_name_is_cut_and_every_letter_comes_back(layout):
    badges = [a_badge(surname, names) for surname, names in LONG]
    said = re.sub("[-\ufffe]", "", words_of(a_set(layout, badges)))  # a hyphen at the end of a line is read as U+FFFE
    first_only = layout in (Layout.WRISTBAND, Layout.STICKER)
    for surname, names in ((surname.replace("-", ""), names.replace("-", "")) for surname, names in LONG):
        assert surname in said
        assert (names.split(" ")[0] if first_only else names.replace(" ", "")) in said


def test_a_double_surname_goes_on_after_its_hyphen_and_a_long_one_becomes_smaller():
    pen = Pen(TypeCase(), 148.5)
    double = set_names(pen, "Шаймерденова-Константиновская", "Александра", 30, 87, 24)
    assert double.surname == ["Шаймерденова-", "Константиновская"]
    long = set_names(pen, "Бекмұхамбетова", "Айым", 30, 87, 24)
    assert (long.surname, 21 <= long.size < 30) == (["Бекмұхамбетова"], True)
    assert set_names(pen, "Ким", "Ян", 30, 87, 24).size == 30
    for surname in ("Ж" * 120, "Ы-" * 60, "Ң"):
        for width, height in ((87, 24), (88, 15.5), (75, 13)):
            names = set_names(pen, surname, "Щ" * 60, 30, width, height)
            assert names.height <= height
            assert "".join(names.surname) == surname


def test_a_code_has_the_modules_that_the_encoder_gives_it():
    chance = random.Random(5)
    for length in (1, 4, 7):
        known = symbols(length)
        for _ in range(40):
            text = "".join(chance.choices(string.ascii_lowercase, k=length))
            made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, options="ecLevel=H,dataMask=3")
            picture = memoryview(made.to_image(scale=1, add_quiet_zones=False))
            rows = known.modules(text).to_bytes(known.side * 3, "big")
            ours = [[not rows[row * 3 + column // 7] >> 6 - column % 7 & 1 for column in range(21)] for row in range(21)]
            assert ours == [[bool(picture[row, column]) for column in range(21)] for row in range(21)]


def test_blank_badges_hold_no_code_and_the_file_is_sound_and_the_same_again():
    for layout in Layout:
        pdf = a_set(layout, [Badge()] * 3)
        assert read(pdf) == []
        assert pdf == a_set(layout, [Badge()] * 3)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert (document.check_pdf_syntax(), len(document.pages)) == ([], 1)
            assert str(document.Root.Lang) == "kk-KZ"


def test_a_set_of_several_sheets_has_its_letters_in_the_outline():
    pdf = a_set(Layout.A6, [a_badge(surname) for surname in ("Абаев", "Абенов", "Әлиева", "Әсетов", "Бекова", "Қасым")])
    with pypdfium2.PdfDocument(pdf) as document:
        marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc() if mark.level]
        assert (len(document), marks) == (2, [("А", 0), ("Ә", 0), ("Б", 1), ("Қ", 1)])
