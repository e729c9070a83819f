"""Where lines end: at spaces, after hyphens, in a word only when nothing else is left."""

import pytest

from campaign.pdf.lines import breaks, set_lines, shrunk

EVEN = 1000.0  # every sign as wide as the type size


def lines(text, limit):
    return [text[start:stop] for start, stop in breaks(text, [1.0] * len(text), limit)]


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("бір екі үш", 7, ["бір екі", "үш"]),
        ("бір екі үш", 6, ["бір", "екі үш"]),
        ("қос-атау сөз", 6, ["қос-", "атау", "сөз"]),
        ("ұзынсөзқосымша", 5, ["ұзынс", "өзқос", "ымша"]),
        ("  бос   орын  ", 4, ["бос", "орын"]),
        ("хат № 41-07/118", 12, ["хат №", "41-07/118"]),
        ("ИНВ-0001 ту", 8, ["ИНВ-0001", "ту"]),
        ("бұл 1-нұсқа", 7, ["бұл", "1-нұсқа"]),
        ("бұл 12-кабинеттер", 10, ["бұл", "12-", "кабинеттер"]),
        ("бір · екі", 4, ["бір", "·", "екі"]),
        ("он бір · екі", 8, ["он бір ·", "екі"]),
        ("он бір – екі", 6, ["он", "бір –", "екі"]),
        ("", 5, [""]),
        ("   ", 5, [""]),
        ("щ", 0.5, ["щ"]),
        ("щщ", 0.5, ["щ", "щ"]),
        ("[U+1F600][U+1F601]", 9, ["[U+1F600]", "[U+1F601]"]),
    ],
)
def test_a_text_is_broken_where_it_may_be(text, limit, expected):
    assert lines(text, limit) == expected


def test_no_line_is_longer_than_the_column_and_no_letter_is_lost():
    text = "Шаймерденова-Константиновская Александра-Виктория " * 7
    for limit in range(1, 60):
        broken = lines(text, limit)
        assert max(map(len, broken)) <= limit
        assert "".join(broken).replace(" ", "") == text.replace(" ", "")


def test_a_text_a_tenth_too_long_is_set_smaller_in_one_line():
    assert shrunk(10, 85, 800) == 80
    assert set_lines("ондық сөзд", [EVEN] * 10, 85, 800) == (80, [(0, 10)])


def test_a_text_longer_than_that_keeps_its_size_and_is_wrapped():
    size, spans = set_lines("ондық сөздер", [EVEN] * 12, 85, 800)
    assert (size, len(spans)) == (85, 2)


def test_a_word_that_nearly_fits_is_set_smaller_rather_than_cut():
    text = "медицина көмек"
    size, spans = set_lines(text, [EVEN] * len(text), 85, 620)
    assert size == 77
    assert [text[start:stop] for start, stop in spans] == ["медицина", "көмек"]
