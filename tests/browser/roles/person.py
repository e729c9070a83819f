"""Somebody of one role at the demo season: opens their first page, goes on by clicking and typing, shows pages to the guide.

Whatever is clicked is found by its address, name or number, never by words: the same story runs in each language. Wherever
somebody arrives, the page speaks that language, nothing is cut and, on a phone, nothing scrolls sideways.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect
from werkzeug.exceptions import HTTPException

from tests.browser.conftest import Site, sideways
from tests.browser.fit import cut
from tests.browser.guiding import Gallery

Look = Callable[[Page], None]


@dataclass
class Person:
    """One role in one language. `look`: axe, in the language in which it is asked; else nothing."""

    page: Page
    site: Site
    code: str
    phone: bool
    gallery: Gallery
    look: Look
    met: list[str] = field(default_factory=list)

    def opens(self, path: str, endpoint: str) -> None:
        """The first page of the story, by its address."""
        answer = self.page.goto(self.site / path)
        assert answer is not None
        assert answer.ok, f"{path} is {answer.status}"
        self.arrives(endpoint)

    def clicks(self, where: str, to: str = "") -> None:
        """The first of what is found there; `to`: the endpoint of the page that it leads to."""
        self.page.locator(where).first.click()
        if to:
            self.arrives(to)

    def types(self, **values: str) -> None:
        """Fill fields by their names."""
        for name, value in values.items():
            self.page.locator(f"main [name='{name}']:visible").fill(value)

    def sends(self, form: str, to: str) -> None:
        """Press the button of the form with this number."""
        self.clicks(f"#{form} button[type=submit]:visible", to)

    def arrives(self, endpoint: str) -> None:
        """Wait for the page, and see that it is in order."""
        self.page.wait_for_url(lambda url: self._endpoint(url) == endpoint)
        self.is_in_order()

    def is_in_order(self) -> None:
        expect(self.page.locator("html")).to_have_attribute("lang", self.code)
        lost = cut(self.page)
        assert not lost, f"{self.page.url}: {lost}"
        assert not self.phone or sideways(self.page) == 0, self.page.url

    def shows(self, name: str, at: str = "") -> None:
        """What is on the screen, to the guide; and to axe. `at`: what stands at its top, else the page's own beginning."""
        self.met.append(name)
        self.look(self.page)
        self.gallery.hang(name, self.code, self.page, at)

    def reads(self, link: str) -> bytes:
        """The file behind the first link whose address ends so."""
        address = self.page.locator(f"a[href*='{link}']").first.get_attribute("href")
        answer = self.page.request.get(self.site / str(address))
        assert answer.ok, f"{address} is {answer.status}"
        return answer.body()

    def _endpoint(self, url: str) -> str:
        path = url.removeprefix(self.site.url).partition("?")[0].partition("#")[0]
        try:
            return str(self.site.app.url_map.bind("127.0.0.1").match(path)[0])
        except HTTPException:
            return path
