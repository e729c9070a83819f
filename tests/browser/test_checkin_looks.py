"""The page of check-in as eyes and hands meet it: the camera, every state in three languages, light and dark, on 360 pixels."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from flask import Flask
from playwright.sync_api import BrowserType, Page, expect

from tests.browser.conftest import PHONE, Site, Watch, sideways
from tests.browser.doors import Door, a_browser_of_its_own, a_square, standing
from tests.people.checkin.phones import a_door

CUT = "net::ERR_INTERNET_DISCONNECTED"
WIDE, HIGH = 640, 480
# A reader as phones have one: it says what is written in the title of the page.
OWN_READER = """window.BarcodeDetector = class {
  detect() { return Promise.resolve([{ rawValue: document.title.slice(-7) }]); }
};
window.BarcodeDetector.getSupportedFormats = () => Promise.resolve(["ean_13", "qr_code"]);"""


def a_film(path: Path, words: str) -> str:
    """What a camera sees that is held before a code: the argument that shows it to the browser instead of a camera."""
    image: Any = zxingcpp.create_barcode(words, zxingcpp.BarcodeFormat.QRCode, options="ecLevel=M").to_image(scale=7)
    picture = memoryview(image)
    rows, columns = image.shape
    left, top = (WIDE - columns) // 2, (HIGH - rows) // 2
    light = bytearray(b"\xc8" * (WIDE * HIGH))
    for row in range(rows):
        start = (top + row) * WIDE + left
        light[start : start + columns] = bytes(picture[row, column] for column in range(columns))
    frame = b"FRAME\n" + bytes(light) + b"\x80" * (WIDE * HIGH // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDE} H{HIGH} F10:1 Ip A0:0 C420jpeg\n".encode() + frame * 3)
    return f"--use-file-for-fake-video-capture={path}"


@pytest.fixture
def square(live_site: Site, app: Flask):
    return a_square(4)


@pytest.mark.parametrize("own", [False, True])
def test_a_badge_before_the_camera_is_read_once(own: bool, live_site: Site, square, browser_type: BrowserType, tmp_path: Path):
    event, codes = square
    film = a_film(tmp_path / "badge.y4m", codes[2])
    camera = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", film)
    context = a_browser_of_its_own(browser_type, tmp_path / "phone", *camera, permissions=["camera"])
    watch = Watch()
    watch.over(context)
    door = Door.at(live_site, event, context.pages[0])
    if own:
        door.page.add_init_script(OWN_READER)
        door.page.reload()
        door.page.evaluate(f"document.title = 'Badge {codes[2]}'")
    context.set_offline(True)  # what reads codes is there without a network too
    door.page.locator("#camera-on").click()
    expect(door.page.locator(".door-word")).to_have_text("Отмечено")
    door.page.wait_for_timeout(900)  # it goes on looking at the same badge
    door.says(1, 0)
    assert door.page.evaluate("Boolean(window.jsQR)") is not own
    door.choose("code")
    assert door.page.evaluate("document.getElementById('video').srcObject") is None
    context.set_offline(False)
    door.all_sent(1)
    assert standing(event) == 1
    watch.forgive(CUT)
    watch.ensure_clean()
    context.close()


def test_without_a_camera_the_other_ways_are_named(page: Page, watch: Watch, live_site: Site, square):
    event, _codes = square
    door = Door.at(live_site, event, page)
    page.locator("#camera-on").click()
    expect(page.locator("#camera-wrong")).to_contain_text("коду")
    expect(page.locator("#camera-on")).to_be_visible()
    door.says(0, 0)


def test_every_state_fits_and_is_open_to_all_senses(
    page: Page, watch: Watch, live_site: Site, square, axe_clean: Callable[[Page], None]
):
    event, codes = square
    page.set_viewport_size(PHONE)
    door = Door.at(live_site, event, page)

    def look(also_dark: bool = False) -> None:
        for code in ("kk", "ru"):
            page.locator(f".lang [lang={code}]").click()
            expect(page.locator("html")).to_have_attribute("lang", code)
            assert sideways(page) == 0
        axe_clean(page)
        if also_dark:
            page.locator("#shade").click()
            axe_clean(page)
            page.locator("#shade").click()

    look()
    door.type(codes[0])
    door.all_sent(1)
    door.type(codes[0][:6])
    expect(page.locator("#code-wrong")).to_be_visible()
    look()
    door.choose("name")
    page.locator("#name").fill("0")
    expect(page.locator(".door-person")).to_have_count(4)
    look()
    door.context.set_offline(True)
    page.locator(".door-person").nth(1).click()
    expect(page.locator(".door-card.good")).to_be_visible()
    door.choose("new")
    page.locator("#way-new button").click()
    expect(page.locator("#way-new .field-error:visible")).to_have_count(3)
    look()
    door.type("2222222")
    expect(page.locator(".door-card.calm")).to_be_visible()
    look(also_dark=True)
    page.locator(".lang [lang=kk]").click()
    page.locator("#shade").click()
    page.reload()
    expect(page.locator("html[lang=kk][data-bs-theme=dark] [data-way=name]")).to_have_text("Тізімдегі ат")
    door.context.set_offline(False)
    door.all_sent(3)
    look()
    watch.forgive(CUT)


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined });", "нет https"),
        ("SubtleCrypto.prototype.digest = () => Promise.reject(new Error('broken'));", "Страница не запустилась"),
    ],
    ids=["no https", "broken"],
)
def test_a_phone_that_cannot_work_without_a_network_has_the_plain_page(
    trouble: str, said: str, page: Page, watch: Watch, live_site: Site, square
):
    event, codes = square
    page.set_viewport_size(PHONE)
    page.add_init_script(trouble)
    page.goto(Door(live_site, a_door(event)[1], page).address + "?lang=ru")
    expect(page.locator(".flash:visible")).to_contain_text(said)
    expect(page.locator("#app")).to_be_hidden()
    page.locator("#plain [name=q]").fill(codes[0])
    page.locator("#plain-find button").click()
    page.get_by_role("button", name="Отметить").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert (standing(event), sideways(page)) == (1, 0)
