"""A real browser looking at the real application, watched while it does."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError
from sqlalchemy import select
from werkzeug.serving import make_server

from campaign.accounts.models import User
from campaign.accounts.queries import COOKIE
from campaign.assets.build_hook import ROOT, build
from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db
from tests.browser.axe import Axe
from tests.browser.chromium import launch_options
from tests.conftest import built_app
from tests.factories import a_session_of

HOME = "127.0.0.1"
PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 640}  # what WCAG 1.4.10 asks for: a window of 1280 px at 400 %
DESK = {"width": 1280, "height": 800}
LAPTOP = {"width": 1024, "height": 720}


@dataclass
class Watch:
    """What a visitor with the developer tools open would have seen."""

    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Look at every page of the context from now on."""
        context.on("console", self._said)
        context.on("weberror", self._failed)
        context.on("request", self._asked)

    def ensure_clean(self) -> None:
        """Fail when the console has an error or a CSP violation, or a request went to another machine."""
        assert (self.errors, self.strangers) == ([], [])

    def forgive(self, words: str) -> None:
        """Forget the errors with these words, which the test provoked; fails when nobody said them."""
        left = [error for error in self.errors if words not in error]
        assert left != self.errors, f"nobody said {words!r}"
        self.errors = left

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.errors.append(f"{message.text} ({message.location.get('url')})")

    def _failed(self, error: WebError) -> None:
        self.errors.append(str(error.error))

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname != HOME:
            self.strangers.append(request.url)


@dataclass(frozen=True)
class Site:
    """The application, answering on a port of its own."""

    url: str
    app: Flask

    def __truediv__(self, path: str) -> str:
        return f"{self.url}/{path.lstrip('/')}"


@contextmanager
def served(app: Flask) -> Iterator[Site]:
    """Answer requests in threads of this process until the block ends."""
    server = make_server(HOME, 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(f"http://{HOME}:{server.server_port}", app)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, **launch_options()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": DESK, "locale": "ru", "timezone_id": "Asia/Almaty"}


@pytest.fixture(scope="session")
def assets() -> None:
    """Styles and catalogues as the templates and translations are now."""
    build(ROOT)


@pytest.fixture
def live_site(app: Flask, assets: None) -> Iterator[Site]:
    """The test's own application, database and all, in reach of a browser."""
    with served(app) as site:
        yield site


@pytest.fixture(scope="session")
def demo_site(assets: None, demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo season on a database of its own, one for all tests that only look."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copy(demo_database, folder / "demo.db")
    app = built_app(f"sqlite:///{folder / 'demo.db'}", folder)
    with served(app) as site:
        yield site
    with app.app_context():
        db.engine.dispose()


def sign_in(context: BrowserContext, site: Site, name: str) -> None:
    """Give the context the session of one of the demo's accounts: "national", "karaganda", "temirtau" …"""
    with site.app.app_context():
        set_actor(SYSTEM)
        user = db.session.scalars(select(User).where(User.email.startswith(f"{name}@"))).one()
        token = a_session_of(user)
        db.session.remove()
    context.add_cookies([{"name": COOKIE, "value": token, "url": site.url}])


@pytest.fixture
def watch(context: BrowserContext) -> Iterator[Watch]:
    """Watches the test's pages; after the test they must have been clean."""
    seen = Watch()
    seen.over(context)
    yield seen
    seen.ensure_clean()


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    """A page that is watched: an error on its console or a foreign request fails the test."""
    return context.new_page()


@pytest.fixture(scope="session")
def axe_clean() -> Callable[[Page], None]:
    """A check that fails with axe's list of what keeps people out of the page."""
    axe = Axe()

    def check(page: Page) -> None:
        if found := axe.violations(page):
            raise AssertionError("\n".join([page.url, *map(described, found)]))

    return check


def described(violation: dict[str, Any]) -> str:
    """One of axe's findings in a line and the elements it is about."""
    nodes = "".join(f"\n    {node['html']}: {node.get('failureSummary', '')}" for node in violation["nodes"][:5])
    return f"{violation['impact']} {violation['id']}: {violation['help']}{nodes}"


def sideways(page: Page) -> int:
    """How many pixels the page is wider than its window; 0 when nothing has to be scrolled sideways."""
    page.wait_for_load_state()  # a page may be on its way
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider
