"""Every paper with five sets of invented data in three languages."""

import pytest

from campaign.core.i18n import LANGUAGES, use_language
from campaign.papers.gallery.documents import sample_pdf
from campaign.papers.gallery.schemas import DATA_SETS
from campaign.papers.gallery.showing import SAMPLES
from campaign.registry.papers import SAMPLES as LISTED


@pytest.mark.parametrize("code", [sample.code for sample in LISTED])
def test_a_paper_is_made_of_every_data_set_in_every_language(app, code):
    for language in LANGUAGES:
        for of in DATA_SETS.values():
            with use_language(language):
                assert sample_pdf(SAMPLES[code], of).startswith(b"%PDF-1.7")
