"""A whole handover in real browsers: the giver on a desk, the receiver on a phone in Kazakh, and the act they sign."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from campaign.accounts.models import User
from campaign.accounts.queries import COOKIE
from tests.browser.conftest import PHONE, Site, Watch, sideways
from tests.factories import a_session_of
from tests.pdf.reading import text_of
from tests.relay.custody.batons import Baton, a_baton, coordinator, hand_over, organizer


@pytest.fixture
def baton(app: Flask) -> Baton:
    """The flag and the book are in Karaganda, the first of three places."""
    made = a_baton()
    hand_over(made, made.body, made.stop(0))
    return made


def signed_in(context: BrowserContext, site: Site, user: User) -> None:
    context.add_cookies([{"name": COOKIE, "value": a_session_of(user), "url": site.url}])


def proposes(page: Page, site: Site, baton: Baton, look: Callable[[Page], None]) -> str:
    """From the page of the relay; the address of the handover."""
    page.goto(site / f"/staff/relays/{baton.relay_id}")
    page.get_by_role("link", name="Символ эстафеты").click()
    look(page)
    page.get_by_role("link", name="Предложить передачу").click()
    expect(page.get_by_label("Передаёт", exact=True)).to_have_value(baton.stop(0).key)
    expect(page.get_by_label("Принимает", exact=True)).to_have_value(baton.stop(1).key)
    page.get_by_label("Время").fill("15:00")
    page.get_by_label("Место на русском").fill("Центральная площадь")
    page.locator("#giver_name").fill("Байжанов Е. Қ.")
    page.get_by_label("Передаётся вместе с символом").fill("Мыло «Чистые руки»; двести; в упаковке")
    page.get_by_role("button", name="Предложить эту передачу").click()
    expect(page.locator(".field.bad")).to_have_count(1)
    look(page)
    page.get_by_label("Передаётся вместе с символом").fill("Мыло «Чистые руки»; 216; в упаковке")
    page.get_by_role("button", name="Предложить эту передачу").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Передача №")
    look(page)
    return page.url


def leaves(page: Page, look: Callable[[Page], None]) -> None:
    page.get_by_role("button", name="Отметить выезд").click()
    expect(page.get_by_text("в пути", exact=True)).to_be_visible()
    look(page)


def receives(browser: Browser, site: Site, user: User, url: str, look: Callable[[Page], None], *, javascript: bool) -> None:
    """On a small phone, in Kazakh: the book is worn, six pieces of soap are missing."""
    context = browser.new_context(viewport=PHONE, locale="kk-KZ", java_script_enabled=javascript)
    watch = Watch()
    watch.over(context)
    signed_in(context, site, user)
    page = context.new_page()
    page.goto(url)
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    page.get_by_role("link", name="Қабылдауды растау").click()
    page.get_by_role("group", name="Жай-күйі").nth(1).get_by_label("тозған").check()
    page.get_by_label("Ескертпе").nth(1).fill("мұқабасы жыртылған")
    page.get_by_label("Мыло «Чистые руки»").fill("210")
    if javascript:
        look(page)
        assert sideways(page) <= 0
    page.get_by_role("button", name="Қабылдауды растау").click()
    expect(page.get_by_text("қабылдау расталды")).to_be_visible()
    expect(page.get_by_text("мұқабасы жыртылған")).to_be_visible()
    expect(page.get_by_text("210 / 216")).to_be_visible()
    if javascript:
        look(page)
        assert sideways(page) <= 0
    watch.ensure_clean()
    context.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_handover_from_both_sides_ends_in_a_signed_paper(
    page: Page,
    browser: Browser,
    live_site: Site,
    watch: Watch,
    axe_clean: Callable[[Page], None],
    baton: Baton,
    javascript: bool,
):
    signed_in(page.context, live_site, coordinator(baton, 0))
    url = proposes(page, live_site, baton, axe_clean)
    watch.forgive("422")  # the provoked mistake
    leaves(page, axe_clean)
    receives(browser, live_site, coordinator(baton, 1), url, axe_clean, javascript=javascript)
    page.reload()
    with page.expect_response(lambda answer: answer.url.endswith(".pdf")) as answer:
        page.get_by_role("button", name="Напечатать акт").click()
    pdf = page.context.request.get(answer.value.url)
    words = text_of(pdf.body())
    for said in ("ҚАБЫЛДАУ-ТАПСЫРУ АКТІСІ", "АКТ ПРИЁМА-ПЕРЕДАЧИ", "мұқабасы жыртылған", "210", "Байжанов"):
        assert said in words
    assert baton.holders() == ["stop 1", "stop 1"]


def test_the_organizer_breaks_the_order_and_sees_the_way_of_the_flag(
    page: Page, live_site: Site, axe_clean: Callable[[Page], None], baton: Baton
):
    page.set_viewport_size(PHONE)
    signed_in(page.context, live_site, organizer(baton))
    page.goto(live_site / f"/staff/relays/{baton.relay_id}/handover?from={baton.stop(0).key}")
    page.get_by_label("Принимает", exact=True).select_option(baton.stop(2).key)
    page.get_by_label("Время").fill("12:00")
    page.get_by_label("Почему нарушен порядок").fill("Темиртау закрыт на карантин")
    assert sideways(page) <= 0
    page.get_by_role("button", name="Предложить эту передачу").click()
    expect(page.get_by_text("Порядок нарушен: Темиртау закрыт на карантин")).to_be_visible()
    assert sideways(page) <= 0
    page.get_by_role("link", name="Подтвердить приём").click()
    expect(page.get_by_label("Есть подписанная бумага")).to_be_checked()
    page.get_by_role("button", name="Подтвердить приём").click()
    page.get_by_role("link", name="Знамя эстафеты").click()
    expect(page.locator(".stations li")).to_have_count(3)
    axe_clean(page)
    assert sideways(page) <= 0
