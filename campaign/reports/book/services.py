"""Writing and handing in the page of a stop; having the book made, frozen under its number; taking a spoilt one away."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, files, operations, tasks
from campaign.core.actor import SYSTEM, acting_as, current_actor, widened
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Closed, Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import Translated, _, _l
from campaign.core.lengths import too_long
from campaign.events.figures.models import Measure
from campaign.pdf.book import stream, stream_spread
from campaign.pdf.book.frozen import as_facts, of_facts
from campaign.pdf.book.printing import pages_of
from campaign.people.photos.models import Photo
from campaign.people.photos.queries import content, still_printable
from campaign.people.photos.schemas import Size
from campaign.relay.queries import relay_row, stop_row
from campaign.relay.schemas import StopRow
from campaign.reports.book.composing import composed, not_handed_in, spread_of
from campaign.reports.book.models import Book, BookPage, BookPhoto
from campaign.reports.book.policies import ensure_can_make_book, ensure_can_write_page
from campaign.reports.book.queries import approved_at, book_of, book_row, events_held, page_of
from campaign.reports.book.schemas import (
    MOST_CAPTION,
    MOST_FIGURES,
    MOST_LEAD,
    MOST_NAME,
    MOST_PHOTOS,
    MOST_POST,
    PageRow,
    PageWish,
)
from campaign.reports.book.words import LACKS

TASK: Final = "reports.book"
KEPT: Final = timedelta(days=3650)
_PDF: Final = "application/pdf"
SPOILT: Final = _l("A photo in this book may not be shown any more. Have the book made anew.")
_CHANGED: Final = _l("Somebody has changed this page meanwhile. Look at it again; nothing was saved.")
Step = Callable[[int, int], None]


def write_page(stop_id: int, wish: PageWish, version: int, key: str) -> None:
    """Keep the page of a stop as typed; a page that was handed in waits to be handed in again.

    Raises NotFound, Refused, Stale for another version than the one seen, Invalid, KeyReused.
    """
    with unit_of_work() as session:
        stop = stop_row(stop_id)
        ensure_can_write_page(current_actor(), stop.region_id, stop_id)
        if operations.begin(session, "book.page", key, [stop_id, version, asdict(wish)]) is not None:
            return
        row = _held(session, stop_id, version)
        _judge(session, stop_id, wish)
        row = row or _empty_page(session, stop)
        row.lead, row.quotation_id, row.measures = wish.lead, wish.quotation_id, list(wish.measures)
        row.giver_name, row.giver_post = wish.giver.name, wish.giver.post
        row.receiver_name, row.receiver_post = wish.receiver.name, wish.receiver.post
        _place(session, stop_id, stop.region_id, wish.photos)
        _moved_on(row)
        after = {"photos": [photo_id for photo_id, _caption in wish.photos], "quotation": wish.quotation_id}
        audit.note(session, "book.page_written", "stop", stop_id, region_id=stop.region_id, after=after)
        operations.finish(session, "book.page", key, {"version": row.version})


def choose_photos(stop_id: int, photo_ids: Iterable[int], version: int) -> None:
    """Put these photos on the page: those that stand there keep their place and words, new ones come after them.

    Raises as `write_page`.
    """
    with unit_of_work() as session:
        stop, chosen = stop_row(stop_id), set(photo_ids)
        ensure_can_write_page(current_actor(), stop.region_id, stop_id)
        row = _held(session, stop_id, version)
        there = {photo.photo_id: photo.caption for photo in page_of(stop_id).photos}
        captions: dict[int, Translated] = {
            photo_id: caption
            for photo_id, caption in session.execute(select(Photo.id, Photo.caption).where(Photo.id.in_(chosen)))
        }
        kept = [(photo_id, caption) for photo_id, caption in there.items() if photo_id in chosen]
        kept += [(photo_id, captions[photo_id]) for photo_id in sorted(captions) if photo_id not in there]
        unknown = [(photo_id, Translated()) for photo_id in chosen - set(captions)]
        _raise_for(list(_wrong_photos(stop_id, (*kept, *unknown))))
        row = row or _empty_page(session, stop)
        _place(session, stop_id, stop.region_id, kept)
        _moved_on(row)
        after = {"photos": [photo_id for photo_id, _caption in kept]}
        audit.note(session, "book.photos_chosen", "stop", stop_id, region_id=stop.region_id, after=after)


def _empty_page(session: Session, stop: StopRow) -> BookPage:
    empty = Translated()
    row = BookPage(
        stop_id=stop.id, region_id=stop.region_id, relay_id=stop.relay_id, lead=empty, giver_post=empty, receiver_post=empty,
        measures=[], version=0,
    )  # fmt: skip
    session.add(row)
    return row


def _held(session: Session, stop_id: int, version: int) -> BookPage | None:
    """The page, held until the unit of work ends; None when nobody has written it. Raises Stale."""
    asked = select(BookPage).where(BookPage.stop_id == stop_id).with_for_update()
    row = session.scalars(asked, execution_options={"populate_existing": True}).one_or_none()
    if (row.version if row else 0) != version:
        raise Stale(_CHANGED)
    return row


def _moved_on(row: BookPage) -> None:
    row.version += 1
    row.ready_on, row.ready_by = None, None


def _place(session: Session, stop_id: int, region_id: int, photos: Iterable[tuple[int, Translated]]) -> None:
    session.execute(delete(BookPhoto).where(BookPhoto.stop_id == stop_id))
    session.flush()
    session.add_all(
        BookPhoto(stop_id=stop_id, region_id=region_id, photo_id=photo_id, position=place, caption=caption)
        for place, (photo_id, caption) in enumerate(photos, 1)
    )
    session.flush()


def _judge(session: Session, stop_id: int, wish: PageWish) -> None:
    problems = [*_wrong_texts(wish), *_wrong_photos(stop_id, wish.photos)]
    if wish.quotation_id and wish.quotation_id not in {row.id for row in approved_at(stop_id)}:
        problems.append(Problem("quotation", "unknown", _("Choose an approved quotation of this stop.")))
    known = set(session.scalars(select(Measure.code).where(Measure.code.in_(wish.measures))))
    if known != set(wish.measures):
        problems.append(Problem("measures", "unknown", _("There is no such measure. Choose one of the list.")))
    if len(wish.measures) > MOST_FIGURES:
        problems.append(Problem("measures", "too_many", _("At most %(most)s figures fit on the page.", most=MOST_FIGURES)))
    _raise_for(problems)


def _raise_for(problems: list[Problem]) -> None:
    if problems:
        raise Invalid(_l("The page was not saved."), problems)


def _wrong_texts(wish: PageWish) -> Iterator[Problem]:
    yield from too_long("lead", wish.lead, MOST_LEAD)
    for name, who in (("giver", wish.giver), ("receiver", wish.receiver)):
        yield from too_long(f"{name}_name", who.name, MOST_NAME)
        yield from too_long(f"{name}_post", who.post, MOST_POST)
    for photo_id, caption in wish.photos:
        for code, words in caption.as_dict().items():
            yield from too_long(f"caption_{code}_{photo_id}", words, MOST_CAPTION)


def _wrong_photos(stop_id: int, photos: tuple[tuple[int, Translated], ...]) -> Iterator[Problem]:
    ids = [photo_id for photo_id, _caption in photos]
    here = set(db.session.scalars(select(Photo.id).where(Photo.id.in_(ids), Photo.stop_id == stop_id)))
    if len(ids) > MOST_PHOTOS:
        words = _("At most %(most)s photos fit on the pages of a stop, these are %(count)s.", most=MOST_PHOTOS, count=len(ids))
        yield Problem("photos", "too_many", words)
    if here != set(ids) or len(here) != len(ids):
        yield Problem("photos", "unknown", _("There is no such photo at this stop. Look at the photos again."))
    elif len(still_printable(ids)) < len(ids):
        words = _("A photo may not be printed: somebody in it has not agreed, or nobody has said who is seen. Take it out.")
        yield Problem("photos", "blocked", words)


def hand_in(stop_id: int, version: int) -> None:
    """Say that the page is whole. Raises NotFound, Refused, Stale, Closed with everything that is missing."""
    with unit_of_work() as session:
        stop = stop_row(stop_id)
        ensure_can_write_page(current_actor(), stop.region_id, stop_id)
        row, page = _held(session, stop_id, version), page_of(stop_id)
        if page.lacks or row is None:
            missing = "; ".join(str(LACKS[lack]) for lack in page.lacks)
            raise Closed(_("The page is not whole yet. Missing: %(what)s.", what=missing))
        row.ready_on, row.ready_by = clock.campaign_today(stop.time_zone), current_actor().user_id
        audit.note(session, "book.page_ready", "stop", stop_id, region_id=stop.region_id, after={"version": row.version})


def ask_for_book(relay_id: int, key: str) -> str:
    """Freeze what the book holds today under the next number, and queue the drawing; its uid. The same key gives the same.

    Raises NotFound, Refused.
    """
    with unit_of_work() as session:
        relay = relay_row(relay_id)
        ensure_can_make_book(current_actor(), relay.region_id)
        if known := operations.begin(session, TASK, key, [relay_id]):
            return str(known["book"])
        told, today = book_of(relay_id), clock.campaign_today()
        number = (session.scalar(select(func.max(Book.number)).where(Book.relay_id == relay_id)) or 0) + 1
        paper, uid = composed(told, number, events_held(relay_id), today), crypto.new_uid()
        row = Book(
            uid=uid, relay_id=relay_id, region_id=relay.region_id, number=number, content=as_facts(paper),
            photo_ids=[photo.photo_id for page in told.pages for photo in page.printed_photos], stops=len(told.pages),
            without=[page.stop.name.as_dict() for page in told.pages if page.is_empty], made_by=current_actor().user_id,
            asked_at=clock.campaign_now(),
        )  # fmt: skip
        session.add(row)
        row.job_uid = tasks.queue(session, TASK, relay.region_name, book_uid=uid)
        after = {"book": number, "stops": row.stops, "without": len(row.without)}
        audit.note(session, "book.asked", "relay", relay_id, region_id=relay.region_id, after=after)
        operations.finish(session, TASK, key, {"book": uid})
        return uid


def make(uid: str, step: Step, ended: Callable[[Session], None] = lambda session: None) -> None:
    """Draw the frozen book and keep its file; begun anew, it draws the same. `ended` in the unit of work that keeps it.

    Raises NotFound, Refused, Conflict when a photo in it may not be shown any more.
    """
    row = book_row(uid)
    ensure_can_make_book(current_actor(), row.region_id)
    if not may_be_shown(uid):
        raise Conflict(SPOILT)
    paper = of_facts(db.session.scalars(select(Book.content).where(Book.uid == uid)).one())
    pieces = list(stream(paper, lambda key: content(int(key), Size.SCREEN), step))
    db.session.rollback()
    with unit_of_work() as session:
        book = session.scalars(select(Book).where(Book.uid == uid).with_for_update()).one()
        if book.file_uid is not None:
            files.drop(session, book.file_uid)
        name = f"book-{book.relay_id}-{book.number}.pdf"
        book.file_uid = files.keep(session, pieces, name=name, mimetype=_PDF, region_id=book.region_id, stop_id=None, kept=KEPT)
        book.digest, book.pages = hashlib.sha256(b"".join(pieces)).hexdigest(), pages_of(paper)
        book.ready_at = book.ready_at or clock.campaign_now()
        ended(session)


def may_be_shown(uid: str) -> bool:
    """Whether every photo of the book may still be printed, those of other stops too. Raises NotFound."""
    book_row(uid)
    with widened():
        photo_ids = db.session.scalars(select(Book.photo_ids).where(Book.uid == uid)).one()
        return len(still_printable(photo_ids)) == len(photo_ids)


def opened(uid: str) -> tuple[files.FileRow, Iterator[bytes]]:
    """The file of a book, for whoever may read the book. Raises NotFound, Conflict when a photo may not be shown any more."""
    row = book_row(uid)
    if row.file_uid is None or not row.kept:
        raise NotFound(_l("There is no such file, or it was kept long enough."))
    if not may_be_shown(uid):
        raise Conflict(SPOILT)
    with widened():
        return files.shared_row(row.file_uid), files.content_of(row.file_uid, owned=False)


def preview(page: PageRow) -> bytes:
    """The pages of one stop as they stand now, as a PDF that is kept nowhere. Raises NotFound."""
    return b"".join(stream_spread(spread_of(page), not_handed_in(), lambda key: content(int(key), Size.SCREEN)))


def take_spoilt_away() -> int:
    """Drop the file and the content of books with a photo that may not be shown any more; how many. Swept as the system."""
    with acting_as(SYSTEM):
        known = db.session.execute(select(Book.uid, Book.photo_ids).where(Book.spoilt_at.is_(None))).all()
        wanted: set[Any] = {photo_id for _uid, ids in known for photo_id in ids}
        good = still_printable(wanted) if wanted else frozenset()
        spoilt = [uid for uid, ids in known if not set(ids) <= good]
        db.session.rollback()
        for uid in spoilt:
            with unit_of_work() as session:
                book = session.scalars(select(Book).where(Book.uid == uid).with_for_update()).one()
                if book.file_uid is not None:
                    files.drop(session, book.file_uid)
                book.file_uid, book.content, book.spoilt_at = None, {}, clock.campaign_now()
                audit.note(
                    session, "book.spoilt", "relay", book.relay_id, region_id=book.region_id, after={"book": book.number}
                )
        return len(spoilt)
