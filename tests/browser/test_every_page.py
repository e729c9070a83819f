"""Every page that a link leads to, as each role sees it, on a phone and on a desk."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from playwright.sync_api import APIResponse, BrowserContext, Page, Response
from werkzeug.exceptions import HTTPException

from tests.browser.conftest import DESK, PHONE, Site, Watch, sideways, sign_in

DOORS = {"visitor": "/", "national": "/staff/", "temirtau": "/staff/", "auditor": "/staff/"}
OF_A_KIND = 2
"""How many pages of one kind are looked at: two events say what two hundred would."""


class Walk:
    """Follows links from page to page without leaving the site, and tells where it has been."""

    def __init__(self, site: Site, context: BrowserContext) -> None:
        self.site, self.context = site, context
        self.seen: set[str] = set()
        self.of_a_kind: Counter[str] = Counter()
        self.waiting: deque[str] = deque()
        self.findings: list[str] = []

    def pages(self, door: str) -> Iterator[str]:
        """Paths of pages; files are fetched on the way, and one that answers with an error becomes a finding."""
        self.note([self.site / door])
        while self.waiting:
            path = self.waiting.popleft()
            if "." in urlsplit(path).path.rpartition("/")[2]:
                self.judge(path, self.context.request.get(self.site / path, max_redirects=5))
            else:
                yield path

    def judge(self, path: str, answer: APIResponse | Response | None) -> None:
        """An error is a finding."""
        if answer is not None and not answer.ok:
            self.findings.append(f"{answer.status} {path}")

    def note(self, addresses: list[str]) -> None:
        """Remember where else to go: own addresses, each once, few of a kind, languages aside."""
        for address in addresses:
            parts = urlsplit(address)
            asked = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name != "lang"])
            path = parts.path + (f"?{asked}" if asked else "")
            if f"{parts.scheme}://{parts.netloc}" != self.site.url or path in self.seen:
                continue
            self.seen.add(path)
            kind = self.kind(parts.path)
            self.of_a_kind[kind] += 1
            if self.of_a_kind[kind] <= OF_A_KIND:
                self.waiting.append(path)

    def kind(self, path: str) -> str:
        try:
            return str(self.site.app.url_map.bind("127.0.0.1").match(path)[0])
        except HTTPException:
            return path


@pytest.mark.parametrize("role", DOORS)
def test_every_page_fits_and_is_open_to_all_senses(
    role: str, page: Page, watch: Watch, demo_site: Site, axe_clean: Callable[[Page], None]
):
    """Kazakh on a phone with axe; the same page in Russian; then at a desk. Nothing scrolls sideways, nothing is wrong."""
    if role != "visitor":
        sign_in(page.context, demo_site, role)
    walk = Walk(demo_site, page.context)
    for path in walk.pages(DOORS[role]):
        mark = "&" if "?" in path else "?"
        for language, size in (("kk", PHONE), ("ru", PHONE), ("ru", DESK)):
            page.set_viewport_size(size)
            if size is PHONE:
                walk.judge(path, page.goto(demo_site / f"{path}{mark}lang={language}"))
            if (wider := sideways(page)) > 0:
                walk.findings.append(f"{path} in {language} at {size['width']} px is {wider} px too wide")
            if language == "kk":
                walk.findings += complaints(axe_clean, page)
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        walk.note([urljoin(page.url, link) for link in links])
        walk.findings += [f"{path}: {said}" for said in (*watch.errors, *watch.strangers)]
        watch.errors.clear()
        watch.strangers.clear()
    if walk.findings:
        pytest.fail("\n".join(walk.findings), pytrace=False)
    assert len(walk.of_a_kind) > 3


def complaints(axe_clean: Callable[[Page], None], page: Page) -> list[str]:
    try:
        axe_clean(page)
    except AssertionError as found:
        return [str(found)]
    return []
