"""Every paper with five sets of invented data in three languages, as it was when somebody looked at it last."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pikepdf
import pypdf
import pytest

from campaign.core.i18n import Translated, use_language
from campaign.papers.gallery.cast import INVENTED
from campaign.papers.gallery.documents import sample_pdf
from campaign.papers.gallery.schemas import DATA_SETS, SETTINGS
from campaign.papers.gallery.showing import SAMPLES
from campaign.papers.presses import PRESSES
from campaign.papers.schemas import Phones
from campaign.registry.papers import PAPERS
from campaign.registry.papers import SAMPLES as LISTED
from tests.papers.gallery import kept

KINDS: Final = {kind.code: kind for kind in PAPERS}
CODES: Final = [sample.code for sample in LISTED]
SIGNS: Final = "ӘәҒғҚқҢңӨөҰұҮүҺһІіЁё₸№«»"


@pytest.fixture(scope="module", autouse=True)
def press_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One application for all of them: no sample asks the database."""
    with kept.room(tmp_path_factory.mktemp("samples")):
        yield


@pytest.mark.parametrize("code", CODES)
def test_a_paper_has_the_pages_and_the_text_that_somebody_looked_at(code):
    """After a change that is meant: look at the paper, then `.venv/bin/python -m tests.papers.gallery.kept`."""
    assert kept.now(code) == kept.file_of(code).read_text()


def test_every_press_has_a_sample():
    assert PRESSES.keys() <= set(CODES)
    assert len(CODES) == len(set(CODES))


def test_no_file_is_kept_of_a_paper_that_there_is_not():
    assert {Path(file).stem for file in kept.FOLDER.glob("*.txt")} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_kazakh_alphabet_and_the_signs_of_money_number_and_quotation_come_back(code):
    place = Translated(SIGNS, SIGNS, SIGNS)
    cast = replace(
        INVENTED, people=[f"{SIGNS} Аа"], organisations=[SIGNS], places=[place], turned=lambda words, most: SIGNS[:most]
    )
    with use_language("kk"):
        pdf = sample_pdf(SAMPLES[code], replace(DATA_SETS["one"], cast=cast))
    text = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert SIGNS in text
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.get_warnings() == []
        assert opened.check_pdf_syntax() == []
        assert opened.Root.Lang
        assert opened.docinfo["/Title"]


@pytest.mark.parametrize("code", [code for code in CODES if code in KINDS and KINDS[code].phones is not Phones.NEEDED])
def test_without_phones_nobody_of_the_paper_can_be_called(code):
    with use_language("ru"):
        pdf = sample_pdf(SAMPLES[code], DATA_SETS["many"], SETTINGS["without"])
    digits = re.sub(r"[^0-9]", "", "".join(kept.pages_of(pdf)))
    assert [number for number in range(200) if INVENTED.phone(number)[2:] in digits] == []
