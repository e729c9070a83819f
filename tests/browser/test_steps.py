"""How many steps the main jobs take, from an empty database, in each language, with the words of that language.

A step is whatever a person does with a hand: a click, a field filled, a choice. Bars: QUALITY.md "A person's view" and the
walk of a stranger who becomes an organizer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from campaign.accounts.schemas import GrantRow
from campaign.accounts.services import make_account
from campaign.core.actor import Role
from campaign.core.db import unit_of_work
from campaign.core.i18n import LANGUAGES, _, use_language
from tests.browser.conftest import PHONE, Site, served, sideways, sign_in

MOST_TO_PLAN, MOST_TO_REGISTER, MOST_TO_PRINT = 25, 8, 3
LONGEST = 300
"""Seconds; a machine needs a few, a newcomer reads."""


@pytest.fixture
def site(shipped_app: Flask, assets: None) -> Iterator[Site]:
    """An installation as `adalzhol database upgrade` leaves it, with one national account."""
    with unit_of_work() as session:
        make_account(session, "organizer@relay.example", "Гүлнар Сейтова", GrantRow(Role.NATIONAL))
    with served(shipped_app) as site:
        yield site


@dataclass
class Hand:
    """Somebody at a page: does things by the words of the language, and counts them."""

    page: Page
    site: Site
    code: str
    steps: list[str] = field(default_factory=list)

    def says(self, message: str) -> str:
        """A message of ours in the language of the page."""
        with self.site.app.app_context(), use_language(self.code):
            return _(message)

    def click(self, words: str, role: str = "button") -> None:
        said = self.says(words)
        self._do(self.page.locator("main").get_by_role(role, name=said, exact=True).first, "click", said)  # type: ignore[arg-type]

    def fill(self, label: str, value: str) -> None:
        self._do(self.page.get_by_label(self.says(label), exact=True), "fill", value)

    def choose(self, label: str, value: str) -> None:
        self._do(self.page.get_by_label(self.says(label), exact=True), "select_option", value)

    def press(self, place: str) -> None:
        self._do(self.page.locator(place).first, "click", place)

    def _do(self, there: Locator, deed: str, value: str) -> None:
        self.steps.append(f"{deed} {value}")
        getattr(there, deed)(*([] if deed == "click" else [value]))
        self.page.wait_for_load_state()
        assert sideways(self.page) == 0, self.page.url

    def taken(self) -> int:
        count, self.steps = len(self.steps), []
        return count


def plan(hand: Hand) -> None:
    """From the start page of an empty installation to eighteen stops whose first is open for registration."""
    hand.click("Plan a season", "link")
    hand.choose("Region", "KZ-35")
    hand.fill("Start", "2018-04-06")
    hand.click("Next: places and days")
    hand.fill("Stay, days", "12")
    hand.click("Propose the order and the days")
    hand.click("Create the season")
    expect(hand.page.locator("main ol.stations, main table").first).to_be_visible()
    hand.press("header nav a[href='/staff/']:visible, header a[href='/staff/']")
    hand.click("To the campaign", "link")
    hand.press("main input[name=hotline]")
    hand.page.keyboard.type("1424")
    hand.press("main form button[type=submit]:not([name])")
    hand.press("header nav a[href='/staff/']:visible, header a[href='/staff/']")
    hand.click("To the first stop", "link")
    hand.click("Approve and open registration")


def register(hand: Hand) -> None:
    """On a small phone, from the page of the event to the receipt."""
    hand.press("main a[href$='/register']")
    for name, value in (("full_name", "Қуаныш Өтеғалиев"), ("phone", "8 701 555 01 23"), ("birth_year", "1999")):
        hand._do(hand.page.locator(f"main input[name={name}]"), "fill", value)
    hand.press("main input[name=role]")
    hand.press("main input[name=agree]")
    hand.press("main form button[type=submit]:not([name])")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_stranger_plans_a_season_a_volunteer_registers_a_clerk_prints(page: Page, browser: Browser, site: Site, code: str):
    began = monotonic()
    page.context.add_cookies([{"name": "language", "value": code, "url": site.url}])
    sign_in(page.context, site, "organizer")
    page.goto(site / "/staff/")
    organizer = Hand(page, site, code)
    plan(organizer)
    planned = organizer.taken()
    links = page.locator("main .day a, main table a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    public = next(link.removeprefix("/staff") for link in links if re.fullmatch(r"/staff/events/\d+", link))

    context = browser.new_context(viewport=PHONE, locale=code)
    volunteer = Hand(context.new_page(), site, code)
    volunteer.page.goto(site / f"{public}?lang={code}")
    register(volunteer)
    expect(volunteer.page.get_by_role("heading", level=1)).to_have_text(volunteer.says("You are registered"))
    registered = volunteer.taken()
    context.close()

    page.goto(site / "/staff/")
    organizer.click("To the people of the event", "link")
    organizer.press("main button[name=language]")
    pdf = page.context.request.get(page.url + ".pdf")
    assert pdf.body().startswith(b"%PDF")
    printed = organizer.taken() + 1  # opening the PDF
    page.goto(site / "/staff/")
    assert organizer.says("First steps") not in page.locator("main").inner_text()
    print(f"{code}: {planned} steps to a season, {registered} to register, {printed} to a roster")
    assert (planned <= MOST_TO_PLAN, registered <= MOST_TO_REGISTER, printed <= MOST_TO_PRINT) == (True, True, True)
    assert monotonic() - began < LONGEST
