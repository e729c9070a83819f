"""The counter on a phone: a ticket before the camera, one tap on the size, the next; and the way back, by typing."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserType, Page, expect

from campaign.accounts.queries import COOKIE
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.relay.models import Stop
from tests.browser.conftest import Site, Watch, sideways
from tests.browser.doors import a_browser_of_its_own
from tests.browser.test_checkin_looks import a_film
from tests.factories import a_registration, a_session_of, a_user
from tests.materials.issuing.counters import Counter, a_counter, one_each
from tests.materials.stock import on_hand


@pytest.fixture
def counter(live_site: Site, app: Flask) -> Counter:
    return a_counter()


def test_a_shirt_is_given_to_a_scanned_ticket_and_brought_back(
    live_site: Site, counter: Counter, browser_type: BrowserType, tmp_path: Path, axe_clean
):
    aisha = a_registration(counter.event, "Оспанова Айша Мұратқызы")
    code, url, what = aisha.code, live_site / f"/staff/events/{counter.event.id}/materials", one_each(counter.shirts[0]).word
    camera = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", a_film(tmp_path / "ticket.y4m", code))
    context = a_browser_of_its_own(browser_type, tmp_path / "phone", *camera, permissions=["camera"])
    watch = Watch()
    watch.over(context)
    coordinator = a_user(Role.STOP, stop=db.session.get(Stop, counter.event.stop_id))
    context.add_cookies([{"name": COOKIE, "value": a_session_of(coordinator), "url": live_site.url}])
    page = context.pages[0]
    page.goto(f"{url}/issue?what={what}")
    looks_right(page, axe_clean)
    page.get_by_role("button", name="Сканировать билет").click()
    expect(page.locator("h1")).to_have_text("Оспанова Айша Мұратқызы")
    looks_right(page, axe_clean)
    page.get_by_role("button", name="L осталось: 2").click()
    expect(page.locator(".flash.good")).to_contain_text("Выдано, Оспанова Айша Мұратқызы: shirt, размер L – 1 шт.")
    expect(page.locator("#scan-off")).to_be_visible()  # on again by itself, and the same ticket is not served again
    page.wait_for_timeout(900)
    expect(page.locator("h1")).to_contain_text("Выдача:")
    db.session.rollback()
    assert on_hand(counter.store, counter.shirts[1]) == 1
    page.goto(url)
    looks_right(page, axe_clean)
    brings_back(page, code, counter, axe_clean)
    db.session.rollback()
    assert on_hand(counter.store, counter.shirts[1]) == 2
    watch.ensure_clean()
    context.close()


def looks_right(page: Page, axe_clean) -> None:
    assert sideways(page) == 0
    axe_clean(page)


def brings_back(page: Page, code: str, counter: Counter, axe_clean) -> None:
    """The code typed in lower case; the shirt comes back although it was given for good."""
    page.get_by_role("searchbox").fill(code.lower())
    page.get_by_role("button", name="Найти").click()
    expect(page.locator("h1")).to_have_text("Возврат: Оспанова Айша Мұратқызы")
    looks_right(page, axe_clean)
    page.locator(f"#used_{counter.shirts[1]}").fill("")
    page.locator(f"#back_{counter.shirts[1]}").fill("1")
    page.get_by_role("button", name="Принять").click()
    expect(page.locator(".flash.good")).to_contain_text("Принято, Оспанова Айша Мұратқызы")
    expect(page.locator(".empty h2")).to_have_text("На руках ничего нет")
    looks_right(page, axe_clean)
