"""The guide as it is read; its pictures are taken and compared in `test_roles.py`."""

from PIL import Image
from playwright.sync_api import Page

from campaign.core.i18n import LANGUAGES
from campaign.guide.queries import chapters
from tests.browser.conftest import PHONE, Site, Watch, sideways
from tests.browser.fit import cut
from tests.browser.guiding import ALIKE, FOLDER, distance, file_of
from tests.browser.roles.cast import STORIES

MOST = 2_500_000
"""Bytes of all pictures together."""


def test_what_is_compared_would_notice():
    """Another page is further apart than a page from itself may be."""
    first, second = (Image.open(file_of(name, "ru")).convert("RGB") for name in ("board", "stop"))
    assert distance(first, second) > ALIKE
    assert distance(first, first) == 0


def test_each_chapter_shows_what_its_own_story_met():
    shown = {chapter.code: {step.picture for step in chapter.steps if step.picture} for chapter in chapters()}
    assert {story.chapter: set(story.pictures) for story in STORIES} == shown


def test_every_picture_is_there_and_none_is_left_over():
    names = {f"{picture}.{code}.webp" for story in STORIES for picture in story.pictures for code in LANGUAGES}
    assert {path.name for path in FOLDER.iterdir()} == names
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= MOST


def test_the_guide_is_read_by_all_senses(page: Page, watch: Watch, demo_site: Site, axe_clean):
    page.set_viewport_size(PHONE)
    for path in ("", *(chapter.code for chapter in chapters())):
        page.goto(demo_site / f"/guide/{path}?lang=kk")
        assert (sideways(page), cut(page)) == (0, []), path
        assert page.locator("main img").evaluate_all("all => all.every(one => { one.loading = 'eager'; return one.alt; })")
        if path in ("", "walk"):
            axe_clean(page)
