"""From the pages of a relay to the book on paper: every word in Kazakh and in Russian; pure but for the words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from campaign.core.i18n import Translated, _, _n, use_language
from campaign.pdf.book import Book, Labelled, Photo, Quote, Sign, Spread
from campaign.pdf.book.schemas import Pair
from campaign.relay import planpage
from campaign.reports.book.schemas import Lack, PageRow, RelayBook, Signer
from campaign.reports.book.words import LACKS
from campaign.territory.mappaper import picture_of
from campaign.territory.maps import region_map
from campaign.web.templating import day, day_span, number

_WIDE: Final = 170.0  # mm
_TALL: Final = 190.0


def both(say: Callable[[], str]) -> Pair:
    """The same words in Kazakh and in Russian."""
    with use_language("kk"):
        kk = say()
    with use_language("ru"):
        return kk, say()


def texts(of: Translated) -> Pair:
    """What was written in the two languages of the book; what is missing in one stays empty there."""
    return of.kk, of.ru


def names(of: Translated) -> Pair:
    """The same of a name, which stands in the other language rather than nowhere."""
    return of.text("kk"), of.text("ru")


def composed(book: RelayBook, edition: int, events: int, today: date) -> Book:
    """The whole book. A stop without pages gets one that says so, and who owes it."""
    relay = book.relay
    route = region_map(relay.map_code, relay.as_of, planpage.map_of_chain([page.stop for page in book.pages]))
    with use_language("kk"):
        picture = picture_of(route, _("%(kilometres)s km", kilometres=route.scale.kilometres), _WIDE, _TALL)
    return Book(
        title=both(lambda: _("Book of the relay")),
        campaign=names(book.campaign),
        region=names(relay.region_name),
        span=both(lambda: day_span((relay.starts_on, relay.ends_on))),
        number=both(lambda: _("Book No. %(number)s of %(day)s", number=edition, day=day(today))),
        route=picture,
        route_note=both(lambda: _("%(kilometres)s km as the crow flies.", kilometres=number(round(relay.kilometres)))),
        spreads=tuple(map(spread_of, book.pages)),
        missing=not_handed_in(),
        map_heading=both(lambda: _("The way of the baton")),
        index_heading=both(lambda: _("Index")),
        imprint_heading=both(lambda: _("Imprint")),
        imprint=_imprint(book, events),
    )


def not_handed_in() -> Pair:
    """What heads the list of what is missing."""
    return both(lambda: _("Not handed in"))


def spread_of(page: PageRow) -> Spread:
    """The pages of one stop, with what is missing named."""
    owed = [*page.lacks, *([] if page.ready_on else [Lack.READY])]
    lacks = [both(lambda lack=lack: str(LACKS[lack])) for lack in owed]  # type: ignore[misc]
    told = Spread(
        order=f"{page.order} / {page.of}", place=names(page.stop.name),
        days=both(lambda: day_span((page.stop.arrives_on, page.stop.departs_on))), way=_way(page), missing=tuple(lacks),
        figures=tuple(Labelled(names(one.value), names(one.label)) for one in page.numbers),
    )  # fmt: skip
    if page.is_empty:
        empty = both(lambda: _("This stop has handed in no page for the book"))
        return replace(told, figures=(), owes=_owes(page.owes), empty=empty)
    photos = tuple(
        Photo(str(one.photo_id), one.width, one.height, texts(one.caption), _credit(one.author)) for one in page.printed_photos
    )
    quotation = page.quotation
    quote = Quote(texts(quotation.text), quotation.speaker, names(quotation.post)) if quotation else None
    signs = (
        _sign(page.giver, both(lambda: _("Handed over"))), _sign(page.receiver, both(lambda: _("Received")))
    )  # fmt: skip
    return replace(told, lead=texts(page.lead), photos=photos, quote=quote, signs=signs)


def _way(page: PageRow) -> Pair:
    def said() -> str:
        giver, receiver = page.giver_name.text(), page.receiver_name.text()
        got = _("received from: %(place)s", place=giver) if giver else ""
        gave = _("handed over to: %(place)s", place=receiver) if receiver else ""
        return "; ".join(filter(None, (got, gave)))

    return both(said)


def _owes(who: Sequence[str]) -> Pair:
    def said() -> str:
        if not who:
            return _("Nobody is in charge of this stop")
        return _("Owed by: %(names)s", names=", ".join(who))

    return both(said)


def _credit(author: str) -> str:
    return " / ".join(dict.fromkeys(both(lambda: _("photo: %(name)s", name=author)))) if author else ""


def _sign(who: Signer, part: Pair) -> Sign:
    return Sign(part, names(who.post), who.name)


def _imprint(book: RelayBook, events: int) -> tuple[Pair, ...]:
    photos = [photo for page in book.pages for photo in page.printed_photos]
    authors = sorted({photo.author for photo in photos if photo.author})
    empty = [page for page in book.pages if page.is_empty]

    def missing() -> str:
        places = ", ".join(page.stop.name.text() for page in empty)
        return _("Without pages: %(places)s.", places=places)

    said = [
        both(lambda: _n("The relay went through %(num)d place.", "The relay went through %(num)d places.", len(book.pages))),
        both(lambda: _n("%(num)d event was held.", "%(num)d events were held.", events)),
        both(lambda: _("Figures stand as in the records of the campaign on the day of the book; ≈ and ≥ mark estimates.")),
        both(lambda: _("Photos: those who can be recognised in them have agreed, of children their parents too.")),
    ]
    if authors:
        said.append(both(lambda: _("Photographs by: %(names)s.", names=", ".join(authors))))
    if empty:
        said.append(both(missing))
    return tuple(said)
