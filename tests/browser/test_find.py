"""The search in a real browser: opened and walked through from the keyboard, on a laptop and on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Site, sideways, sign_in


def test_the_keyboard_opens_the_search_walks_through_it_and_comes_back(
    page: Page, demo_site: Site, axe_clean: Callable[[Page], None]
):
    sign_in(page.context, demo_site, "karaganda")
    page.goto(demo_site / "/staff/relays?lang=ru")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    axe_clean(page)
    field.press_sequentially("балкаш")  # typed without the Kazakh letter, found while it is typed
    first = page.locator("#found .what").get_by_role("link", name="Балхаш", exact=True)
    expect(first).to_be_visible()
    expect(page).to_have_title(re.compile("^Поиск"))
    axe_clean(page)
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(first).not_to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Балхаш")
    page.go_back()
    expect(page.get_by_role("link", name="Балхаш", exact=True)).to_be_visible()
    page.get_by_role("link", name="Балхаш", exact=True).focus()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    page.keyboard.type("/")  # a letter of a field is a letter
    assert "/" in field.input_value()


def test_a_key_of_its_own_and_what_is_typed_is_not_lost(page: Page, demo_site: Site):
    sign_in(page.context, demo_site, "karaganda")
    page.goto(demo_site / "/staff/places/new")
    name = page.locator("main input:not([type=hidden])").first
    name.fill("Орталық алаң")
    with page.context.expect_page() as beside:
        page.keyboard.press("Control+k")
    expect(beside.value.get_by_role("searchbox")).to_be_focused()
    assert name.input_value() == "Орталық алаң"

    page.goto(demo_site / "/staff/find?lang=ru")
    page.get_by_label("Не открывать поиск клавишей").check()
    page.goto(demo_site / "/staff/relays")
    page.keyboard.press("/")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox")).to_be_focused()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_search_is_in_the_bar_of_a_phone_and_a_roster_is_three_touches_away(page: Page, demo_site: Site, language: str):
    page.set_viewport_size(PHONE)
    sign_in(page.context, demo_site, "karaganda")
    page.goto(demo_site / f"/staff/relays?lang={language}")
    bar = page.locator("header.top > .wrap")
    assert bar.bounding_box()["height"] < 64  # one line
    assert sideways(page) <= 0
    bar.locator(".find-link").click()
    page.get_by_role("searchbox").fill("Теміртау")
    page.locator("#found form.act button").first.click()
    expect(page).to_have_url(re.compile("/staff/sheets/"))
