"""Every page that a link leads to, as each role sees it, on a phone and on a desk.

One test, since the roles share what was looked at: the national coordinator sees almost every kind of page, and what was found
good there twice is opened by the others once, in the longer language on the smaller screen.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from playwright.sync_api import APIResponse, BrowserContext, Page, Response
from werkzeug.exceptions import HTTPException

from tests.browser.axe import bring_axe
from tests.browser.conftest import DESK, LAPTOP, NARROW, PHONE, Site, Watch, sign_in
from tests.browser.fit import seen
from tests.browser.heard import unheard

DOORS = {"national": "/staff/", "visitor": "/", "temirtau": "/staff/", "auditor": "/staff/"}
OF_A_KIND = 2
"""How many pages of one kind are looked at: two events say what two hundred would."""


@dataclass(frozen=True)
class Look:
    """One look at a page. `opens`: it is asked for anew, else only its window has changed."""

    language: str
    size: dict[str, int]
    opens: bool = True
    with_axe: bool = False


CLOSELY = (Look("kk", PHONE, with_axe=True), Look("ru", PHONE), Look("ru", DESK, opens=False), Look("ru", LAPTOP, opens=False))
BRIEFLY = (Look("kk", NARROW),)


class Walk:
    """Follows links from page to page without leaving the site, and tells where it has been.

    `closely` counts by their kind the pages that any role has looked at closely.
    """

    def __init__(self, site: Site, context: BrowserContext, closely: Counter[str]) -> None:
        self.site, self.context, self.closely = site, context, closely
        self.seen: set[str] = set()
        self.found: Counter[str] = Counter()
        self.briefly: set[str] = set()
        self.waiting: deque[str] = deque()
        self.findings: list[str] = []

    def pages(self, door: str) -> Iterator[tuple[str, tuple[Look, ...]]]:
        """Paths of pages, and how each is looked at; files are fetched on the way, and an error becomes a finding."""
        self.note([self.site / door])
        while self.waiting:
            path = self.waiting.popleft()
            kind = self.kind(urlsplit(path).path)
            if "." in urlsplit(path).path.rpartition("/")[2]:
                self.judge(path, self.context.request.get(self.site / path, max_redirects=5))
            elif self.closely[kind] < OF_A_KIND:
                self.closely[kind] += 1
                yield path, CLOSELY
            elif kind not in self.briefly:
                self.briefly.add(kind)
                yield path, BRIEFLY

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
            self.found[kind] += 1
            if self.found[kind] <= OF_A_KIND:
                self.waiting.append(path)

    def kind(self, path: str) -> str:
        try:
            return str(self.site.app.url_map.bind("127.0.0.1").match(path)[0])
        except HTTPException:
            return path


def test_every_page_fits_and_is_open_to_all_senses(
    page: Page, watch: Watch, demo_site: Site, axe_clean: Callable[[Page], None]
):
    """Kazakh on a phone with axe; the same page in Russian; on larger windows. Nothing scrolls sideways or is cut or wrong."""
    closely: Counter[str] = Counter()
    findings: list[str] = []
    bring_axe(page)
    for role, door in DOORS.items():
        page.context.clear_cookies()
        if role != "visitor":
            sign_in(page.context, demo_site, role)
        walk = Walk(demo_site, page.context, closely)
        for path, looks in walk.pages(door):
            for look in looks:
                walk.findings += complaints(walk, page, path, look, axe_clean)
            walk.findings += [f"{path}: {said}" for said in (*watch.errors, *watch.strangers)]
            watch.errors.clear()
            watch.strangers.clear()
        findings += [f"{role}: {finding}" for finding in walk.findings]
        assert len(walk.found) > 3
    if findings:
        pytest.fail("\n".join(findings), pytrace=False)


def complaints(walk: Walk, page: Page, path: str, look: Look, axe_clean: Callable[[Page], None]) -> Iterator[str]:
    """What is wrong with one look at one page; where its links lead is noted."""
    page.set_viewport_size(look.size)
    if look.opens:
        mark = "&" if "?" in path else "?"
        walk.judge(path, page.goto(walk.site / f"{path}{mark}lang={look.language}"))
    found = seen(page)
    if found["wider"] > 0:
        yield f"{path} in {look.language} at {look.size['width']} px is {found['wider']} px too wide"
    yield from (f"{path} in {look.language} at {look.size['width']} px: {lost}" for lost in found["lost"])
    walk.note([urljoin(page.url, link) for link in found["links"]])
    if look.with_axe:
        yield from (f"{path} in {look.language}, heard: {said}" for said in unheard(page))
        try:
            axe_clean(page)
        except AssertionError as found:
            yield str(found)
