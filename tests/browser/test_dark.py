"""Work pages are dark for whoever's system is dark; paper and the pages for everybody stay light."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import Site, sign_in

PAGES = ("/staff/", "/staff/relays/1", "/staff/stops/1", "/staff/style?shown=dark")
WHITE, SHEET = "rgb(255, 255, 255)", "rgb(17, 25, 28)"


def ground(page: Page) -> str:
    """The colour that the page stands on."""
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def test_in_the_evening_work_pages_are_dark_and_readable(page: Page, demo_site: Site, axe_clean: Callable[[Page], None]):
    page.emulate_media(color_scheme="dark")
    sign_in(page.context, demo_site, "karaganda")
    for address in PAGES:
        page.goto(demo_site / address)
        assert ground(page) == SHEET, address
        axe_clean(page)
    page.emulate_media(media="print", color_scheme="dark")
    assert ground(page) == WHITE
    page.emulate_media(media="screen", color_scheme="dark")
    page.goto(demo_site / "/relays/1")
    assert ground(page) not in (SHEET, WHITE)


def test_the_style_page_shows_what_a_printer_would(page: Page, demo_site: Site):
    sign_in(page.context, demo_site, "karaganda")
    page.goto(demo_site / "/staff/style?shown=paper", wait_until="load")
    page.wait_for_function("getComputedStyle(document.querySelector('.top')).display === 'none'")
    assert ground(page) == WHITE
