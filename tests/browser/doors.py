"""A phone at a door in a real browser, for tests: what a volunteer does with it, what it says, and what it really keeps."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Page, expect
from sqlalchemy import func, select

from campaign.accounts.devices.models import DeviceLink
from campaign.core import clock, crypto
from campaign.core.db import db
from campaign.events.models import Event
from campaign.people.checkin.models import CheckIn, CheckInScan
from campaign.people.models import Registration
from tests.browser.chromium import launch_options
from tests.browser.conftest import PHONE, Site
from tests.factories import a_role, an_event
from tests.factories.crowds import a_crowd, names
from tests.people.checkin.phones import a_door

# Everything that the phone keeps, read past the page's own scripts.
KEPT = """async () => {
  const open = indexedDB.open("field-checkin");
  const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const all = {};
  for (const name of database.objectStoreNames) {
    const asked = database.transaction(name).objectStore(name).getAll();
    all[name] = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  }
  database.close();
  return all;
}"""
# Types codes one after the other; before each, what the bar says is held against what the phone has really written down.
TYPE = """async ([codes, sum]) => {
  const kept = READ;
  const bar = () => document.getElementById("bar-count").textContent.match(/\\d+/g).map(Number);
  const lies = [];
  for (const code of codes) {
    const before = bar()[0];
    document.getElementById("code").value = code;
    document.getElementById("code-form").requestSubmit();
    while (bar()[0] === before) { await new Promise((next) => setTimeout(next, 2)); }
    const [saved, sent] = bar();
    if (lies.length < 3 && (saved !== before + 1 || sent > saved)) { lies.push([code, before, saved, sent]); }
    if (saved % sum === 0) {
      const scans = (await kept()).scans;
      const done = scans.filter((scan) => scan.state === "done").length;
      if (scans.length < saved || done < sent) { lies.push([code, saved, sent, scans.length, done]); }
    }
  }
  return lies;
}""".replace("READ", KEPT)


def a_square(people: int) -> tuple[Event, list[str]]:
    """An event of today with so many people, who have one role; and their codes in the order of the list."""
    event = an_event(starts=clock.campaign_now(), capacity=people + 9, title="Әкімдік кабинеттерін аралау")
    a_crowd(event, names(people), [a_role(event, "Тақтайша жапсырушы")])
    asked = select(Registration.code).where(Registration.event_id == event.id).order_by(Registration.id)
    return event, list(db.session.scalars(asked))


@dataclass
class Door:
    """A phone with a link: the page in the browser, and what the server has of it."""

    site: Site
    token: str
    page: Page

    @classmethod
    def at(cls, site: Site, event: Event, page: Page, label: str = "Северные ворота") -> "Door":
        """Opened for the first time, with a network, until it says that it needs none any more."""
        door = cls(site, a_door(event, label)[1], page)
        page.goto(door.address + "?lang=ru")
        expect(page.locator("#ready-words")).to_be_visible()
        return door

    @property
    def address(self) -> str:
        return self.site / f"/field/checkin/{self.token}"

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def bar(self) -> tuple[int, int]:
        """(saved, sent), as the page says it."""
        saved, sent = re.findall(r"\d+", self.page.locator("#bar-count").inner_text())
        return int(saved), int(sent)

    def says(self, saved: int, sent: int) -> None:
        """The bar comes to say so: it is drawn anew a moment after an item was written down."""
        expect(self.page.locator("#bar-count")).to_have_text(re.compile(rf"^\D+{saved}\D+{sent}$"))

    def card(self) -> list[str]:
        return [line for line in self.page.locator("#card").inner_text().split("\n") if line.strip()]

    def choose(self, way: str) -> None:
        self.page.locator(f"[data-way={way}]").click()

    def type(self, code: str) -> list[str]:
        """One code by hand; the card."""
        self.choose("code")
        self.page.locator("#code").fill(code)
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(150)
        return self.card()

    def type_all(self, codes: list[str]) -> None:
        """Many, at the speed of a machine; what it says is true all the while."""
        assert self.page.evaluate(TYPE, [codes, 10]) == []

    def kept(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = self.page.evaluate(KEPT)
        return found

    def all_sent(self, saved: int) -> None:
        """Wait until the page says so; at no moment does it say more than the server has."""
        for _turn in range(200):
            _saved, sent = self.bar()
            assert sent <= self.on_server()
            if sent == saved:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"sent {self.bar()} of {saved}")

    def on_server(self) -> int:
        db.session.rollback()
        label = select(DeviceLink.id).where(DeviceLink.token_hash == crypto.token_hash(self.token)).scalar_subquery()
        return db.session.scalar(select(func.count()).where(CheckInScan.device_id == label)) or 0


def standing(event: Event) -> int:
    """How many are in."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(CheckIn.event_id == event.id, CheckIn.undone_at.is_(None))) or 0


def a_browser_of_its_own(kind: BrowserType, folder: Path, *arguments: str, **more: Any) -> BrowserContext:
    """A browser with a memory on disk, to be closed and opened again."""
    options = launch_options()
    options["args"] = [*options["args"], *arguments]
    return kind.launch_persistent_context(folder, viewport=PHONE, locale="ru", timezone_id="Asia/Almaty", **options, **more)
