"""Check-in on phones in a real browser, the network cut: nothing is lost, nothing counts twice, the page tells the truth."""

from pathlib import Path

from flask import Flask
from playwright.sync_api import BrowserType, Page, Route, expect
from sqlalchemy import func, select

from campaign.core.db import db
from campaign.people.checkin.models import CheckInScan
from tests.browser.conftest import Site, Watch
from tests.browser.doors import Door, a_browser_of_its_own, a_square, standing

CUT = "net::ERR_INTERNET_DISCONNECTED"


def losing_an_answer(door: Door) -> list[str]:
    """The server takes the next batch, but its answer is lost on the way."""
    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(str(route.fetch().status))
            route.abort()

    door.page.route("**/batch?*", lose)
    return lost


DEAD = """async () => {
  const open = indexedDB.open("field-checkin");
  const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const transaction = database.transaction(["links", "leases"], "readwrite");
  const all = transaction.objectStore("links").getAllKeys();
  const until = Date.now() + 29000;
  all.onsuccess = () => transaction.objectStore("leases").put({ link: all.result[0], holder: "dead", until: until });
  await new Promise((done) => { transaction.oncomplete = done; });
  database.close();
}"""


def test_the_turn_of_a_browser_that_died_while_it_sent_holds_nobody_up(page: Page, watch: Watch, live_site: Site, app: Flask):
    """Found by CI: a phone opened again said "sent 0" for half a minute, though it was back in the net."""
    event, codes = a_square(3)
    door = Door.at(live_site, event, page)
    door.context.set_offline(True)
    door.type_all(codes)
    page.evaluate(DEAD)
    door.context.set_offline(False)
    door.all_sent(3)
    watch.forgive(CUT)


def test_three_hundred_people_at_two_doors_without_a_network(
    page: Page, watch: Watch, live_site: Site, app: Flask, browser_type: BrowserType, tmp_path: Path
):
    """One phone's browser is closed in the middle and opened again without a network; twenty people pass both doors."""
    event, codes = a_square(300)
    north_browser = a_browser_of_its_own(browser_type, tmp_path / "north")
    north = Door.at(live_site, event, north_browser.pages[0])
    south = Door.at(live_site, event, page, "Южные ворота")
    for door in (north, south):
        door.context.set_offline(True)
    north.type_all(codes[:80])
    north.says(80, 0)
    north_browser.close()

    again = a_browser_of_its_own(browser_type, tmp_path / "north")
    again.set_offline(True)
    north.page = again.pages[0]
    north.page.goto(north.address)
    expect(north.page.locator("#bar-count")).to_have_text("Сохранено здесь 80 · отправлено 0")
    expect(north.page.locator("#bar-net")).to_have_text("нет сети")
    north.type_all(codes[80:160])
    south.type_all(codes[140:240])
    assert standing(event) == 0
    lost = losing_an_answer(south)
    south.context.set_offline(False)
    south.type_all(codes[240:300])  # while it sends
    south.all_sent(160)
    again.set_offline(False)
    north.all_sent(160)

    assert lost == ["200"]
    assert standing(event) == 300
    assert db.session.scalar(select(func.count()).select_from(CheckInScan)) == 320
    outcomes = [scan["outcome"] for scan in north.kept()["scans"]]
    assert (outcomes.count("in"), outcomes.count("already")) == (140, 20)
    assert north.card()[0] == "Уже отмечено"
    assert "Южные ворота" in north.card()[-2]
    again.close()
    watch.forgive(CUT)
    watch.forgive("net::ERR_FAILED")
