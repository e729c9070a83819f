"""The main job from end to end in a real browser: a season is planned, volunteers register on their phones, a clerk prints."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from pyotp import TOTP

from campaign.accounts.schemas import GrantRow
from campaign.accounts.services import make_account
from campaign.core.actor import Role
from campaign.core.db import unit_of_work
from tests.browser.conftest import PHONE, Site, Watch, served, sideways
from tests.pdf.reading import text_of

EMAIL, PASSWORD = "organizer@relay.example", "a long enough password"


@pytest.fixture
def fresh_site(shipped_app: Flask, assets: None) -> Iterator[Site]:
    """An installation as `adalzhol database upgrade` leaves it, with one national account."""
    with unit_of_work() as session:
        make_account(session, EMAIL, "Гүлнар Сейтова", GrantRow(Role.NATIONAL), password=PASSWORD, language="en")
    with served(shipped_app) as site:
        yield site


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    return {**browser_context_args, "locale": "en"}


def sign_in_by_hand(page: Page, site: Site) -> None:
    page.goto(site / "/staff/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    set_up_an_app(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")


def set_up_an_app(page: Page) -> None:
    """The first sign-in: an app gets the key that the page shows, then the recovery codes are put away."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Protect your account")
    key = page.locator("main ol b").inner_text().replace(" ", "")
    page.locator("main input[name=code]").fill(TOTP(key).now())
    page.get_by_role("button", name="Set it up and come in").click()
    page.get_by_role("button", name="Show me ten codes").click()
    page.get_by_role("link", name="I have them, go on").click()


def plan_a_season(page: Page, look: Callable[[Page], None]) -> None:
    """From the empty start page to eighteen stops."""
    page.get_by_role("link", name="Plan a season").click()
    page.get_by_label("Region").select_option(label="Karaganda Region")
    look(page)
    page.get_by_role("button", name="Next: places and days").click()
    page.get_by_label("Start").fill("2018-04-06")
    page.get_by_label("Stay, days").fill("12")
    look(page)
    page.get_by_role("button", name="Propose the order and the days").click()
    expect(page.get_by_text("18 places").first).to_be_visible()
    look(page)
    page.get_by_role("button", name="Create the season").click()
    expect(page.get_by_role("list", name="Stops in their order").get_by_role("listitem")).to_have_count(18)
    look(page)


def open_registration(page: Page, look: Callable[[Page], None]) -> str:
    """At the first stop; the address of the office walk's public page."""
    page.get_by_role("list", name="Stops in their order").get_by_role("link").first.click()
    page.get_by_role("button", name="Approve and open registration").click()
    look(page)
    page.get_by_role("link", name="Office walk").first.click()
    look(page)
    return page.url.replace("/staff", "")


def register(browser: Browser, site: Site, url: str, name: str, phone: str, *, javascript: bool) -> None:
    """On a small phone, in Kazakh, changing one's mind about the language on the way."""
    context = browser.new_context(viewport=PHONE, locale="kk-KZ", java_script_enabled=javascript)
    watch = Watch()
    watch.over(context)
    page = context.new_page()
    page.goto(url)
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    page.get_by_role("link", name="Тіркелу").click()
    page.get_by_label("Тегі, аты").fill(name)
    page.get_by_label("Телефон").fill("8 701 555 01")
    page.get_by_role("button", name="РУС").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.get_by_label("Телефон")).to_have_value("8 701 555 01")
    page.get_by_role("button", name="ҚАЗ").click()
    page.get_by_label("Туған жылы").fill("1999")
    page.locator("input[name=role]").first.check()
    page.locator("input[name=agree]").check()
    page.locator("main").get_by_role("button", name="Тіркелу").click()
    expect(page.locator(".field.bad")).to_have_count(1)
    expect(page.get_by_label("Тегі, аты")).to_have_value(name)
    page.get_by_label("Телефон").fill(phone)
    page.locator("main").get_by_role("button", name="Тіркелу").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Сіз тіркелдіңіз")
    if javascript:
        assert sideways(page) <= 0
    watch.errors = [said for said in watch.errors if "422" not in said]  # the provoked mistake
    watch.ensure_clean()
    context.close()


def test_from_an_empty_database_to_a_printed_roster(
    page: Page, browser: Browser, fresh_site: Site, axe_clean: Callable[[Page], None]
):
    sign_in_by_hand(page, fresh_site)
    axe_clean(page)
    plan_a_season(page, axe_clean)
    public = open_registration(page, axe_clean)
    register(browser, fresh_site, public, "Қуаныш Өтеғалиев", "8 701 555 01 23", javascript=False)
    register(browser, fresh_site, public, "Әлия Сейтова", "8 702 555 01 24", javascript=True)
    page.goto(public.replace("/events/", "/staff/events/") + "/people")
    axe_clean(page)
    page.get_by_role("button", name="Қазақша").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("sheet No. 00001")
    axe_clean(page)
    pdf = page.context.request.get(page.url + ".pdf")
    words = text_of(pdf.body())
    assert words.index("Әлия Сейтова") < words.index("Қуаныш Өтеғалиев")
    assert "Қатысушылар тізімі" in words
