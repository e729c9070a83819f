"""Pages of the book for tests: a stop that has handed in all it owes, and a book that was made."""

from datetime import date

from campaign.core import clock, crypto
from campaign.core.i18n import Translated
from campaign.core.runner import run_next
from campaign.events.models import Event
from campaign.events.press.schemas import NewQuotation
from campaign.events.press.services import add_quotation, approve_quotation
from campaign.people.photos.models import Photo, PhotoPart
from campaign.people.photos.queries import COLUMN, sealed_place
from campaign.people.photos.schemas import Seen, Size
from campaign.reports.book import services
from campaign.reports.book.queries import page_of
from campaign.reports.book.schemas import PageWish, Signer
from tests.events.figures.plausibility.rows import a_figure, a_held_event, ship
from tests.factories import kept
from tests.people.photos.pictures import drawn, saved

CAPTION = Translated(kk="Кітапты қабылдау", ru="Приём книги")
SAID = Translated(kk="Адалдық есіктен басталады", ru="Честность начинается с двери")


def a_photo(event: Event, seed: int, seen: Seen = Seen.NOBODY) -> int:
    """A photo as it is kept once it was made anew; without the child process that does so."""
    jpeg = saved(drawn(seed, 240, 180))
    row = kept(
        Photo(
            uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, number=seed,
            file_name=f"{seed}.jpg", file_hash=f"{event.id}-{seed}", width=240, height=180, bytes=len(jpeg), caption=CAPTION,
            seen=seen, made_at=clock.now(),
        )
    )  # fmt: skip
    sealed = crypto.seal_bytes(jpeg, COLUMN, sealed_place(row.uid, Size.SCREEN, 1))
    kept(PhotoPart(photo_id=row.id, size=Size.SCREEN, number=1, content=sealed))
    return row.id


def a_whole_page(stop=None, photos: int = 2) -> Event:
    """A stop with an event, photos that may be printed, a figure, an approved quotation and signers; not handed in yet."""
    ship()
    event = a_held_event(stop)
    a_figure(event, "participants", 550)
    quotation_id = add_quotation(
        event.id, NewQuotation("Сәрсенова Г. М.", Translated(ru="заместитель акима"), SAID), crypto.new_uid()
    )
    approve_quotation(quotation_id, "Сәрсенова Г. М.", date(2018, 4, 4), 1)
    chosen = tuple((a_photo(event, seed), CAPTION) for seed in range(1, photos + 1))
    wish = PageWish(
        lead=Translated(kk="Қалада төрт іс-шара өтті", ru="В городе прошли четыре мероприятия"), quotation_id=quotation_id,
        giver=Signer("Сәрсенова Г. М."), receiver=Signer("Ли Т. В."), photos=chosen,
    )  # fmt: skip
    services.write_page(event.stop_id, wish, page_of(event.stop_id).version, crypto.new_uid())
    return event


def a_book(relay_id: int) -> dict[str, int | str]:
    """A book of the relay as it stands, made: for the matrix of addresses."""
    uid = services.ask_for_book(relay_id, crypto.new_uid())
    while run_next():
        pass
    return {"book_uid": uid}
