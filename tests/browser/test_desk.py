"""A clerk with a link and a PIN prints the list of a thousand people in three clicks, in a real browser."""

from flask import Flask
from playwright.sync_api import Browser, Page, expect

from campaign.core.db import db
from campaign.core.prints import PrintedSheet
from campaign.papers.desk import queries, services
from tests.browser.conftest import DESK, PHONE, Site, sideways
from tests.factories import an_event
from tests.factories.crowds import a_crowd, names
from tests.papers.desk.desks import a_desk, address
from tests.pdf.reading import text_of

PEOPLE = 1000
ROSTER = "roster"


def looked_at(page: Page, axe_clean) -> None:
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert sideways(page) == 0, page.url
        axe_clean(page)


def test_a_thousand_people_in_three_clicks(page: Page, live_site: Site, app: Flask, axe_clean):
    event = an_event(title="Митинг на площади")
    people = names(PEOPLE)
    a_crowd(event, people)
    row = a_desk(event.id)
    pin = queries.pin_of(row)
    page.goto(live_site / f"{address(row)}?lang=kk")
    looked_at(page, axe_clean)
    page.get_by_label("PIN-код").fill(pin)
    page.get_by_role("button", name="Ашу").click()  # one
    looked_at(page, axe_clean)
    page.locator(f"button[name=paper][value={ROSTER}]").click()  # two
    expect(page.get_by_text("№ 00001")).to_be_visible()
    looked_at(page, axe_clean)
    third = page.get_by_role("link", name="PDF").get_attribute("href")  # three
    pdf = page.request.get(live_site / str(third)).body()
    text = text_of(pdf)
    assert all(" ".join(name.split()) in text for name in people[:50])
    db.session.rollback()  # what this session has seen is older than the print
    assert db.session.query(PrintedSheet).one().desk_id == row.id


def test_two_browsers_at_once_and_one_withdrawal(browser: Browser, live_site: Site, app: Flask):
    row = a_desk(an_event().id)
    pages = [browser.new_context(java_script_enabled=False, locale="ru").new_page() for _number in range(2)]
    for page in pages:
        page.goto(live_site / address(row))
        page.get_by_label("PIN-код").fill(queries.pin_of(row))
        page.get_by_role("button", name="Открыть").click()
        page.locator("button[name=paper][value=sign_in]").click()
        expect(page.get_by_role("link", name="Открыть PDF")).to_be_visible()
    services.withdraw(row.id)
    for page in pages:
        page.reload()
        expect(page.get_by_role("heading", name="Этот пункт печати не работает")).to_be_visible()
        page.context.close()
