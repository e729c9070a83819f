"""Reading the pages of the book and the books that were made; within the scope of whoever asks."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import func, or_, select

from campaign.accounts.models import RoleGrant, User
from campaign.core import clock
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.files import KeptFile
from campaign.core.i18n import LANGUAGES, Translated, _l, use_language
from campaign.events.figures.queries import figures_of_relay, figures_of_stop
from campaign.events.figures.schemas import Gathered
from campaign.events.figures.totals import total_of
from campaign.events.figures.words import sum_words
from campaign.events.models import Event
from campaign.events.press.models import Quotation
from campaign.events.press.schemas import QuotationRow
from campaign.events.schemas import WAS_HELD
from campaign.people.photos.models import Photo
from campaign.people.photos.queries import still_printable
from campaign.relay.custody.queries import handover_row, handovers_at
from campaign.relay.models import Relay, Stop
from campaign.relay.queries import campaign_of, chain_of, relay_row, stop_row
from campaign.relay.schemas import StopRow, StopState
from campaign.reports.book.models import Book, BookPage, BookPhoto
from campaign.reports.book.schemas import (
    DUE_AFTER,
    MOST_FIGURES,
    USUAL,
    BookRow,
    Brief,
    Chosen,
    Number,
    PageRow,
    RelayBook,
    Signer,
)

NO_BOOK = _l("There is no such book.")
_FILE = KeptFile.__table__.alias()  # of a book that is the asker's to see, so it needs no narrowing of its own


def page_of(stop_id: int) -> PageRow:
    """The page of one stop. Raises NotFound outside the scope. A constant number of statements."""
    stop = stop_row(stop_id)
    gathered = figures_of_stop(stop_id)
    (page,) = _pages([stop], chain_of(stop.relay_id), lambda _stop_id: gathered)
    return page


def brief_of(stop: StopRow) -> Brief:
    """How the page of a stop stands, without what is on it. One statement."""
    photos = select(func.count(BookPhoto.id)).where(BookPhoto.stop_id == stop.id).scalar_subquery()
    written = select(BookPage.ready_on).where(BookPage.stop_id == stop.id).scalar_subquery()
    ready_on, count = db.session.execute(select(written, photos)).one()
    return Brief(ready_on, count, stop.departs_on + DUE_AFTER, stop.state is StopState.DONE)


def book_of(relay_id: int) -> RelayBook:
    """The pages of all stops of a relay that the asker sees. A constant number of statements. Raises NotFound."""
    relay, chain = relay_row(relay_id), chain_of(relay_id)
    seen = set(db.session.scalars(select(Stop.id).where(Stop.relay_id == relay_id)))
    gathered = figures_of_relay(relay_id)
    pages = _pages([stop for stop in chain if stop.id in seen], chain, gathered.of_stop)
    return RelayBook(relay, campaign_of(relay_id).name, pages)


def _pages(stops: Sequence[StopRow], chain: Sequence[StopRow], figures: Callable[[int], Gathered]) -> tuple[PageRow, ...]:
    ids = [stop.id for stop in stops]
    written = {row.stop_id: row for row in db.session.scalars(select(BookPage).where(BookPage.stop_id.in_(ids)))}
    quotations = _quotations([row.quotation_id for row in written.values()])
    photos, owing = _photos(ids), _coordinators(ids)
    places = {stop.id: place for place, stop in enumerate(chain)}
    found = []
    for stop in stops:
        place, page = places.get(stop.id, len(chain)), written.get(stop.id)
        before = chain[place - 1].name if 0 < place < len(chain) else Translated()
        after = chain[place + 1].name if place + 1 < len(chain) else Translated()
        told = PageRow(
            stop, place + 1, len(chain), before, after, tuple(owing.get(stop.id, ())), photos=tuple(photos.get(stop.id, ())),
            numbers=_numbers(figures(stop.id), tuple(page.measures) if page else ()),
        )  # fmt: skip
        found.append(_written(told, page, quotations) if page else told)
    return tuple(found)


def _written(page: PageRow, row: BookPage, quotations: Mapping[int, QuotationRow]) -> PageRow:
    return replace(
        page, lead=row.lead, quotation=quotations.get(row.quotation_id or 0), measures=tuple(row.measures),
        giver=Signer(row.giver_name, row.giver_post), receiver=Signer(row.receiver_name, row.receiver_post),
        ready_on=row.ready_on, version=row.version,
    )  # fmt: skip


def _quotations(ids: Iterable[int | None]) -> dict[int, QuotationRow]:
    """Those of them that are approved: no others are printed. One statement."""
    asked = select(Quotation).where(Quotation.id.in_([one for one in ids if one]), Quotation.approved_on.is_not(None))
    return {
        row.id: QuotationRow(
            row.id, row.event_id, row.speaker, row.post, row.text, row.approved_by, row.approved_on, row.version
        )
        for row in db.session.scalars(asked)
    }  # fmt: skip


def _photos(stop_ids: Sequence[int]) -> dict[int, list[Chosen]]:
    """The chosen photos of each stop in their order. Four statements."""
    asked = (
        select(BookPhoto, Photo.width, Photo.height, Photo.author, Photo.bytes)
        .join(Photo, Photo.id == BookPhoto.photo_id)
        .where(BookPhoto.stop_id.in_(stop_ids))
        .order_by(BookPhoto.position, BookPhoto.id)
    )
    rows = db.session.execute(asked).all()
    printable = still_printable(row.photo_id for row, *_rest in rows) if rows else frozenset()
    found: defaultdict[int, list[Chosen]] = defaultdict(list)
    for row, width, height, author, size in rows:
        may = row.photo_id in printable
        found[row.stop_id].append(Chosen(row.photo_id, row.caption, width, height, author, may, is_emptied=not size))
    return found


def _coordinators(stop_ids: Sequence[int]) -> dict[int, list[str]]:
    """Who is in charge of each stop, or of the stop around its relay: they owe the page. One statement."""
    asked = (
        select(Stop.id, User.name)
        .join(Relay, Relay.id == Stop.relay_id)
        .join(RoleGrant, or_(RoleGrant.stop_id == Stop.id, RoleGrant.stop_id == Relay.parent_stop_id))
        .join(User, User.id == RoleGrant.user_id)
        .where(Stop.id.in_(stop_ids), User.active)
        .order_by(User.id)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for stop_id, name in db.session.execute(asked):
        found[stop_id].append(name)
    return found


def _numbers(gathered: Gathered, wished: tuple[str, ...]) -> tuple[Number, ...]:
    """The totals that a page shows: those that were chosen, else the usual ones, as far as something was said."""
    found = []
    for code in wished or USUAL:
        measure = gathered.measures.get(code)
        total = total_of(measure, gathered) if measure else None
        if measure is not None and total is not None and not total.is_empty:
            said = {}
            for language in LANGUAGES:
                with use_language(language):
                    said[language] = sum_words(total.headline, measure)
            found.append(Number(code, measure.name, Translated.of(said)))
    return tuple(found[:MOST_FIGURES])


def signers_of(stop_id: int) -> tuple[Signer, Signer]:
    """Who signed when the baton left this stop, as the act of the handover names them; to begin the page with."""
    for brief in reversed(handovers_at(stop_id)):
        if brief.giver.party.id == stop_id:
            giver, receiver, _witness = handover_row(brief.id).signers
            return Signer(giver.name, giver.post), Signer(receiver.name, receiver.post)
    return Signer(), Signer()


def approved_at(stop_id: int) -> tuple[QuotationRow, ...]:
    """The quotations to choose from. Two statements."""
    ids = db.session.scalars(select(Quotation.id).where(Quotation.stop_id == stop_id)).all()
    return tuple(_quotations(ids).values())


def events_held(relay_id: int) -> int:
    """How many events of a relay were held, for the imprint. One statement."""
    asked = select(func.count(Event.id)).join(Stop, Stop.id == Event.stop_id).where(Stop.relay_id == relay_id)
    return db.session.scalar(asked.where(Event.state.in_(WAS_HELD))) or 0


def books_of(relay_id: int) -> tuple[BookRow, ...]:
    """The books of a relay, the newest first. One statement."""
    return tuple(map(_book_row, db.session.execute(_books().where(Book.relay_id == relay_id).order_by(Book.id.desc()))))


def book_row(uid: str) -> BookRow:
    """One book. Raises NotFound outside the scope."""
    found = db.session.execute(_books().where(Book.uid == uid)).first()
    if found is None:
        raise NotFound(NO_BOOK)
    return _book_row(found)


def _books() -> Any:
    kept = select(_FILE.c.id).where(_FILE.c.uid == Book.file_uid, _FILE.c.expires_at > clock.now()).exists()
    return select(Book, User.name, kept).outerjoin(User, User.id == Book.made_by)


def _book_row(found: Any) -> BookRow:
    row, name, kept = found
    return BookRow(
        row.uid, row.relay_id, row.region_id, row.number, row.asked_at, name or "", row.ready_at, row.pages, row.stops,
        tuple(map(Translated.of, row.without)), row.digest, row.job_uid, row.file_uid, bool(kept), row.spoilt_at,
    )  # fmt: skip
