"""Every role lives through its job in every language, from its first page to a checked result; the guide's pictures are true.

Where a page that the guide shows has changed, its story says so, and how all pictures are taken anew.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from campaign.core.db import db
from campaign.core.i18n import LANGUAGES
from tests.browser.conftest import Site, Watch, served, sign_in
from tests.browser.guiding import RETAKE, TALL, WIDE, Gallery
from tests.browser.roles.cast import STORIES, Story
from tests.browser.roles.person import Person
from tests.conftest import built_app

AGAIN = f"{RETAKE}=1 python3 app.py test tests/browser/test_roles.py"
ASKED_BY_AXE = "kk"
"""The language in which axe looks at what the stories show; what it finds is hardly a matter of words."""


@pytest.fixture(scope="module", params=LANGUAGES)
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def season(code: str, assets: None, demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo season for all stories of one language: each begins where no other one has been."""
    folder = tmp_path_factory.mktemp(f"season-{code}")
    shutil.copy(demo_database, folder / "demo.db")
    app = built_app(f"sqlite:///{folder / 'demo.db'}", folder)
    with served(app) as site:
        yield site
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def window(browser: Browser, season: Site, code: str) -> Iterator[tuple[BrowserContext, Watch]]:
    """One browser for all of them, so that it loads styles and scripts once; nobody finds the cookies of another."""
    context, seen = browser.new_context(locale=code, timezone_id="Asia/Almaty"), Watch()
    seen.over(context)
    yield context, seen
    context.close()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.chapter)
def test_a_day_of(
    story: Story, code: str, season: Site, window: tuple[BrowserContext, Watch], axe_clean: Callable[[Page], None]
):
    context, watch = window
    context.clear_cookies()
    context.add_cookies([{"name": "language", "value": code, "url": season.url}])
    if story.account:
        sign_in(context, season, story.account)
    page, gallery = context.new_page(), Gallery()
    page.set_default_timeout(10_000)
    page.set_viewport_size(TALL if story.phone else WIDE)
    look = axe_clean if code == ASKED_BY_AXE else lambda page: None
    person = Person(page, season, code, story.phone, gallery, look)
    try:
        story.lived(person)
        watch.ensure_clean()
    finally:
        watch.errors.clear()
        page.close()
    assert tuple(person.met) == story.pictures
    assert gallery.old == [], f"these pages have changed; take them anew: {AGAIN}"
