"""A walk of 120 doors on two phones in a real browser, the network cut: two taps a door at most, each door exactly once."""

from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import BrowserType, Page, expect
from sqlalchemy import func, select

from campaign.core import checks
from campaign.core.db import db
from campaign.walks.closing.queries import team_sums
from campaign.walks.closing.schemas import Counts, Material
from campaign.walks.closing.services import close_team, close_walk
from campaign.walks.doors.models import DoorRecord
from campaign.walks.models import WalkDoor, WalkTeam
from campaign.walks.schemas import Sign, Soap
from tests.browser.conftest import Site, Watch
from tests.browser.doors import a_browser_of_its_own
from tests.materials.stock import stocked_for_walks
from tests.walks.doors.rounds import a_phone_of, a_walk_of_today, teams_of

FLOORS = {str(floor): [f"{floor}{room:02}" for room in range(1, 25)] for floor in range(1, 6)}
CUT = "net::ERR_INTERNET_DISCONNECTED"
# What happens at the doors in turn: usual (one tap), both said (two taps), nobody (one tap), a refusal of the soap (two taps).
TURNS = [["sign=up"], ["soap=given", "sign=there"], ["soap=absent"], ["soap=refused", "sign=impossible"]]
# Opens a door of the grid, then answers so many doors, each as the sheet comes by itself; says how many taps each door took.
ANSWER = """async ([room, turns, count]) => {
  let taps = 0;
  document.addEventListener("click", () => { taps += 1; }, true);
  const tap = (part) => part.click();
  const at = () => document.getElementById("sheet-room").textContent;
  const floor = [...document.querySelectorAll("#floors button")].find((one) => one.textContent === room[0]);
  tap(floor);
  const soon = () => new Promise((go) => setTimeout(go, 2));
  while (!document.getElementById("floor-title").textContent.includes(room[0])) { await soon(); }
  const cell = [...document.querySelectorAll("#doors button")].find((one) => one.firstChild.textContent === room);
  tap(cell);
  const each = [];
  for (let turn = 0; turn < count; turn += 1) {
    taps = 0;
    const here = at();
    for (const answer of turns[turn % turns.length]) { tap(document.querySelector(`[data-${answer}]`)); }
    while (at() === here && !document.getElementById("sheet").hidden) { await soon(); }
    each.push([here, taps]);
  }
  return each;
}"""


def a_round(site: Site, page: Page, token: str) -> str:
    """The page of a team's phone, opened once with a network until it says that it needs none any more; its address."""
    address = site / f"/field/walk/{token}"
    page.goto(address + "?lang=ru")
    expect(page.locator("#ready-words")).to_be_visible()
    return address


def test_a_hundred_and_twenty_doors_on_two_phones_without_a_network(
    page: Page, watch: Watch, live_site: Site, app: Flask, browser_type: BrowserType, tmp_path: Path, axe_clean: Any
):
    walk = a_walk_of_today(floors=FLOORS)
    first, second = teams_of(walk)
    db.session.query(WalkDoor).update({WalkDoor.team_id: first.id})
    db.session.delete(second)
    db.session.commit()
    asel = page
    timur_browser = a_browser_of_its_own(browser_type, tmp_path / "timur")
    timur = timur_browser.pages[0]
    address = a_round(live_site, asel, a_phone_of(first, "Асель")[1])
    a_round(live_site, timur, a_phone_of(first, "Тимур")[1])
    for context in (asel.context, timur_browser):
        context.set_offline(True)

    taps = asel.evaluate(ANSWER, ["101", TURNS, 60]) + timur.evaluate(ANSWER, ["313", TURNS, 60])
    assert sorted(room for room, _taps in taps) == sorted(room for rooms in FLOORS.values() for room in rooms)
    assert max(count for _room, count in taps) == 2
    for phone in (asel, timur):
        expect(phone.locator("#bar-count")).to_have_text("Сохранено здесь 60 · отправлено 0")
    axe_clean(asel)
    asel.goto(address)  # closed and opened again without a network: all is still there
    expect(asel.locator("#bar-count")).to_have_text("Сохранено здесь 60 · отправлено 0")
    assert db.session.scalar(select(func.count()).select_from(DoorRecord)) == 0
    for phone in (asel, timur):
        phone.context.set_offline(False)
        expect(phone.locator("#bar-count")).to_have_text("Сохранено здесь 60 · отправлено 60", timeout=15_000)

    db.session.rollback()
    assert db.session.scalar(select(func.count(DoorRecord.door_id.distinct()))) == 120
    assert db.session.scalar(select(func.count()).select_from(DoorRecord)) == 120
    found = db.session.execute(select(WalkDoor.soap, WalkDoor.sign, func.count()).group_by(WalkDoor.soap, WalkDoor.sign))
    assert {(soap, sign): count for soap, sign, count in found} == {
        (Soap.GIVEN, Sign.UP): 30, (Soap.GIVEN, Sign.THERE): 30, (Soap.ABSENT, Sign.UNSET): 30,
        (Soap.REFUSED, Sign.IMPOSSIBLE): 30,
    }  # fmt: skip
    stocked_for_walks(walk.stop_id)
    counts = {Material.SOAP: Counts(70, 9, 1), Material.SIGN: Counts(32, 2), Material.GLOVES: Counts(4, 4)}
    version = db.session.scalar(select(WalkTeam.version)) or 0
    closed = close_team(first.id, counts, version)
    assert [(one.given, one.difference) for one in closed.sums.values()] == [(60, 0), (30, 0), (0, 0)]
    close_walk(walk.event_id, "")
    assert team_sums(first.id).again == 30
    assert [outcome.wrong for outcome in checks.recount(["walks"])] == [()]
    timur_browser.close()
    watch.forgive(CUT)
