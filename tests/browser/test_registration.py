"""Registering on a phone, in a real browser: without scripts, with mistakes, in another language half way."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from campaign.core.db import db, unit_of_work
from campaign.people.services import load_shipped
from tests.browser.conftest import PHONE, Site, Watch, sideways
from tests.factories import a_role, an_event


@pytest.fixture
def address(live_site: Site, app: Flask) -> str:
    """The registration page of an event with a role that is full."""
    with unit_of_work() as session:
        load_shipped(session)
    event = an_event(title="Кабинеттерді аралау", capacity=10)
    a_role(event, "Тақтайша жапсырушы", capacity=5)
    full = a_role(event, "Фотограф", capacity=1)
    full.taken = 1
    db.session.commit()
    return live_site / f"/events/{event.id}/register"


def test_a_person_with_an_old_phone_registers_without_scripts(browser: Browser, address: str):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="kk")
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Тегі, аты").fill("Сәрсенбай Айгерім")
    page.get_by_label("Телефон").fill("8 701 555 01")
    page.get_by_role("button", name="РУС").click()
    expect(page.get_by_label("Фамилия, имя")).to_have_value("Сәрсенбай Айгерім")
    expect(page.get_by_label("Номер телефона")).to_have_value("8 701 555 01")
    page.get_by_label("Номер телефона").fill("8 701 555 01 23")
    page.get_by_label("Год рождения").fill("1997")
    page.get_by_role("checkbox").check()
    page.get_by_label("Год рождения").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Вы записаны")
    page.get_by_role("link", name="Открыть билет").click()
    page.get_by_text("Не смогу прийти").first.click()
    page.locator(".confirm-sheet button").click()
    expect(page.locator(".flash.good")).to_be_visible()
    context.close()


def test_mistakes_are_shown_to_all_senses_and_the_ticket_too(page: Page, watch: Watch, address: str, axe_clean):
    page.set_viewport_size(PHONE)
    page.goto(address)
    axe_clean(page)
    page.get_by_label("Номер телефона").fill("8 701 555 01")
    page.get_by_role("button", name="Записаться").click()
    expect(page.locator("#error-summary")).to_be_focused()
    assert sideways(page) == 0
    axe_clean(page)
    watch.forgive("422")
    page.get_by_label("Фамилия, имя").fill("Сәрсенбай Айгерім Мұратқызы")
    page.get_by_label("Номер телефона").fill("8 701 555 01 23")
    page.get_by_label("Год рождения").fill("1997")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Записаться").click()
    for link in ("Открыть билет", None):
        expect(page.locator("h1")).to_be_visible()
        assert sideways(page) == 0
        axe_clean(page)
        if link:
            page.get_by_role("link", name=link).click()
