"""What a phone at the door does when things go wrong: withdrawn, a day later, nothing to keep on, two tabs, a new version."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from campaign.accounts.devices.models import DeviceLink
from campaign.accounts.devices.services import withdraw
from campaign.core import clock
from campaign.core.db import db
from campaign.people.checkin.offline import words
from tests.browser.conftest import PHONE, Site, Watch
from tests.browser.doors import Door, a_square, standing
from tests.people.checkin.phones import a_door

CUT = "net::ERR_INTERNET_DISCONNECTED"
REFUSES = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };"
IS_FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };"


@pytest.fixture
def square(live_site: Site, app: Flask, page: Page):
    page.set_viewport_size(PHONE)
    return a_square(4)


def write_down(door: Door, name: str, phone: str = "8 701 555 77 66", year: str = "1999") -> None:
    """Somebody who is on no list."""
    door.choose("new")
    for field, typed in (("name", name), ("phone", phone), ("year", year)):
        door.page.locator(f"#new-{field}").fill(typed)
    door.page.locator("#way-new button").click()


def test_a_withdrawn_phone_forgets_its_list_and_the_next_link_sends_what_it_left(
    page: Page, watch: Watch, live_site: Site, square
):
    event, codes = square
    door = Door.at(live_site, event, page)
    door.type(codes[0])
    door.all_sent(1)
    door.context.set_offline(True)
    door.type(codes[1])
    write_down(door, "Жаңаұлы Адам")
    expect(page.locator(".door-name")).to_have_text("Жаңаұлы Адам")
    assert "Жаңаұлы" not in json.dumps(door.kept(), ensure_ascii=False)  # sealed
    withdraw(db.session.scalars(select(DeviceLink.id)).one())
    door.context.set_offline(False)
    expect(page.locator("#gone-words")).to_be_visible()
    expect(page.locator("#unsent-words")).to_contain_text("Не отправлено: 2, из них новых участников: 1")
    expect(page.locator("#doors-in")).to_be_hidden()
    expect(page.locator("#history")).to_be_empty()
    kept = door.kept()
    assert (kept["links"], [sorted(scan) for scan in kept["scans"]]) == (
        [],
        [["at", "event", "h", "key", "kind", "link", "order", "state"]],
    )
    page.reload()
    expect(page.locator("#gone-words")).to_be_visible()
    assert standing(event) == 1

    door.token = a_door(event)[1]
    page.goto(door.address)
    expect(page.locator("#bar-count")).to_have_text("Сохранено здесь 1 · отправлено 1")
    assert door.on_server() == 1
    watch.forgive(CUT)
    watch.forgive("410")


def test_a_link_whose_time_is_over_still_takes_what_was_written_down(page: Page, watch: Watch, live_site: Site, square):
    event, codes = square
    door = Door.at(live_site, event, page)
    door.context.set_offline(True)
    door.type(codes[0])
    write_down(door, "Жаңаұлы Адам")
    expect(page.locator(".door-name")).to_have_text("Жаңаұлы Адам")
    clock.set_shift(clock.shift() + timedelta(hours=30))
    page.reload()
    door.context.set_offline(False)
    door.all_sent(2)
    page.locator("#fetch").dispatch_event("click")  # hidden by now if the page has asked for the list by itself
    expect(page.locator("#gone-words")).to_be_visible()
    expect(page.locator("#unsent-words")).to_be_hidden()
    assert (door.on_server(), door.kept()["scans"]) == (2, [])
    watch.forgive(CUT)
    watch.forgive("410")


def test_a_list_dies_after_a_day_and_codes_are_saved_all_the_same(page: Page, watch: Watch, live_site: Site, square):
    event, codes = square
    door = Door.at(live_site, event, page)
    door.context.set_offline(True)
    page.reload()
    assert door.type(codes[0])[:2] == ["Отмечено", page.locator(".door-name").inner_text()]
    page.clock.set_system_time(clock.now() + timedelta(hours=23, minutes=59))
    page.reload()
    expect(page.locator("#list-facts")).to_contain_text("В списке: 4")
    again = door.type(codes[0])
    assert (again[0], again[-2].partition(", ")[2]) == ("Уже отмечено", "на этом телефоне")
    page.clock.set_system_time(clock.now() + timedelta(hours=24, minutes=1))
    page.reload()
    expect(page.locator("#dead-words")).to_be_visible()
    expect(page.locator("#list-facts")).to_contain_text("Списка на телефоне нет")
    assert "list" not in door.kept()["links"][0]
    assert door.type(codes[1])[:2] == ["Нет в списке", codes[1]]
    page.clock.set_system_time(clock.now() + timedelta(hours=2))  # put back: what is gone stays gone
    page.reload()
    expect(page.locator("#list-facts")).to_contain_text("Списка на телефоне нет")
    door.says(3, 0)
    door.context.set_offline(False)
    door.all_sent(3)
    watch.forgive(CUT)


@pytest.mark.parametrize(
    ("trouble", "said"),
    [(REFUSES, "Сети нет, а этот браузер"), (IS_FULL, "Память телефона заполнена")],
    ids=["refused", "full"],
)
def test_a_phone_that_cannot_keep_anything_says_so_and_works_with_a_network(
    trouble: str, said: str, page: Page, watch: Watch, live_site: Site, square
):
    event, codes = square
    door = Door(live_site, a_door(event)[1], page)
    page.goto(door.address + "?lang=ru")
    page.add_init_script(trouble)
    page.reload()
    expect(page.locator("#list-facts")).to_contain_text("В списке: 4")
    assert page.locator("#private-words").is_visible() == (trouble is REFUSES)
    expect(page.locator("#ready-words")).to_be_hidden()
    door.choose("code")
    page.locator("#code").fill(codes[0])
    page.keyboard.press("Enter")
    expect(page.locator(".door-word")).to_have_text("Отмечено")
    assert (standing(event), door.card()[-1]) == (1, "отправлено")
    door.context.set_offline(True)
    door.type(codes[1])
    expect(page.locator(".door-word")).to_have_text("Не сохранено")
    expect(page.locator(".door-note")).to_contain_text(said)
    watch.forgive(CUT)


def test_two_tabs_send_one_queue(page: Page, watch: Watch, live_site: Site, square):
    event, codes = square
    door = Door.at(live_site, event, page)
    twin = Door(live_site, door.token, door.context.new_page())
    twin.page.goto(door.address)
    expect(twin.page.locator("#list-facts")).to_contain_text("В списке: 4")
    door.context.set_offline(True)
    door.type(codes[0])
    door.type(codes[1])
    twin.type(codes[2])
    assert twin.type(codes[1])[1] == door.card()[1]  # within seconds: shown again, not written down again
    door.context.set_offline(False)
    for tab in (door, twin):
        expect(tab.page.locator("#bar-count")).to_have_text("Сохранено здесь 3 · отправлено 3")
    assert (standing(event), door.on_server()) == (3, 3)
    watch.forgive(CUT)


def test_a_new_version_arrives_and_nothing_is_lost(
    page: Page, watch: Watch, live_site: Site, square, monkeypatch: pytest.MonkeyPatch
):
    event, codes = square
    door = Door.at(live_site, event, page)
    door.context.set_offline(True)
    door.type(codes[0])
    monkeypatch.setitem(words.WORDS, "way_code", "Another word")
    page.reload()
    expect(page.locator("[data-way=code]")).to_have_text("Код с бейджа")
    door.context.set_offline(False)
    page.reload()  # as it was kept; the new one is fetched meanwhile
    kept = "caches.match('/field/shells/checkin').then((page) => page.text()).then((text) => text.includes('Another word'))"
    for _turn in range(100):
        page.wait_for_timeout(50)
        if page.evaluate(kept) and len(page.evaluate("caches.keys()")) == 1:
            break
    door.all_sent(1)
    door.context.set_offline(True)
    page.reload()
    expect(page.locator("[data-way=code]")).to_have_text("Another word")
    door.says(1, 1)
    about_people = "Promise.all([location.pathname, location.pathname + '/list?lang=ru'].map((one) => caches.match(one)))"
    assert page.evaluate(about_people) == [None, None]
    watch.forgive(CUT)


def test_the_worker_sends_for_a_page_that_sleeps(page: Page, watch: Watch, live_site: Site, square):
    """The browser wakes it when the phone is back in the net; the page itself cannot send here."""
    event, codes = square
    door = Door.at(live_site, event, page)
    page.route("**/batch?*", lambda route: route.abort())
    door.type(codes[0])
    door.says(1, 0)
    talk = door.context.new_cdp_session(page)
    known: list[str] = []
    talk.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: known.extend(one["registrationId"] for one in told["registrations"]),
    )
    talk.send("ServiceWorker.enable")
    page.wait_for_timeout(100)
    wake = {"origin": live_site.url, "registrationId": known[0], "tag": "field-items", "lastChance": False}
    talk.send("ServiceWorker.dispatchSyncEvent", wake)
    door.all_sent(1)
    assert standing(event) == 1
    watch.forgive("net::ERR_FAILED")
