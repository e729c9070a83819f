"""Without an e-mail address, in Kazakh, on a phone: registered, found again by the code, left; the first who waits is in."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from campaign.accounts.queries import COOKIE
from campaign.core.actor import Role
from campaign.core.db import db, unit_of_work
from campaign.people.services import load_shipped
from tests.browser.conftest import PHONE, Site, Watch, sideways
from tests.factories import a_session_of, a_user, an_event

FIRST, SECOND = "Сәрсенбай Айгерім Мұратқызы", "Жүнісов Дәурен"
AS_ON_A_KAZAKH_KEYBOARD = str.maketrans("ABCEHKMPTXY", "авсенкмртху")


@pytest.fixture
def event_id(app: Flask) -> int:
    """An event with a place for one."""
    with unit_of_work() as session:
        load_shipped(session)
    return an_event(title="Алаңдағы митинг", capacity=1).id


def registers(page: Page, address: str, name: str, phone: str) -> str:
    """Fill in the form and read the short code off the answer."""
    page.goto(address)
    page.get_by_label("Тегі, аты").fill(name)
    page.get_by_label("Телефон").fill(phone)
    page.get_by_label("Туған жылы").fill("1997")
    page.get_by_role("checkbox").check()
    page.locator("#page-form button[type=submit]").last.click()
    expect(page.locator(".code-shown")).to_be_visible()
    return page.locator(".code-shown").inner_text().strip()


def opens_by_code(page: Page, site: Site, event_id: int, code: str, digits: str) -> None:
    page.goto(site / f"/events/{event_id}")
    page.get_by_role("link", name="Билетімді код арқылы ашу").click()
    page.get_by_label("Қысқа код").fill(f"{code[:3]} {code[3:]}".translate(AS_ON_A_KAZAKH_KEYBOARD))
    page.get_by_label("Телефонның соңғы төрт цифры").fill(digits)
    page.get_by_role("button", name="Билетті ашу").click()
    expect(page.locator("h1")).to_have_text("Билет: Алаңдағы митинг")


def leaves(page: Page) -> None:
    """In two taps."""
    page.locator(".confirm summary", has_text="Келе алмаймын").click()
    page.locator(".confirm-sheet button").click()
    expect(page.locator(".flash.good")).to_be_visible()


def staff_sees(context: BrowserContext, site: Site, event_id: int) -> Page:
    db.session.rollback()
    context.add_cookies([{"name": COOKIE, "value": a_session_of(a_user(Role.NATIONAL)), "url": site.url}])
    page = context.new_page()
    page.goto(site / f"/staff/events/{event_id}/people?state=confirmed")
    return page


def a_story(context: BrowserContext, site: Site, event_id: int) -> tuple[Page, str]:
    """Two register, the first leaves by the code; the page of the first, and the code of the second."""
    page = context.new_page()
    form = site / f"/events/{event_id}/register"
    first = registers(page, form, FIRST, "8 701 555 01 23")
    second = registers(page, form, SECOND, "8 701 555 01 99")
    expect(page.locator("h1")).to_have_text("Сіз күту тізіміндесіз")
    context.clear_cookies()
    opens_by_code(page, site, event_id, first, "0123")
    leaves(page)
    return page, second


def test_the_first_who_waits_is_in(browser: Browser, watch: Watch, live_site: Site, event_id: int, axe_clean):
    context = browser.new_context(viewport=PHONE, locale="kk")
    watch.over(context)
    page, second = a_story(context, live_site, event_id)
    assert sideways(page) == 0
    axe_clean(page)
    opens_by_code(page, live_site, event_id, second, "0199")
    expect(page.locator(".status.good").first).to_have_text("Сізге орын берілді")
    assert sideways(page) == 0
    axe_clean(page)
    page.goto(live_site / "/ticket")
    assert sideways(page) == 0
    axe_clean(page)
    staff = staff_sees(context, live_site, event_id)
    expect(staff.locator("tbody th a")).to_have_text([SECOND])
    context.close()


def test_all_of_it_without_scripts(browser: Browser, live_site: Site, event_id: int):
    context = browser.new_context(viewport=PHONE, locale="kk", java_script_enabled=False)
    page, second = a_story(context, live_site, event_id)
    opens_by_code(page, live_site, event_id, second, "0199")
    expect(page.locator(".status.good").first).to_have_text("Сізге орын берілді")
    context.close()
