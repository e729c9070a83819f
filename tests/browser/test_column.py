"""A column marked on two phones in a real browser, the network cut: one tap a mark, nothing lost, each mark once."""

import re
from pathlib import Path

from flask import Flask
from playwright.sync_api import BrowserType, Page, Route, expect
from sqlalchemy import func, select

from campaign.core.db import db
from campaign.motorcades.road.models import ColumnMark
from tests.browser.conftest import PHONE, Site, Watch
from tests.browser.doors import a_browser_of_its_own
from tests.motorcades.road.roads import a_column, a_marshal, stands


class Marshal:
    """A phone with the page of a column."""

    def __init__(self, site: Site, token: str, page: Page) -> None:
        self.address, self.page = site / f"/field/column/{token}", page

    def open(self) -> None:
        """For the first time, with a network, until it says that it needs none any more."""
        self.page.goto(self.address + "?lang=ru")
        expect(self.page.locator("#ready-words")).to_be_visible()

    def tap(self, number: int, button: str) -> None:
        """One touch of a button of the car at this place."""
        self.page.locator(f"#cars > li:nth-child({number})").get_by_role(
            "button", name=re.compile(rf"^{button}\s?: {number}, ")
        ).click()

    def is_said(self, number: int, words: str) -> None:
        expect(self.page.locator(f"#cars > li:nth-child({number}) .door-state")).to_contain_text(words)

    def bar(self, saved: int, sent: int) -> None:
        expect(self.page.locator("#bar-count")).to_have_text(f"Сохранено здесь {saved} · отправлено {sent}")


def test_two_marshals_without_a_network(
    page: Page, watch: Watch, live_site: Site, app: Flask, browser_type: BrowserType, tmp_path: Path
):
    """One closes the browser in the middle; both mark the first car; an answer of the server is lost on its way."""
    event, cars = a_column(5, route=True)
    own = a_browser_of_its_own(browser_type, tmp_path / "north")
    north = Marshal(live_site, a_marshal(event, "Построение")[1], own.pages[0])
    page.set_viewport_size(PHONE)
    south = Marshal(live_site, a_marshal(event, "Хвост")[1], page)
    for phone in (north, south):
        phone.open()
        expect(phone.page.locator("#all-go")).to_have_accessible_description(re.compile("сначала отметьте «Прибыла»"))
        phone.page.context.set_offline(True)
    for number in (1, 2, 3):
        north.tap(number, "Прибыла")
        north.is_said(number, "сохранено здесь")
    north.bar(3, 0)
    own.close()
    own = a_browser_of_its_own(browser_type, tmp_path / "north")
    own.set_offline(True)
    north.page = own.pages[0]
    north.page.goto(north.address)
    north.bar(3, 0)
    north.tap(3, "Отменить: прибыла на сбор")
    north.is_said(3, "ожидается")
    south.tap(1, "Не прибыла")
    south.tap(4, "Прибыла")
    south.tap(5, "Не прибыла")
    north.page.locator("#all-go").click()
    north.page.locator("#all-yes").click()
    north.is_said(2, "в пути")
    expect(north.page.locator("#all-go")).to_have_accessible_description(re.compile("сначала отметьте"))
    north.page.locator("ol#points").get_by_role("button", name="Прошли сейчас").first.click()
    north.bar(7, 0)
    assert [stands(car)[0] for car in cars] == ["expected"] * 5

    lost: list[int] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    south.page.route("**/batch?*", lose)
    own.set_offline(False)
    north.bar(7, 7)
    south.page.context.set_offline(False)
    south.bar(3, 3)
    assert lost == [200]
    assert [stands(car)[0] for car in cars] == ["departed", "departed", "expected", "present", "absent"]
    assert db.session.scalar(select(func.count()).select_from(ColumnMark)) == 10
    south.is_said(1, "в пути")  # the server's word: the other phone's mark was the later one
    south.page.locator("#fetch").click()
    south.is_said(2, "в пути")
    expect(south.page.locator("#counts")).to_have_text("Прибыли 3 из 5 · ожидаются 1 · не прибыли 1")
    expect(south.page.locator("ol#points .door-state").first).to_contain_text("пройдена в")
    own.close()
    watch.forgive("net::ERR_INTERNET_DISCONNECTED")
    watch.forgive("net::ERR_FAILED")
