"""Photos of an event: taken in once, recognised, sealed, printed only with consent, erased with every byte."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.core.errors import Conflict, Full, Invalid, NotFound, Stale
from campaign.core.i18n import Translated
from campaign.people.minors.services import withdraw_for
from campaign.people.models import Registration
from campaign.people.photos import queries, services
from campaign.people.photos.models import PhotoPart
from campaign.people.photos.schemas import Beside, PhotoCounts, PhotoWish, Seen, Size, Standing
from campaign.people.photos.services.seasons import PhotosOfASeason
from campaign.people.schemas import RegistrationState
from campaign.relay.models import Stop
from tests.factories import a_registration, a_relay, a_stop, an_event
from tests.people.minors.conftest import a_guardian_consent, a_minor
from tests.people.photos.pictures import a_photo, drawn, saved, sent


@contextmanager
def coordinator_of(stop):
    grants = (Grant(Role.STOP, region_id=stop.region_id, stop_id=stop.id, relay_id=stop.relay_id),)
    with acting_as(Actor(7, "К", "k@example.org", grants, scope=scope_of(grants))):
        yield


def standing(photo_id: int) -> Standing:
    return queries.photo_row(photo_id).standing


def test_the_same_file_is_one_photo_and_a_copy_is_recognised(either_app):
    """Sent again after a lost answer it is the same; made smaller and saved anew it looks like it; another one does not."""
    event, other = an_event(), an_event()
    picture = drawn(1)
    first = sent(event.id, saved(picture, quality=92))
    assert (first.number, first.again, first.like) == (1, False, None)
    again = sent(event.id, saved(picture, quality=92), "another name.jpg")
    assert (again.photo_id, again.number, again.again) == (first.photo_id, 1, True)
    copy = sent(event.id, saved(picture.resize((500, 375)), quality=60))
    assert copy.like is not None
    assert copy.like.number == 1
    assert sent(event.id, saved(drawn(2))).like is None
    assert sent(other.id, saved(picture, quality=92)).number == 1, "another event counts by itself"
    assert [row.number for row in queries.photos_of_event(event.id)] == [1, 2, 3]
    rows = queries.photos_of_event(event.id)
    assert rows[1].like.number == 1
    assert queries.beside(rows[1]) == Beside(rows[0].id, rows[2].id)
    services.name_person(rows[1].id, a_minor(event, "Ермек Нұрлан").id)
    assert [(one.event_id, one.count) for one in queries.blocked_photos()] == [(event.id, 1)]
    assert queries.people_to_name(queries.photo_row(rows[1].id), "ермек") == (), "who is named already is not offered"
    assert queries.owing(event.stop_id) == 0
    assert [(one.ok, one.looked_at) for one in recount(["photos"])] == [(True, 4)]


def test_bytes_lie_sealed_and_go_with_the_photo(app, tmp_path):
    event = an_event()
    photo_id = a_photo(event.id)
    jpeg = services.content(photo_id, Size.PRINT)
    assert jpeg.startswith(b"\xff\xd8\xff")
    parts = db.session.scalars(select(PhotoPart.content)).all()
    assert len(parts) == 3
    assert not any(b"JFIF" in part or jpeg[200:260] in part for part in parts)
    database = Path(str(db.engine.url.database))
    raw = b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
    assert b"JFIF" not in raw, "neither in the file nor in what is still to be written into it"
    assert queries.photo_row(photo_id).bytes == sum(len(services.content(photo_id, size)) for size in Size)
    services.erase(photo_id)
    assert db.session.scalar(select(func.count()).select_from(PhotoPart)) == 0
    with pytest.raises(NotFound):
        services.content(photo_id, Size.THUMB)


def test_only_what_everybody_agreed_to_is_printed(app):
    event = an_event()
    nobody, adults, unsaid = (
        a_photo(event.id, 1, seen=Seen.NOBODY),
        a_photo(event.id, 2, seen=Seen.ADULTS),
        a_photo(event.id, 3),
    )
    assert [row.id for row in queries.printable_photos(event.stop_id)] == [nobody, adults]
    assert standing(unsaid) is Standing.UNSAID
    assert queries.counts_of(queries.photos_of_stop(event.stop_id)) == PhotoCounts(3, 2, 1, 0)
    grown_up = a_registration(event, "Данияр Ахметов")
    services.name_person(adults, grown_up.id)
    assert standing(adults) is Standing.PRINTABLE
    db.session.get_one(Registration, grown_up.id).photo_consent = False
    db.session.commit()
    assert standing(adults) is Standing.NO_CONSENT, "whoever said no on the ticket is not printed"
    assert [(row.event_id, row.count) for row in queries.blocked_photos()] == [(event.id, 1)]
    assert queries.still_printable([nobody, adults, unsaid]) == {nobody}


def test_a_child_is_printed_only_as_long_as_a_parent_agrees(app):
    """Named without consent: blocked. With one: printed. Taken back: blocked at once, and on the list of things to do."""
    event = an_event()
    photo = a_photo(event.id, seen=Seen.NOBODY)
    child = a_minor(event)
    services.name_person(photo, child.id)
    services.name_person(photo, child.id)
    row = queries.photo_row(photo)
    assert (row.seen, row.standing, len(row.people)) == (Seen.MINORS, Standing.NO_CONSENT, 1)
    a_guardian_consent(child)
    child.photo_consent, child.state = True, RegistrationState.CONFIRMED
    event.taken += 1
    db.session.commit()
    assert standing(photo) is Standing.PRINTABLE
    assert queries.blocked_photos() == ()
    withdraw_for(child.id, "позвонила мать")
    assert standing(photo) is Standing.NO_CONSENT
    assert [(one.event_id, one.count) for one in queries.blocked_photos()] == [(event.id, 1)]
    assert queries.printable_photos(event.stop_id) == ()


def test_a_child_among_adults_or_without_a_name_is_not_printed(app):
    event = an_event()
    photo, child = a_photo(event.id), a_minor(event)
    services.name_person(photo, child.id)
    with pytest.raises(Conflict):
        services.say_who(photo, Seen.ADULTS, queries.photo_row(photo).version)
    with pytest.raises(Conflict):
        services.say_who_of_many(event.id, [photo], Seen.NOBODY)
    link = queries.photo_row(photo).people[0]
    services.unname_person(photo, link.id)
    assert standing(photo) is Standing.UNNAMED, "that children are seen stays said"
    with pytest.raises(Invalid):
        services.say_who_of_many(event.id, [photo], Seen.MINORS)
    services.name_person(photo, child.id)
    db.session.delete(db.session.get_one(Registration, child.id))
    db.session.commit()
    assert standing(photo) is Standing.GONE, "who cannot be asked any more is not printed"


def test_words_are_kept_and_a_stale_page_is_told(app):
    event = an_event()
    photo = a_photo(event.id)
    wish = PhotoWish(Translated(kk="Алаңда", ru="На площади"), "Исаева А.", None)
    services.describe(photo, wish, 1)
    row = queries.photo_row(photo)
    assert (row.caption, row.author, row.version) == (wish.caption, "Исаева А.", 2)
    with pytest.raises(Stale):
        services.describe(photo, wish, 1)
    with pytest.raises(Invalid) as refused:
        services.describe(photo, PhotoWish(Translated(ru="д" * 10_000), "х" * 500, None), 2)
    assert [problem.field for problem in refused.value.problems] == ["caption_ru", "author"]


def test_whoever_runs_another_stop_finds_no_photo(app):
    event = an_event()
    photo = a_photo(event.id)
    neighbour = a_stop(a_relay())
    with coordinator_of(neighbour):
        assert queries.photos_of_event(event.id) == ()
        for act in (
            lambda: queries.photo_row(photo), lambda: services.content(photo, Size.THUMB), lambda: services.erase(photo),
            lambda: sent(event.id, saved(drawn(9, 240, 180))), lambda: services.name_person(photo, 1),
        ):  # fmt: skip
            with pytest.raises(NotFound):
                act()
    assert queries.photo_row(photo).version == 1


def test_a_season_with_photos_is_not_taken_back(app):
    event = an_event()
    a_photo(event.id)
    stop = db.session.get_one(Stop, event.stop_id)
    with pytest.raises(Conflict, match="There is 1 photo of its events"):
        PhotosOfASeason().ensure_removable(db.session(), [stop.id])
    PhotosOfASeason().ensure_removable(db.session(), [stop.id + 1])


def test_an_event_takes_so_many_and_no_more(app, monkeypatch):
    monkeypatch.setattr("campaign.people.photos.services.adding.MOST_OF_EVENT", 1)
    event = an_event()
    a_photo(event.id)
    with pytest.raises(Full):
        a_photo(event.id, 2)
    assert a_photo(event.id) == queries.photos_of_event(event.id)[0].id, "what is there already is no new one"


@pytest.mark.parametrize("photos", [1, 3])
def test_a_gallery_asks_three_questions_however_many_there_are(app, statements, photos):
    event = an_event()
    for seed in range(photos):
        services.name_person(a_photo(event.id, seed), a_registration(event, f"Ахметов {seed}").id)
    stop_id = event.stop_id
    statements.clear()
    assert len(queries.photos_of_stop(stop_id)) == photos
    assert len([one for one in statements if one.startswith("SELECT")]) == 3
