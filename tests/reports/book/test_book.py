"""The page of a stop, and the whole book: whole, with what is missing named, frozen, and taken away when it must be."""

import hashlib
from datetime import date

import pytest
from sqlalchemy import select

from campaign.accounts.queries import actor_with_id
from campaign.core import files
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.core.errors import Closed, Conflict, Invalid, NotFound, Refused, Stale
from campaign.core.i18n import Translated
from campaign.core.runner import run_next
from campaign.people.photos.schemas import Seen
from campaign.people.photos.services import erase
from campaign.relay.models import Relay, Stop
from campaign.reports.book import queries, services
from campaign.reports.book.models import Book
from campaign.reports.book.schemas import Lack, PageWish
from campaign.territory.models import Region
from tests.factories import a_relay, a_stop, a_unit, a_user
from tests.pdf.reading import pages_of
from tests.reports.book.books import CAPTION, a_book, a_photo, a_whole_page


def the_book(uid: str) -> bytes:
    return b"".join(files.content_of(queries.book_row(uid).file_uid or "", owned=False))


def two_stops() -> tuple[Stop, Stop]:
    relay = a_relay()
    region = db.session.get_one(Region, relay.region_id)
    return a_stop(relay, arrives=date(2018, 4, 1)), a_stop(relay, a_unit(region, "Сарань", "Саран"))


def test_a_page_says_what_it_lacks_and_is_handed_in_when_whole(app):
    event = a_whole_page()
    page = queries.page_of(event.stop_id)
    assert (page.lacks, page.is_ready, page.version) == ((), False, 1)
    services.hand_in(event.stop_id, 1)
    assert queries.page_of(event.stop_id).is_ready
    wish = PageWish(photos=((page.photos[0].photo_id, Translated(ru="Приём")),))
    services.write_page(event.stop_id, wish, 1, "k")
    page = queries.page_of(event.stop_id)
    assert page.lacks == (Lack.PHOTOS, Lack.CAPTIONS, Lack.QUOTATION, Lack.SIGNERS)
    assert page.ready_on is None
    with pytest.raises(Closed, match="photos, at least 2; captions"):
        services.hand_in(event.stop_id, 2)
    with pytest.raises(Stale):
        services.write_page(event.stop_id, wish, 1, "other")


def test_only_photos_that_may_be_printed_stand_on_a_page(app):
    event = a_whole_page()
    unsaid, foreign = a_photo(event, 7, Seen.UNSAID), a_photo(a_whole_page(), 8)
    for photo_id in (unsaid, foreign, 999):
        with pytest.raises(Invalid):
            services.choose_photos(event.stop_id, [photo_id], 1)
    with pytest.raises(Invalid):
        services.write_page(event.stop_id, PageWish(photos=((unsaid, CAPTION),)), 1, "k")
    kept = [photo.photo_id for photo in queries.page_of(event.stop_id).photos]
    more = a_photo(event, 9)
    services.choose_photos(event.stop_id, [more, *kept], 1)
    assert [photo.photo_id for photo in queries.page_of(event.stop_id).photos] == [*kept, more]


def test_the_book_names_a_missing_page_and_is_frozen(app):
    stop, _empty = two_stops()
    a_whole_page(stop)
    stop_id, relay_id = stop.id, stop.relay_id
    services.hand_in(stop_id, 1)
    made = a_book(relay_id)
    row, pdf = queries.book_row(str(made["book_uid"])), the_book(str(made["book_uid"]))
    pages = pages_of(pdf)
    assert (row.number, row.stops, [name.kk for name in row.without]) == (1, 2, ["Саран"])
    assert (row.pages, row.digest) == (len(pages), hashlib.sha256(pdf).hexdigest())
    told = " ".join(pages)
    for words in (
        "Теміртау",
        "Темиртау",
        "Приём книги",
        "Кітапты қабылдау",
        "550",
        "«Честность начинается с двери»",
        "Ли Т. В.",
    ):
        assert words in told
    missing, index = [page for page in pages if "Бұл кезең кітапқа бет тапсырмады" in page]
    assert "фотографии, не меньше 2" in missing
    assert ("Сарань" in missing, "Сарань" in index) == (True, True)
    services.write_page(stop_id, PageWish(lead=Translated(ru="Другие слова")), 1, "k")
    services.make(str(made["book_uid"]), lambda done, of: None)
    assert the_book(str(made["book_uid"])) == pdf  # a worker that was killed draws the same again
    assert queries.book_row(str(a_book(relay_id)["book_uid"])).number == 2


def test_a_book_with_a_photo_that_was_erased_is_given_to_nobody(app):
    stop_id = a_whole_page().stop_id
    relay_id = db.session.get_one(Stop, stop_id).relay_id
    uid = str(a_book(relay_id)["book_uid"])
    assert (services.may_be_shown(uid), services.take_spoilt_away()) == (True, 0)
    erase(queries.page_of(stop_id).photos[0].photo_id)
    assert not services.may_be_shown(uid)
    with pytest.raises(Conflict):
        services.make(uid, lambda done, of: None)
    assert services.take_spoilt_away() == 1
    row = queries.book_row(uid)
    assert (row.number, row.file_uid, row.kept) == (1, None, False)
    assert db.session.scalars(select(Book.content)).one() == {}
    assert len(queries.page_of(stop_id).photos) == 1


@pytest.mark.parametrize("stops", [1, 3])
def test_the_pages_of_a_relay_ask_the_same_questions_however_many(app, statements, stops):
    relay = a_relay()
    region = db.session.get_one(Region, relay.region_id)
    for number in range(stops):
        a_whole_page(a_stop(relay, a_unit(region, f"Город {number}"), arrives=date(2018, 4, 1)))
    relay_id = relay.id
    queries.book_of(relay_id)
    statements.clear()
    assert len(queries.book_of(relay_id).pages) == stops
    assert len(statements) == 24


def test_others_neither_see_nor_write_it(reader, app):
    event = a_whole_page()
    stop = db.session.get_one(Stop, event.stop_id)
    relay = db.session.get_one(Relay, stop.relay_id)
    with acting_as(actor_with_id(a_user(Role.STOP, stop=a_stop()).id)), pytest.raises(NotFound):
        queries.page_of(event.stop_id)
    with acting_as(actor_with_id(a_user(Role.STOP, stop=stop).id)):
        with pytest.raises(Refused):
            services.ask_for_book(relay.id, "k")
        services.hand_in(stop.id, 1)
    reader.sign_in(a_user(Role.AUDITOR))
    reader.visit(f"/staff/stops/{stop.id}/book")
    assert reader.page.select("main form[method=post]") == []


def test_a_coordinator_writes_the_page_and_looks_at_it(reader, app):
    event = a_whole_page()
    stop = db.session.get_one(Stop, event.stop_id)
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/stops/{stop.id}/book")
    reader.send({"photos-0-place": "", "lead_ru": "ы" * 701, "photos-1-caption_ru": "я" * 301}, form="#page-form", expect=422)
    assert "At most 700 characters fit here, there are 701." in reader.text()
    assert "At most 300 characters fit here, there are 301." in reader.text()
    reader.send({"lead_ru": "Хорошо", "photos-1-caption_ru": "Приём"}, form="#page-form", expect=303)
    assert [photo.caption.ru for photo in queries.page_of(stop.id).photos] == ["Приём"]
    reader.visit(f"/staff/stops/{stop.id}/book/photos")
    reader.send(
        {"photos": [str(photo["value"]) for photo in reader.page.select("[name=photos]")]}, form="#page-form", expect=303
    )
    reader.visit(f"/staff/stops/{stop.id}/book")
    assert len(reader.page.select(".photo-card")) == 2
    answer = reader.client.get(f"/staff/stops/{stop.id}/book.pdf")
    assert (answer.mimetype, "Хорошо" in " ".join(pages_of(answer.data))) == ("application/pdf", True)


def test_an_organizer_has_the_book_made_from_its_page(reader, app):
    event = a_whole_page()
    stop = db.session.get_one(Stop, event.stop_id)
    reader.sign_in(a_user(Role.REGION, region=db.session.get_one(Region, stop.region_id)))
    reader.visit(f"/staff/relays/{stop.relay_id}/book")
    assert "0 of 1 pages are handed in" in reader.text()
    reader.send({}, form="form[action$='/book']", expect=303)
    address = reader.response.location
    assert run_next()
    reader.visit(address)
    found = reader.page.select_one("a[href$='/file']")
    assert found is not None
    assert reader.client.get(found["href"]).data[:5] == b"%PDF-"
