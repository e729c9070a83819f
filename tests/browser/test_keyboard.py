"""Without a mouse: somebody registers, a coordinator goes from the first page to the printed list and ticks off tasks.

Wherever the focus stops on the way, its ring is drawn and nothing lies over it (docs/walks.md).
"""

import re
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from campaign.accounts.queries import COOKIE
from campaign.core.actor import Role
from campaign.core.db import db, unit_of_work
from campaign.events.checklists.schemas import NewTask, TaskAnchor
from campaign.events.checklists.services import add_task
from campaign.events.models import Event
from campaign.people.services import load_shipped
from tests.browser.conftest import PHONE, Site, Watch
from tests.factories import a_role, a_session_of, a_user, an_event, words
from tests.motorcades.road.roads import a_column

LONGEST = 60
"""Stops of the focus between two acts of a person."""

# What is wrong with where the focus is; "" when nothing is, or when it is in the bar of the browser. A page may still scroll.
_WRONG = """async () => {
  const here = document.activeElement, shapes = [here, ...(here.labels || [])];
  if (here === document.body) return "";
  const drawn = shapes.some(one => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  if (!drawn) return `no ring: ${here.outerHTML}`;
  let over = null;
  for (let frame = 0; frame < 120; frame++) {
    const box = here.getClientRects()[0];
    over = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), box.top + box.height / 2);
    if (over && shapes.some(one => one.contains(over))) return "";
    await new Promise(requestAnimationFrame);
  }
  return `${here.outerHTML} is under ${over ? over.outerHTML : "the edge of the window"}`;
}"""


@dataclass
class Keys:
    """Somebody who has a keyboard and nothing else."""

    page: Page

    def reach(self, there: str, most: int = LONGEST) -> None:
        """Press Tab until the focus is there; each stop on the way can be seen."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            wrong = self.page.evaluate(_WRONG)
            assert not wrong, f"{self.page.url}: {wrong}"
            if self.page.evaluate("there => document.activeElement.matches(there)", there):
                return
        raise AssertionError(f"{most} stops, and not at {there}: {self.page.url}")

    def type(self, name: str, words: str) -> None:
        self.reach(f"main [name='{name}']")
        self.page.keyboard.type(words)

    def press(self, there: str, key: str = "Enter") -> None:
        self.reach(there)
        self.page.keyboard.press(key)


@pytest.fixture
def event(app: Flask) -> Event:
    with unit_of_work() as session:
        load_shipped(session)
    event = an_event(title="Алаңдағы митинг", capacity=10)
    a_role(event, "Тақтайша жапсырушы", capacity=5)
    db.session.commit()
    return event


def test_somebody_registers(page: Page, watch: Watch, live_site: Site, event: Event):
    page.set_viewport_size(PHONE)
    page.goto(live_site / f"/events/{event.id}?lang=kk")
    keys = Keys(page)
    keys.press("main a[href$='/register']")
    page.wait_for_url("**/register*")
    keys.type("full_name", "Сәрсенбай Айгерім Мұратқызы")
    keys.type("phone", "8 701 555 01")
    keys.type("birth_year", "1997")
    keys.press("main [name=role]", "Space")
    keys.press("main [name=agree]", "Space")
    keys.press("#page-form button[type=submit]:not([name])")
    expect(page.locator("#error-summary")).to_be_focused()
    watch.forgive("422")
    keys.press("#error-summary a")  # the first mistake: it leads into its field
    expect(page.locator("[name=phone]")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" 23")
    keys.press("#page-form button[type=submit]:not([name])")
    expect(page.get_by_role("heading", level=1)).to_have_text("Сіз тіркелдіңіз")


@pytest.fixture
def coordinator(page: Page, live_site: Site) -> Page:
    page.context.add_cookies([{"name": COOKIE, "value": a_session_of(a_user(Role.NATIONAL)), "url": live_site.url}])
    return page


def test_a_coordinator_prints_the_list(coordinator: Page, live_site: Site, event: Event):
    page = coordinator
    page.goto(live_site / "/staff/?lang=ru")
    keys = Keys(page)
    for there, path in (("events", "/staff/events"), (f"events/{event.id}", ""), (f"events/{event.id}/people", "")):
        keys.press(f"a[href='/staff/{there}']")
        page.wait_for_url(f"**{path or '/staff/' + there}*")
    keys.press("main button[name=language]")
    page.wait_for_url(re.compile("/staff/sheets/"))
    keys.reach("main a[href$='.pdf']")


def test_whoever_ticks_off_a_list_goes_on_at_its_next_row(coordinator: Page, live_site: Site, event: Event):
    for day in (1, 2, 3):
        add_task(NewTask(event.stop_id, None, words(f"Задача {day}"), TaskAnchor.ARRIVAL, -day))
    coordinator.goto(live_site / f"/staff/stops/{event.stop_id}/tasks?lang=ru")
    keys, done = Keys(coordinator), coordinator.locator(".flash.good")
    keys.press("main table form button")
    for number in (3, 2):  # the earliest first
        expect(done).to_contain_text(f"Задача {number}")
        keys.reach("main table form button", most=3)
        coordinator.keyboard.press("Enter")
    expect(done).to_contain_text("Задача 1")


def test_a_page_that_opens_at_a_part_goes_on_at_its_row_and_says_there_what_was_done(
    coordinator: Page, live_site: Site, app: Flask
):
    event, cars = a_column(3)
    coordinator.set_viewport_size(PHONE)
    coordinator.goto(live_site / f"/staff/events/{event.id}/column/road?lang=kk")
    keys = Keys(coordinator)
    keys.press(f"#car-{cars[1]} form button")
    expect(coordinator.locator(f"#car-{cars[1]}")).to_be_focused()
    keys.reach(f"#car-{cars[1]} form button", most=2)
    coordinator.locator("#live details.confirm summary").focus()
    coordinator.keyboard.press("Enter")
    keys.press("#live .confirm-sheet button", key="Space")
    expect(coordinator.locator(".flash.good")).to_be_in_viewport()
