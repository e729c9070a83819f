"""What only shows in the picture of a page: the QR, ink inside the page, letters instead of boxes."""

from __future__ import annotations

import io

import pypdf
import pypdfium2
import pytest
import zxingcpp
from reportlab.pdfgen.canvas import Canvas

from campaign.pdf import fonts
from campaign.pdf.fonts import FILES, STANDARD_NAMES, face, register
from campaign.pdf.glyphs import base_page
from campaign.pdf.listing import render
from tests.pdf.papers import a_list, named, people


def picture(data: bytes, page: int = 0, scale: float = 2):
    return pypdfium2.PdfDocument(data)[page].render(scale=scale).to_pil()


def test_the_qr_of_each_page_leads_to_that_page():
    data = render(a_list(people(60)))
    for page in range(3):
        codes = zxingcpp.read_barcodes(picture(data, page, 3))
        assert [code.text for code in codes] == [f"HTTPS://ADALJOL.EXAMPLE/S/00418-{page + 1}"]


@pytest.mark.parametrize("landscape", [True, False])
def test_nothing_is_drawn_into_the_margins(landscape):
    names = ["Ш" * 300, "сөз " * 200, "汉" * 50, "Әлия"]
    image = picture(render(named(names, landscape=landscape))).convert("L").point(lambda grey: 255 - grey)
    left, top, right, bottom = image.getbbox()
    per_mm = 72 / 25.4 * 2
    margins = (12, 20) if landscape else (22, 11)
    assert left >= margins[0] * per_mm - 3
    assert top >= margins[1] * per_mm - 3
    assert right <= image.width - 10 * per_mm + 3
    assert bottom < image.height - 5 * per_mm


def test_text_stays_between_the_rules_of_its_column():
    """The column of names is filled with a long word; the column right of it stays white."""
    data = render(named(["Щ" * 70], blank_rows=0, signers=()))
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    boxes = [page.get_charbox(place) for place in range(page.count_chars()) if page.get_text_range(place, 1) == "Щ"]
    share = (297 - 22) / 185
    right = (12 + (9 + 70) * share) * 72 / 25.4
    assert boxes
    assert max(box[2] for box in boxes) <= right


def test_digits_of_equal_width_stand_below_each_other():
    page = base_page("regular")
    widths = {page.table[code] for code in page.encode("0123456789", figures=True)}
    assert len(widths) == 1
    data = render(a_list([("", "Абай", "", "111 111 11 11", ""), ("", "Әлия", "", "700 888 00 00", "")]))
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    whole = text.get_text_range()
    starts = [whole.index("111 111 11 11"), whole.index("700 888 00 00")]
    middles = [[sum(text.get_charbox(start + place)[::2]) / 2 for place in (0, 6, 12)] for start in starts]
    for one, other in zip(*middles, strict=True):
        assert one == pytest.approx(other, abs=0.6)


def test_a_page_has_no_code_that_a_string_would_have_to_escape():
    for name in FILES:
        codes = set(base_page(name).codes.values())
        assert not codes & {0, 10, 13, 40, 41, 92}
        assert len(codes) == len(base_page(name).codes)


def test_a_forgotten_style_prints_kazakh_not_boxes():
    register()
    out = io.BytesIO()
    canvas = Canvas(out)
    for line, name in enumerate(STANDARD_NAMES):
        canvas.setFont(name, 12)
        canvas.drawString(50, 800 - line * 20, f"{line}: Әлия Қасымұлы ₸")
    canvas.save()
    text = pypdf.PdfReader(io.BytesIO(out.getvalue())).pages[0].extract_text()
    assert text.count("Әлия Қасымұлы ₸") == len(STANDARD_NAMES)


def test_every_face_has_a_name_of_its_own():
    names = [face(name).postscript for name in FILES]
    assert len(set(names)) == len(names)


def test_bold_is_not_printed_as_regular():
    assert face("regular").program(base_page("regular").slots) != face("bold").program(base_page("bold").slots)
    assert fonts.reportlab_name("bold") == "GolosText-Bold"
