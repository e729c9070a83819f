"""Door signs and soap wraps: every code reads, every letter comes back, nothing is cut, the same set is the same bytes."""

import io

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from campaign.pdf.badges.pen import Pen
from campaign.pdf.glyphs import TypeCase
from campaign.pdf.signs import Format, Sign, SignSet, SignWords, WrapSet, stream, wraps
from campaign.pdf.signs.slogans import halves, slogan_lines
from tests.pdf.test_badges import ALPHABET, words_of

ADDRESS = "HTTPS://ADALJOL.EXAMPLE"
KK, RU = "Пара алмаймын, пара бермеймін", "Взяток не беру и не даю"
WORDS = SignWords(("кабинет",), ("Сенім телефоны", "Телефон доверия"), ("науқан беті", "страница кампании"))
LONG = (
    "Тұрғын үй-коммуналдық шаруашылық, жолаушылар көлігі және автомобиль жолдары бөлімі, бөлім басшысының орынбасары",
    "Отдел жилищно-коммунального хозяйства, пассажирского транспорта и автомобильных дорог, заместитель руководителя",
)
HOSTILE = (
    Sign("312", LONG, "00436-01"),
    Sign("Қабылдау бөлмесі № 2 (сол қанат)", ("Ә" * 90,), "00436-02"),
    Sign("<b>5</b> (\\", ("R&D )Tj", "O'Neil <para>"), "00436-03"),
    Sign("", (ALPHABET, "\u202eабв\x00"), "00436-04"),
)
SCALE = 2.5  # pixels for a point


def a_set(format_=Format.A5, signs=HOSTILE, slogan=(KK, RU), **more) -> SignSet:
    facts = {"hotline": "1424", "address": ADDRESS} | more
    return SignSet(format_, "kk", "Есік тақтайшалары", ("АДАЛ ЖОЛ", "ЧЕСТНЫЙ ПУТЬ"), slogan, WORDS, signs, **facts)


def a_wrap(**more) -> WrapSet:
    back = (
        ("Адал жол таза қолдан басталады.", "Бұл сабын – сыйлық емес, еске салу белгісі."),
        ("Честный путь начинается с чистых рук.", "Это мыло – не подарок, а напоминание."),
    )
    facts = {
        "language": "kk", "title": "Таза қолдар", "pages": 2, "front": ("Таза қолдар", "Чистые руки"), "motto": "«Адал жол»",
        "back": back, "where": ("Қарағанды облысы, 2018", "Карагандинская область, 2018"),
        "caption": ("сенім телефоны", "телефон доверия"),
        "glue": "желім · клей", "hotline": "1424", "address": ADDRESS,
    }  # fmt: skip
    return WrapSet(**facts | more)


def read(pdf: bytes) -> list[tuple[str, bool]]:
    """What each code on the rendered pages says, and whether four modules around it are white."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=SCALE, grayscale=True).to_pil()
            for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode):
                left, upper = code.position.top_left.x, code.position.top_left.y
                right, lower = code.position.bottom_right.x, code.position.bottom_right.y
                white = (right - left) / 25 * 3.8
                around = picture.crop(
                    tuple(round(side) for side in (left - white, upper - white, right + white, lower + white))
                )
                inner = round(white) - 2
                around.paste(255, (inner, inner, around.width - inner, around.height - inner))
                found.append((code.text, around.getextrema()[0] > 200))
    return found


@pytest.mark.parametrize("format_", Format)
def test_every_sign_has_a_code_that_reads_and_every_word_it_was_given(format_):
    pdf = b"".join(stream(a_set(format_)))
    assert read(pdf) == [(ADDRESS, True)] * len(HOSTILE)
    said = words_of(pdf)
    for sign in HOSTILE[:3]:
        for words in (sign.room, *sign.unit, sign.number):
            assert "".join(words.split()) in said
    assert ALPHABET in said
    assert (said.count("Параалмаймын,парабермеймін"), said.count("Взятокнеберуинедаю"), said.count("1424")) == (4, 4, 4)


@pytest.mark.parametrize(
    ("format_", "each", "size"), [(Format.A4, 1, (842, 595)), (Format.A5, 2, (595, 842)), (Format.A6, 4, (842, 595))]
)
def test_so_many_stand_on_a_page_and_no_sign_at_all_is_an_empty_page(format_, each, size):
    for count in (0, 1, 2, 120):
        signs = [Sign(str(number), ("Қаржы бөлімі",), f"00001-{number:02d}") for number in range(count)]
        pdf = b"".join(stream(a_set(format_, signs)))
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert len(document.pages) == max(1, -(-count // each))
            assert [round(float(side)) for side in document.pages[0].mediabox[2:]] == list(size)
            assert document.Root.Lang == "kk-KZ"
        assert words_of(pdf).count("1424") == count


def test_five_hundred_are_small_and_the_same_to_the_byte():
    signs = [Sign(str(number), ("Қаржы бөлімі",), f"00001-{number:02d}") for number in range(500)]
    first, again = (b"".join(stream(a_set(signs=signs))) for _ in range(2))
    assert first == again
    assert len(first) < 400_000


def test_a_long_department_in_two_languages_stays_as_large_as_print_may_be_on_every_format():
    for format_ in Format:
        with pypdfium2.PdfDocument(b"".join(stream(a_set(format_, HOSTILE[:1])))) as document:
            page = document[0].get_textpage()
            text = page.get_text_range()
            at = text.index("Тұрғын")
            low, high = page.get_charbox(at, loose=True)[1::2]
            assert high - low >= 6.4, format_


def test_one_language_has_all_the_room_and_what_is_not_known_is_left_out():
    pdf = b"".join(stream(a_set(slogan=(RU,), hotline="", address="", signs=[Sign("312")])))
    assert read(pdf) == []
    assert "Сенім" not in words_of(pdf)
    assert KK.split()[0] not in words_of(pdf)


def test_a_slogan_is_broken_where_one_breathes_and_never_cut():
    assert halves(KK) == ["Пара алмаймын,", "пара бермеймін"]
    assert halves(RU) == ["Взяток не беру", "и не даю"]
    assert halves("Пара алмаймын және бермеймін") == ["Пара алмаймын", "және бермеймін"]
    assert halves("Адалдық") == ["Адалдық"]
    for words in ("Честно " * 40, "Ә" * 200, "", "и"):
        size, lines = slogan_lines(Pen(TypeCase(), 148.5), words.strip(), 46, 170, 37, "bold")
        assert ("".join(lines).replace(" ", ""), size > 0) == (words.replace(" ", ""), True)


def test_soap_wraps_are_five_on_a_page_with_both_languages_and_a_code_each():
    pdf = b"".join(wraps(a_wrap()))
    assert pdf == b"".join(wraps(a_wrap()))
    assert read(pdf) == [(ADDRESS, True)] * 10
    said = words_of(pdf)
    where = ("Қарағандыоблысы,2018", "Карагандинскаяобласть,2018")
    for words in ("Тазақолдар", "Чистыеруки", "сыйлықемес", "1424", "желім·клей", *where):
        assert said.count(words) >= 10, words
    bare = b"".join(wraps(a_wrap(hotline="", address="", pages=1)))
    assert (read(bare), "1424" in words_of(bare)) == ([], False)
