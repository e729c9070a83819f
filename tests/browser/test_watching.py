"""The tools that look at pages, each with a page that it has to refuse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, Site, Watch, sideways
from tests.browser.fit import cut

GOOD = "<!doctype html><html lang=ru><title>Маршрут</title><main><h1>Маршрут</h1></main></html>"


def shown(page: Page, html: str, policy: str = "default-src 'self'") -> None:
    """Open a page with this text, as if a server at home had sent it."""
    headers = {"Content-Security-Policy": policy, "Content-Type": "text/html; charset=utf-8"}
    page.route("http://127.0.0.1:9/", lambda route: route.fulfill(body=html, headers=headers))
    page.goto("http://127.0.0.1:9/")


def test_the_application_answers_a_browser(page: Page, live_site: Site):
    answer = page.goto(live_site / "/healthz")
    assert answer is not None
    assert answer.json() == {"status": "ok"}


def test_a_good_page_passes(page: Page, axe_clean: Callable[[Page], None]):
    shown(page, GOOD)
    axe_clean(page)


def test_a_picture_without_a_text_is_found(page: Page, axe_clean: Callable[[Page], None]):
    shown(page, GOOD.replace("</main>", "<img src='data:,' width=9 height=9></main>"), "img-src data:")
    with pytest.raises(AssertionError, match="image-alt"):
        axe_clean(page)


def test_a_pale_word_is_found_where_words_were_good_before(page: Page, axe_clean: Callable[[Page], None]):
    styled = GOOD.replace("<main>", "<style>.pale { color: #ccc } a { text-decoration: none }</style><main>")
    words = "<p>Эстафета <b>{}</b> идёт дальше, <a href='/'>смотрите, куда</a> и когда она придёт к вам.</p>"
    shown(page, styled.replace("</main>", f"<div>{words.format('Адал жол')}</div></main>"), "style-src 'unsafe-inline'")
    with pytest.raises(AssertionError, match="link-in-text-block"):
        axe_clean(page)
    underlined = styled.replace("none", "underline")
    for wrong in ("Адал жол", "Караганда"):
        shown(page, underlined.replace("</main>", f"<div>{words.format(wrong)}</div></main>"), "style-src 'unsafe-inline'")
        axe_clean(page)
    with pytest.raises(AssertionError, match=r"color-contrast(.|\n)*Темиртау"):
        pale = words.replace("<b>", "<b class='pale'>").format("Темиртау")
        shown(page, underlined.replace("</main>", f"<div>{pale}</div></main>"), "style-src 'unsafe-inline'")
        axe_clean(page)


def test_an_inline_script_is_found(page: Page, watch: Watch):
    shown(page, GOOD.replace("</main>", "<script>1</script></main>"))
    with pytest.raises(AssertionError, match="Content Security Policy"):
        watch.ensure_clean()
    watch.forgive("Content Security Policy")


def test_a_script_that_fails_is_found(page: Page, watch: Watch):
    shown(page, GOOD.replace("</main>", "<script>absent()</script></main>"), "script-src 'unsafe-inline'")
    watch.forgive("absent is not defined")


def test_a_request_to_another_machine_is_found(page: Page, watch: Watch):
    page.route("http://elsewhere.example/*", lambda route: route.fulfill(body=b""))
    shown(page, GOOD.replace("</main>", "<img alt='' src='http://elsewhere.example/a.png'></main>"), "")
    assert watch.strangers == ["http://elsewhere.example/a.png"]
    watch.strangers.clear()


def test_a_page_wider_than_the_phone_is_found(page: Page):
    page.set_viewport_size(PHONE)
    shown(page, GOOD)
    assert sideways(page) == 0
    shown(page, GOOD.replace("<h1>", "<h1>" + "Караганда" * 40))
    assert sideways(page) > 0


def test_a_text_that_is_cut_off_is_found(page: Page):
    page.set_viewport_size(PHONE)
    long = "Караганда" * 40
    for style, lost in (
        ("overflow: hidden; white-space: nowrap", "at its side"),
        ("overflow: clip; height: 9px; overflow-wrap: anywhere", "below"),
    ):
        shown(page, GOOD.replace("<h1>", f"<h1 style='{style}'>{long}"), "style-src 'unsafe-inline'")
        assert [words.rpartition(" px ")[2] for words in cut(page)] == [lost]
        shown(page, GOOD.replace("<h1>", f"<h1 data-cut style='{style}'>{long}"), "style-src 'unsafe-inline'")
        assert cut(page) == []
    drawing = "<svg width=90 height=20><text x={} y=15>Приозёрск</text></svg></main>"
    shown(page, GOOD.replace("</main>", drawing.format(60)))
    assert "out of its drawing" in cut(page)[0]
    shown(page, GOOD.replace("</main>", drawing.format(0)))
    assert cut(page) == []
