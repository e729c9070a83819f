"""The pages of photos: sending by a form and by its script, galleries, one photo, the picture itself."""

import io

import pytest

from campaign.core.actor import Role
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.people.photos import queries
from campaign.people.photos.models import Photo, PhotoPart
from campaign.people.photos.schemas import MOST_BYTES, Seen, Size, Standing
from campaign.people.photos.services import content
from campaign.relay.models import Stop
from tests.factories import a_registration, a_relay, a_stop, a_user, an_event
from tests.people.minors.conftest import a_minor
from tests.people.photos.pictures import a_photo, drawn, saved
from tests.reader import Reader, fresh_context


@pytest.fixture
def event(app):
    return an_event()


@pytest.fixture
def desk(app, event):
    """A coordinator of the stop."""
    reader = Reader(app)
    reader.sign_in(a_user(Role.STOP, stop=db.session.get_one(Stop, event.stop_id), name="Алия Бекова"))
    return reader


def a_file(data: bytes, name: str = "IMG_0001.jpg"):
    return io.BytesIO(data), name


def of_script(desk: Reader, event_id: int, data: bytes):
    """What the page's script sends of one file, and what it is told."""
    desk.visit(f"/staff/events/{event_id}/photos")
    token = desk.page.select_one("#photos-form [name=csrf_token]")["value"]
    fields = {"csrf_token": token, "seen": "nobody", "author": "А. Бекова", "files": a_file(data)}
    with fresh_context():
        return desk.client.post(
            f"/staff/events/{event_id}/photos", data=fields, headers={"Accept": "application/json"},
            content_type="multipart/form-data",
        )  # fmt: skip


def test_photos_are_sent_by_the_form_and_the_wrong_one_is_named(desk, event):
    page = desk.visit(f"/staff/events/{event.id}/photos")
    assert "No photos yet" in page.get_text()
    assert page.select_one("[name=author]")["value"] == "Алия Бекова"
    files = [a_file(saved(drawn(1, 240, 180))), a_file(b"<!DOCTYPE html>", "page.jpg"), a_file(saved(drawn(2, 240, 180)))]
    desk.send({"files": files, "author": "А. Бекова", "seen": "nobody"}, form="#photos-form", expect=422)
    assert "1 file was not taken; the others are kept. page.jpg : This is a web page" in desk.text()
    rows = queries.photos_of_event(event.id)
    assert [(row.number, row.author, row.seen, row.file_name) for row in rows] == [
        (1, "А. Бекова", Seen.NOBODY, "IMG_0001.jpg"), (2, "А. Бекова", Seen.NOBODY, "IMG_0001.jpg"),
    ]  # fmt: skip
    assert len(desk.page.select(".photo-card img")) == 2
    desk.send({"files": [], "seen": "unsaid"}, form="#photos-form", expect=422)
    assert "Choose at least one photo." in desk.text()


def test_the_script_gets_a_word_and_a_card_and_may_send_twice(desk, event):
    jpeg = saved(drawn(1, 240, 180))
    first, again = of_script(desk, event.id, jpeg).json, of_script(desk, event.id, jpeg).json
    assert (first["number"], first["again"], first["words"]) == (1, False, "Kept as photo 1.")
    assert f'id="photo-{first["photo"]}"' in first["card"]
    assert (again["photo"], again["again"]) == (first["photo"], True)
    wrong = of_script(desk, event.id, b"GIF89a" + bytes(100))
    assert (wrong.status_code, wrong.json["message"][:13]) == (422, "This is a GIF")
    large = of_script(desk, event.id, b"\xff\xd8\xff" + bytes(MOST_BYTES))
    assert (large.status_code, "larger than 25 MB" in large.json["message"]) == (422, True)
    assert len(queries.photos_of_event(event.id)) == 1


def test_a_picture_is_shown_to_those_whose_it_is_and_kept_by_nobody_between(app, desk, event):
    photo = a_photo(event.id)
    address = f"/staff/photos/{photo}/screen.jpg"
    with fresh_context():
        answer = desk.client.get(address)
        again = desk.client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert answer.data == content(photo, Size.SCREEN)
    sent = {name: answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")}
    assert sent == {"Content-Type": "image/jpeg", "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}
    assert (again.status_code, again.data) == (304, b"")
    for user in (a_user(Role.STOP, stop=a_stop(a_relay())), a_user(Role.AUDITOR)):
        other = Reader(app)
        other.sign_in(user)
        with fresh_context():
            assert other.client.get(address).status_code in {403, 404}
    desk.visit(f"/staff/photos/{photo}/huge.jpg", expect=404)


def test_words_who_is_seen_and_erasing(desk, event):
    photo, child = a_photo(event.id), a_minor(event, "Ермек Нұрлан")
    a_registration(event, "Данияр Ахметов")
    desk.visit(f"/staff/photos/{photo}")
    wish = {
        "caption_kk": "Алаңда",
        "caption_ru": "На площади",
        "author": "А. Бекова",
        "taken_on": "06.04.2018",
        "taken_time": "10.15",
    }
    desk.send(wish, form="#page-form", expect=303)
    page = desk.follow()
    row = queries.photo_row(photo)
    assert (row.caption.ru, row.taken_at.isoformat()) == ("На площади", "2018-04-06T04:15:00+00:00")
    assert page.select_one("#taken_time")["value"] == "10:15"
    desk.send({"version": "1", "caption_ru": "Иначе"}, form="#page-form", expect=409)
    assert "Somebody has changed this photo meanwhile." in desk.text()
    assert desk.page.select_one("#caption_ru").get_text().strip() == "Иначе", "nothing that was typed is lost"
    desk.visit(f"/staff/photos/{photo}?q=нурлан")
    assert "Данияр" not in desk.text()
    desk.send({}, form=f"form[action='/staff/photos/{photo}/name']", expect=303)
    assert "Ермек Нұрлан" in desk.follow().get_text()
    assert queries.photo_row(photo).standing is Standing.NO_CONSENT
    desk.visit("/staff/")
    assert "1 photo lacks a consent (Митинг на площади)" in desk.text()
    desk.visit(f"/staff/photos/{photo}")
    desk.send({"seen": "adults"}, form="#people-form", expect=422)
    assert "may be under age" in desk.text()
    desk.send({}, form=f"form[action='/staff/photos/{photo}/erase']", expect=303)
    assert "No photos yet" in desk.follow().get_text()
    assert child.id


def test_many_at_once_and_all_of_a_stop(desk, event):
    first, second = a_photo(event.id, 1), a_photo(event.id, 2)
    desk.visit(f"/staff/events/{event.id}/photos?show=unsaid")
    form = desk.page.select_one("#people-form")
    token = form.select_one("[name=csrf_token]")["value"]
    for given, words in (({}, "Tick the photos first"), ({"photo": [first, second]}, "Noted for 2 photos.")):
        with fresh_context():
            sent = {"csrf_token": token, "seen": "adults", **given}
            desk._take(desk.client.post(form["action"], data=sent, headers={"Accept-Language": "en"}), 303)
        assert words in desk.follow().get_text()
    desk.visit(f"/staff/stops/{event.stop_id}/photos?show=printable")
    assert len(desk.page.select(".photo-card")) == 2
    desk.visit(f"/staff/stops/{event.stop_id}")
    assert "2 photos are here" in desk.text()


def test_the_check_finds_a_part_that_is_lost(app, event):
    a_photo(event.id)
    assert [(one.ok, one.looked_at) for one in recount(["photos"])] == [(True, 1)]
    part = db.session.query(PhotoPart).filter_by(size=Size.THUMB).one()
    db.session.delete(part)
    db.session.commit()
    assert [one.wrong[0].id for one in recount(["photos"])] == [db.session.query(Photo.id).scalar()]
