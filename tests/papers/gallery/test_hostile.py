"""Every paper with names made to break it: `app.py bench hostile` does all 2,000, here are those of one paper each."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from campaign.core.i18n import use_language
from campaign.papers.gallery.cast import INVENTED
from campaign.papers.gallery.documents import sample_pdf
from campaign.papers.gallery.schemas import DATA_SETS, Sample
from campaign.registry.papers import SAMPLES as LISTED
from tests.papers.gallery import kept
from tests.papers.gallery.hostile import ON_ONE, found_on, hostile_names

SAMPLES = {sample.code: sample for sample in LISTED}
NAMES = hostile_names()


@pytest.fixture(scope="module", autouse=True)
def press_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No sample asks the database."""
    with kept.room(tmp_path_factory.mktemp("hostile")), use_language("kk"):
        yield


@pytest.mark.parametrize(("place", "code"), list(enumerate(SAMPLES)))
def test_no_name_is_missing_or_cut_however_strange_it_is(place, code):
    first = place * ON_ONE % len(NAMES)
    assert found_on(SAMPLES[code], NAMES[first : first + ON_ONE]).missing == []


def test_a_list_of_people_holds_all_of_them():
    assert found_on(SAMPLES["sign_in"], NAMES[:ON_ONE]).printed >= ON_ONE


def test_a_name_that_is_left_out_is_told():
    """The case in which it says no: a sheet of other people."""

    def make(cast, _size):
        cast.person(0)
        return sample_pdf(SAMPLES["sign_in"], replace(DATA_SETS["one"], cast=INVENTED))

    assert found_on(Sample("other", make), NAMES[:1]).missing == NAMES[:1]
