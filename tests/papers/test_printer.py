"""The test page of a printer: one page in each language, whose codes answer, with every letter of the alphabet in its text."""

import io

import pypdf
import pypdfium2
import pytest
import zxingcpp

from campaign.core.i18n import use_language
from campaign.papers.printer.documents import test_page as proof_page


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_can_be_read_and_scanned(app, language):
    with use_language(language):
        pdf = proof_page()
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert "ӘәҒғҚқҢңӨөҰұҮүҺһІі ₸ № « »" in page.extract_text()
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_pil()
    assert sorted(code.text for code in zxingcpp.read_barcodes(picture)) == ["OK-12-MM", "OK-15-MM", "OK-20-MM"]
