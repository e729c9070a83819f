"""A passkey in a real browser, on a device that Chromium plays: made, then enough to come in and to confirm an act."""

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from campaign.accounts.factors.models import Passkey
from campaign.accounts.schemas import COOKIE, Strength
from campaign.core.actor import Role
from campaign.core.db import db
from tests.accounts.seconds import with_app
from tests.browser.conftest import Site, Watch
from tests.factories import a_session_of, a_user

DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def named(live_site: Site, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> str:
    """The site under a name: an address of figures has no passkeys."""
    monkeypatch.setattr("tests.browser.conftest.HOME", "localhost")
    return live_site.url.replace("127.0.0.1", "localhost")


def with_device(page: Page) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def test_whoever_comes_first_chooses_a_passkey_and_no_app(app: Flask, context: BrowserContext, page: Page, named: str):
    pending = a_session_of(a_user(Role.NATIONAL), Strength.PENDING)
    context.add_cookies([{"name": COOKIE, "value": pending, "url": named}])
    with_device(page)
    page.goto(f"{named}/sign-in/set-up?next=/staff/account")
    page.get_by_role("button", name="Создать ключ входа и войти").click()
    page.wait_for_url("**/staff/account/recovery-codes?next=/staff/account")


def test_a_passkey_is_made_and_opens_the_door(app: Flask, context: BrowserContext, page: Page, named: str):
    context.add_cookies([{"name": COOKIE, "value": a_session_of(with_app(a_user(Role.NATIONAL))), "url": named}])
    with_device(page)
    page.goto(f"{named}/staff/account")
    page.get_by_role("link", name="Добавить ключ входа").click()
    page.get_by_label("Название ключа входа").fill("Рабочий ноутбук")
    page.get_by_role("button", name="Создать ключ входа").click()
    expect(page.locator(".flash.good")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Рабочий ноутбук")).to_be_visible()
    page.goto(f"{named}/staff/account/passkeys/new")
    page.get_by_role("button", name="Создать ключ входа").click()
    expect(page.get_by_role("status").filter(has_text="уже есть ключ входа")).to_be_visible()
    context.clear_cookies()
    page.goto(f"{named}/sign-in?next=/staff/account/confirm")
    page.get_by_role("button", name="Войти с ключом входа").click()
    page.wait_for_url(f"{named}/staff/account/confirm")  # the address of the sign-in ends alike
    page.get_by_role("button", name="с ключом входа").click()
    page.wait_for_url("**/staff/")
    db.session.rollback()
    assert db.session.scalars(select(Passkey.sign_count)).one() == 3
