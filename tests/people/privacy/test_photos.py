"""Whoever is erased leaves every picture: its bytes go, its number stays, and what packages remember of them becomes a dash."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from campaign.core import clock, crypto
from campaign.core.actor import Role
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.exchange.packages.models import Package
from campaign.exchange.packages.schemas import PackageState, Side
from campaign.people.photos import queries
from campaign.people.photos import services as photos
from campaign.people.photos.models import Photo, PhotoPart
from campaign.people.photos.schemas import Size, Standing
from campaign.people.privacy import services
from campaign.people.privacy.schemas import ERASED, PhotosOf
from tests.factories import a_registration, a_user, an_event, kept
from tests.people.photos.pictures import a_photo
from tests.people.privacy.canaries import NAME, name_canary


def pictured(event, *registrations) -> int:
    photo = a_photo(event.id, seed=len(registrations) + 10)
    for registration in registrations:
        photos.name_person(photo, registration.id)
    return photo


def parts() -> dict[int, int]:
    db.session.rollback()
    return dict(tuple(row) for row in db.session.execute(select(PhotoPart.photo_id, func.count()).group_by(PhotoPart.photo_id)))


def test_every_byte_of_their_pictures_goes_and_every_row_stays(either_app, figure):
    event = an_event()
    mine, other = a_registration(event, NAME), a_registration(event, "Другой Человек")
    person = name_canary(mine)
    alone, together, without = pictured(event, mine), pictured(event, mine, other), pictured(event)
    content = select(PhotoPart.content).where(PhotoPart.photo_id.in_([alone, together]))
    sealed = [part[:200] for part in db.session.scalars(content)]
    looks = db.session.execute(select(Photo.file_hash, Photo.look).where(Photo.id != without)).all()
    assert services.preview(person.id).photos == PhotosOf(2, 1)
    services.erase(person.id)
    assert set(parts()) == {without}
    assert [row.standing for row in queries.photos_of_event(event.id)] == [Standing.EMPTIED] * 2 + [Standing.UNSAID]
    for photo in (alone, together):
        with pytest.raises(NotFound):
            queries.content(photo, Size.THUMB)
        with pytest.raises(NotFound):
            queries.photo_place(photo)
    assert set(looks).isdisjoint(db.session.execute(select(Photo.file_hash, Photo.look)).all())
    assert [(one.ok, one.looked_at) for one in recount(["photos"])] == [(True, 3)]
    assert queries.still_printable([alone, together]) == frozenset()
    assert queries.blocked_photos() == ()
    if db.engine.dialect.name == "sqlite":
        stored = b"".join(path.read_bytes() for path in Path(either_app.config["DATA_DIR"]).glob("*.db*"))
        left = sum(part in stored for part in sealed)
        assert left == 0
        figure(f"{left} of {len(sealed)} parts of pictures left in the file")


def test_the_preview_says_how_many_pictures_go_and_pages_show_that_they_are_gone(reader):
    event = an_event()
    mine = a_registration(event, NAME)
    photo = pictured(event, mine, a_registration(event, "Другой Человек"))
    event_id, number, person_id = event.id, mine.id, mine.person_id
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit(f"/staff/registrations/{number}/erase")
    assert "Photos that are deleted 1 with others in them too: 1" in reader.text()
    services.erase(person_id)
    for page in (f"/staff/events/{event_id}/photos", f"/staff/photos/{photo}"):
        reader.visit(page)
        assert "Picture deleted" in reader.text()
        assert not reader.page.select("main img")
    reader.visit(f"/staff/photos/{photo}/thumb.jpg", expect=404)


def test_a_picture_of_others_may_be_sent_again_after_the_one_with_them_was_emptied(app):
    event = an_event()
    mine = a_registration(event, NAME)
    first = pictured(event, mine)
    services.erase(mine.person_id)
    assert a_photo(event.id, seed=11) != first


def test_what_a_package_remembers_of_them_becomes_a_dash(either_app):
    event = an_event()
    mine, other = a_registration(event, NAME), a_registration(event, "Другой Человек")
    person = name_canary(mine)
    package = Package(
        uid=crypto.new_uid(), side=Side.HOME, state=PackageState.BACK, region_id=event.region_id, stop_id=event.stop_id,
        traveller="Т", made_at=clock.now(), rows=1, key_sealed=b"", signer="",
    )  # fmt: skip
    log = [
        {"table": "people", "key": str(person.id), "here": {"full_name": NAME}, "there": {"full_name": "Иначе Написан"}},
        {
            "table": "registrations",
            "key": str(mine.id),
            "here": {"note": "ест рыбу"},
            "there": {"note": "не ест", "role_id": 3},
        },
        {"table": "registrations", "key": str(other.id), "here": {"note": f"с {NAME}"}, "there": {"note": "сам"}},
    ]
    package.log_sealed = crypto.seal(json.dumps(log, ensure_ascii=False), "packages.log", package.uid)
    kept(package)
    services.erase(person.id)
    db.session.expire_all()
    left = json.loads(crypto.unseal(package.log_sealed, "packages.log", package.uid))
    assert [(one["here"], one["there"]) for one in left] == [
        ({"full_name": ERASED}, {"full_name": ERASED}),
        ({"note": ERASED}, {"note": ERASED, "role_id": 3}),
        ({"note": f"с {ERASED}"}, {"note": "сам"}),
    ]
