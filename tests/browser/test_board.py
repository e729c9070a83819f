"""The season board on a phone, and what the public page of a relay weighs on its way there."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect

from tests.browser.conftest import PHONE, Site, sideways, sign_in

LIGHT = 120 * 1024  # bytes on the wire, all that the public page of a relay loads


def test_a_percentage_opens_the_red_ones_are_found_and_the_deed_is_one_touch_away(
    page: Page, demo_site: Site, axe_clean: Callable[[Page], None]
):
    page.set_viewport_size(PHONE)
    sign_in(page.context, demo_site, "karaganda")
    page.goto(demo_site / "/staff/board?lang=kk")
    expect(page.get_by_role("heading", name="Маусым тақтасы")).to_be_visible()
    row = page.locator("tr", has=page.get_by_role("link", name="Теміртау", exact=True))
    parts = row.get_by_role("heading", level=3)
    expect(parts.first).not_to_be_visible()
    row.locator("summary").click()
    expect(parts.first).to_be_visible()
    percent = int(row.locator(".ready > b").inner_text().rstrip("%"))
    earned = [int(re.findall(r"\d+", words)[0]) for words in parts.locator("span").all_inner_texts()]  # “9 / 17”
    assert sum(earned) == percent
    axe_clean(page)
    assert sideways(page) <= 0

    page.get_by_role("link", name=re.compile("^Шұғыл")).click()
    expect(page).to_have_url(re.compile("show=urgent"))
    rows = page.locator("tr[id^=stop-]")
    assert rows.count() == page.locator("tr.edge-bad").count() > 0
    first = rows.filter(has=page.get_by_role("link", name="Саран", exact=True))
    first.locator("summary").click()
    first.get_by_role("link", name=re.compile("бекітілген іс-шаралар")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Саран")
    assert sideways(page) <= 0


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_public_page_of_a_relay_is_light(context: BrowserContext, page: Page, demo_site: Site, language: str):
    loaded: list[Response] = []
    page.on("response", lambda answer: loaded.append(answer))
    page.set_viewport_size(PHONE)
    page.goto(demo_site / f"/relays/1?lang={language}", wait_until="networkidle")
    weights = {answer.url: answer.request.sizes()["responseBodySize"] for answer in loaded}
    assert any(".woff2" in url for url in weights), "the type is loaded and weighed"
    assert sum(weights.values()) <= LIGHT, weights
