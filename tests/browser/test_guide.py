"""The pictures of the guide show the pages as they are."""

import os

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from campaign.core.i18n import LANGUAGES
from campaign.guide.queries import chapters
from tests.browser.conftest import PHONE, Site, Watch, sideways
from tests.browser.guiding import ALIKE, FOLDER, distance, retake, rows_of, shots, taken

RETAKE = "CAMPAIGN_RETAKE_GUIDE"


@pytest.fixture(scope="module")
def rows(demo_site: Site):
    return rows_of(demo_site)


def test_every_picture_is_as_the_page_looks_now(browser: Browser, demo_site: Site, rows):
    if os.environ.get(RETAKE):
        assert list(retake(browser, demo_site))
    old = []
    for shot in shots(rows):
        for code in LANGUAGES:
            with Image.open(shot.file(code)) as kept:
                apart = distance(kept.convert("RGB"), taken(browser, demo_site, shot, code))
            if apart > ALIKE:
                old.append(f"{shot.file(code).name}: {apart:.1f}")
    assert old == [], f"these pages have changed; take them anew: {RETAKE}=1 python3 app.py test tests/browser/test_guide.py"


def test_what_is_compared_would_notice():
    """Another page is further apart than a page from itself may be."""
    first, second = (Image.open(FOLDER / f"{name}.ru.webp").convert("RGB") for name in ("board", "stop"))
    assert distance(first, second) > ALIKE
    assert distance(first, first) == 0


def test_every_picture_is_there_and_none_is_left_over(rows):
    named = {step.picture for chapter in chapters() for step in chapter.steps if step.picture}
    assert {shot.name for shot in shots(rows)} == named
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.{code}.webp" for name in named for code in LANGUAGES}


def test_the_guide_is_read_by_all_senses(page: Page, watch: Watch, demo_site: Site, axe_clean):
    page.set_viewport_size(PHONE)
    for chapter in chapters():
        page.goto(demo_site / f"/guide/{chapter.code}?lang=kk")
        assert sideways(page) == 0, chapter.code
        assert page.locator("main img").evaluate_all("all => all.every(one => { one.loading = 'eager'; return one.alt; })")
    axe_clean(page)
