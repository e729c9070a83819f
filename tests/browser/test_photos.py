"""Three photos from a phone in a place with a bad network: all three are kept, once each, without another press."""

from flask import Flask
from playwright.sync_api import Page, Route, expect

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.people.photos.models import Photo
from campaign.relay.models import Stop
from tests.browser.conftest import COOKIE, PHONE, Site, Watch, sideways
from tests.factories import a_session_of, a_user, an_event
from tests.people.photos.pictures import drawn, from_a_phone, saved


def test_photos_come_through_a_bad_network(page: Page, live_site: Site, app: Flask, watch: Watch, axe_clean):
    """The second is cut off on its way, the answer to the third is lost after it was kept, a web page is refused by name."""
    event = an_event()
    user = a_user(Role.STOP, stop=db.session.get_one(Stop, event.stop_id))
    page.context.add_cookies([{"name": COOKIE, "value": a_session_of(user), "url": live_site.url}])
    page.set_viewport_size(PHONE)
    page.goto(live_site / f"/staff/events/{event.id}/photos?lang=kk")
    turns: list[str] = []
    cut_off: list[bool] = []

    def bad_network(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        if cut_off:  # however often it is tried meanwhile
            return route.abort("internetdisconnected")
        turns.append(route.request.url)
        if len(turns) == 2:
            cut_off.append(True)
            page.context.set_offline(True)
            return route.abort("connectionfailed")
        if len(turns) == 4:
            route.fetch()
            return route.abort("connectionreset")
        return route.continue_()

    page.route(f"**/staff/events/{event.id}/photos", bad_network)
    files = [("1.jpg", from_a_phone(6)), ("2.jpg", saved(drawn(1))), ("3.jpg", saved(drawn(2))), ("4.jpg", b"<html></html>")]
    page.locator("#files").set_input_files([{"name": name, "mimeType": "image/jpeg", "buffer": data} for name, data in files])
    page.get_by_role("button", name="Фотосуреттерді жіберу").click()
    expect(page.get_by_text("Байланыс жоқ.")).to_be_visible()
    assert sideways(page) == 0
    axe_clean(page)
    page.context.set_offline(False)
    cut_off.clear()
    expect(page.locator("#sending-sum")).to_have_text("Сақталғаны: 3 / 4 фотосурет.", timeout=20_000)
    expect(page.get_by_text("Ол бұрыннан бар: № 3 фотосурет.")).to_be_visible()
    expect(page.locator("#sending-list .field-error")).to_contain_text("веб-бет")
    expect(page.locator("#gallery .photo-card")).to_have_count(3)
    axe_clean(page)
    page.reload()
    expect(page.locator("#gallery .photo-card img").first).to_be_visible()
    expect(page.locator("#gallery .photo-card")).to_have_count(3)
    assert sideways(page) == 0
    watch.forgive("net::ERR")
    watch.forgive("422")
    db.session.rollback()
    assert [photo.file_name for photo in db.session.query(Photo).order_by(Photo.number)] == ["1.jpg", "2.jpg", "3.jpg"]
