"""A sheet of forty rows comes back after ten edits of the list: typed by keyboard alone, by the number that stands on paper."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from campaign.accounts.queries import COOKIE
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.papers.presses import press_of
from campaign.people import services as people
from campaign.people.models import Person
from campaign.people.schemas import PersonEdit
from campaign.relay.models import Stop
from tests.browser.conftest import PHONE, Site, Watch, served, sideways
from tests.factories import a_registration, a_session_of, a_user
from tests.people.typed.sheets import a_printed_list, an_event_of_today, state_of

FAMILIES = "Абенов Байжанов Галымов Досова Ержанов Жақыпова Зейнуллин Ибраева Касымов Ли".split()
NAMES = tuple(sorted(f"{family} {given}" for family in FAMILIES for given in ("Айша", "Болат", "Гүлнар", "Данияр")))
PICTURES = os.environ.get("TYPED_PICTURES", "")


@pytest.fixture
def site(shipped_app: Flask, assets: None) -> Iterator[Site]:
    with served(shipped_app) as site:
        yield site


def test_forty_rows_are_typed_back_by_keyboard_after_ten_edits(
    site: Site, context: BrowserContext, page: Page, watch: Watch, axe_clean
):
    event, registrations = an_event_of_today(NAMES)
    number = a_printed_list(event, blank_rows="4")
    pages = [[row.number for row in press_of("sign_in").rows(number) if row.page == place] for place in (1, 2)]
    assert sum(map(len, pages)) == 44, "forty people and four blank rows on two pages"
    gone, renamed = edited(event, registrations)
    coordinator = a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id))
    context.add_cookies([{"name": COOKIE, "value": a_session_of(coordinator), "url": site.url}])
    first = int(pages[0][-1])

    page.goto(site / "/staff/typed")
    keys = page.keyboard
    keys.type(f"HTTPS://ADALJOL.EXAMPLE/S/{number:05d}-1\n")
    expect(page.locator("#page-1")).to_be_visible()
    looks_right(page, axe_clean, "sheet")
    page.get_by_role("button", name="Ввести страницу 1").press("Enter")
    expect(page.locator("#line")).to_be_focused()
    for line in ("1 2 4-6", f"7х {first}ф", "3"):
        keys.type(f"{line}\n")
    expect(page.locator(".typed-echo > li").first).to_contain_text(f"3 {NAMES[2]}")
    expect(page.locator(".typed-row")).to_have_count(8)
    expect(page.locator("#typed-said")).to_contain_text(NAMES[2])
    keys.press("ArrowUp")
    expect(page.locator("#line")).to_have_value("3")
    keys.press("Control+a")
    keys.type("3 99\n")
    expect(page.locator(".typed-echo > li").first).to_contain_text("нет строки 99")
    looks_right(page, axe_clean, "typing")
    keys.press("ArrowUp")
    expect(page.locator("#line")).to_have_value("3 99")
    for _letter in "99 ":
        keys.press("Backspace")
    keys.type("\n=8\n")
    expect(page.locator(".typed-echo > li").first).to_contain_text("посчитано на бумаге: 8")

    page.reload()
    expect(page.locator(".typed-row")).to_have_count(8)
    page.get_by_role("button", name="Страница набрана до конца").press("Enter")
    expect(page.locator("#error-summary")).to_contain_text("Ввод ещё не закончен")
    expect(page.locator("#error-summary")).to_contain_text("насчитали 8, набрано 7")
    looks_right(page, axe_clean, "wrong")
    page.locator("#line").focus()
    keys.type("=7\n")
    expect(page.locator(".typed-echo > li").first).to_contain_text("посчитано на бумаге: 7")
    page.get_by_role("button", name="Страница набрана до конца").press("Enter")
    expect(page.get_by_role("button", name="Провести страницу")).to_be_visible()
    looks_right(page, axe_clean, "preview")
    page.get_by_role("button", name="Провести страницу").press("Enter")
    expect(page.locator(".flash.good")).to_contain_text("Страница проведена")

    page.goto(site / f"/staff/typed/{number}")
    page.get_by_role("button", name="Ввести страницу 2").press("Enter")
    expect(page.locator("#line")).to_be_focused()  # a key before that is lost
    for line in (f"{first + 1}-40", "+ Нұрланова Әсем 8 701 555 01 23", f"={40 - first + 1}"):
        keys.type(f"{line}\n")
    expect(page.locator("[data-sum]")).to_have_text(str(40 - first + 1))
    page.get_by_role("button", name="Страница набрана до конца").press("Enter")
    page.get_by_role("button", name="Провести страницу").press("Enter")
    expect(page.locator(".flash.good")).to_contain_text("Страница проведена")
    looks_right(page, axe_clean, "posted")

    watch.forgive("422")
    came = {*NAMES[:6], *NAMES[first - 1 :], "Нұрланова Әсем"}
    expected = {renamed.get(name, name) for name in came}
    after = state_of(event)
    assert {name for name, state in after.items() if state == "in"} == expected
    assert after[NAMES[6]] == "cancelled"
    assert {name for name in gone if name not in came} <= {name for name, state in after.items() if state == "cancelled"}


def edited(event, registrations) -> tuple[list[str], dict[str, str]]:
    """Ten edits of the list since it was printed: four leave, three are new at its head, three get other names."""
    db.session.expire_all()
    people_of = {db.session.get(Person, one.person_id).full_name: one.id for one in registrations}
    gone = [NAMES[place] for place in (1, 10, 20, 39)]
    for name in gone:
        people.cancel(people_of[name])
    for name in ("Аа Жаңа", "Аб Жаңа", "Ав Жаңа"):
        a_registration(event, name)
    renamed = {NAMES[place]: f"Яя {NAMES[place]}" for place in (0, 5, 30)}
    for place, (old, new) in enumerate(renamed.items()):
        people.edit_person(people_of[old], PersonEdit(new, f"+770155501{place:02d}", None, "", None, ""))
    return gone, renamed


def looks_right(page: Page, axe_clean, name: str) -> None:
    """On a desk and on a phone; with TYPED_PICTURES a picture of each is kept there."""
    desk = page.viewport_size
    for size in (PHONE, desk):
        page.set_viewport_size(size)
        assert sideways(page) == 0
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{size['width']}.png", full_page=True)
    axe_clean(page)
