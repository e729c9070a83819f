"""A stop is moved in a real browser: seen, left, seen again, applied and undone; also on a phone and without scripts."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from campaign.core.db import db
from campaign.events.schemas import EventState
from campaign.relay.models import Stop
from tests.browser.conftest import PHONE, Site, Watch, sideways
from tests.browser.test_handover import signed_in
from tests.factories import an_event
from tests.relay.custody.batons import Baton, a_baton, hand_over, organizer
from tests.relay.slip.slips import PLACES, chain_of, everything


@pytest.fixture
def baton(app: Flask) -> Baton:
    """Five places; the baton is in the first, and each has an event that is announced."""
    made = a_baton(*PLACES)
    hand_over(made, made.body, made.stop(0))
    for stop_id in made.stops:
        an_event(db.session.get(Stop, stop_id), state=EventState.OPEN)
    return made


def asks(page: Page, site: Site, baton: Baton, look: Callable[[Page], None]) -> None:
    """From the stop's page to everything that would change."""
    page.goto(site / f"/staff/stops/{baton.stops[1]}")
    page.get_by_role("link", name="Сдвинуть этап").click()
    page.get_by_role("button", name="Показать, что изменится").click()
    expect(page.locator(".field.bad")).to_have_count(1)
    look(page)
    page.get_by_label("На сколько дней").fill("2")
    page.get_by_label("Причина").fill("городской праздник на площади")
    page.get_by_role("button", name="Показать, что изменится").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Темиртау: на 2 дня позже")
    look(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_stop_is_moved_and_moved_back(
    browser: Browser, live_site: Site, baton: Baton, watch: Watch, axe_clean: Callable[[Page], None], javascript: bool
) -> None:
    size = PHONE if not javascript else {"width": 1280, "height": 800}
    site = live_site
    context = browser.new_context(viewport=size, locale="ru-RU", java_script_enabled=javascript)
    watch.over(context)
    signed_in(context, site, organizer(baton))
    page, chain = context.new_page(), chain_of(baton)
    glance = axe_clean if javascript else lambda _page: None
    asks(page, site, baton, glance)
    if javascript:
        assert sideways(page) == 0
    before = everything(but=["user_sessions"])
    page.get_by_role("link", name="Отмена, ничего не менять").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Темиртау")
    assert everything(but=["user_sessions"]) == before
    asks(page, site, baton, lambda _page: None)
    page.get_by_role("button", name="Применить всё").click()
    expect(page.get_by_text("Сдвинуто: 5 этапов")).to_be_visible()
    assert chain_of(baton)[1][1] == date(2018, 4, 9)
    glance(page)
    history = page.locator("#slips")
    expect(history).to_contain_text("городской праздник на площади")
    history.locator("summary").click()
    history.get_by_role("button", name="Отменить").click()
    expect(page.get_by_text("снова как прежде")).to_be_visible()
    assert chain_of(baton) == chain
    context.close()
    watch.forgive("422")  # the empty number of days
    watch.ensure_clean()
