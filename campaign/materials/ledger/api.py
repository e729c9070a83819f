"""For machines: the documents of stores: reading them, making one, receiving what was sent, taking one back."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from campaign.core import clock
from campaign.core.actor import P
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import Translated, _l
from campaign.materials.ledger import queries, services
from campaign.materials.ledger.schemas import LONGEST_SEARCH, Arrival, DocumentFilter, NewDocument
from campaign.materials.queries import document_row
from campaign.materials.schemas import (
    LONGEST,
    MOST_LINES,
    MOST_PIECES,
    DocumentKind,
    DocumentRow,
    LineRow,
    PlaceKind,
    PlaceRow,
)
from campaign.materials.sent import in_body, quantities
from campaign.territory.queries import regions
from campaign.web.api.asking import NOT_TAKEN
from campaign.web.api.fields import Body, Choice, Day, Flag, Line, Number, Text
from campaign.web.api.operations import Operations, made, own_key
from campaign.web.api.shapes import Many, Paging, shows
from campaign.web.guards import needs
from campaign.web.paging import Page

api = Operations("ledger_api", __name__, _l("Documents of stores: what came, what was sent, received, written off, taken back"))
_FACTS = (
    "id store_id region_id stop_id number year kind dated_on made_at made_by event_id of_id reverses_id reversed_by origin "
    "counterparty reason note"
)


@dataclass(frozen=True)
class Document(DocumentRow):
    """A document, and the clock by which its region keeps its books."""

    time_zone: str = ""


@dataclass(frozen=True)
class Pieces:
    variant_id: int
    quantity: int


@dataclass(frozen=True)
class Spot:
    """A place that a line names. Only stores have a name here: who somebody is, their registration says."""

    id: int
    kind: PlaceKind
    name: Translated
    stop_id: int | None
    registration_id: int | None
    team_id: int | None
    car_id: int | None


@dataclass(frozen=True)
class Whole(Document):
    """A document with its lines, the places between which they move, and what of a transfer has not come yet."""

    lines: tuple[LineRow, ...] = ()
    places: tuple[Spot, ...] = ()
    outstanding: tuple[Pieces, ...] = ()


DOCUMENT = shows("Document", Document, _FACTS)
LINE = shows("DocumentLine", LineRow, "position variant_id quantity source_id target_id source_left target_left")
PIECES = shows("Pieces", Pieces, "variant_id quantity")
SPOT = shows("Spot", Spot, "id kind name stop_id registration_id team_id car_id")
WHOLE = shows("WholeDocument", Whole, f"{_FACTS} lines places outstanding", lines=LINE, places=SPOT, outstanding=PIECES)
MARK = shows("DocumentMark", DocumentRow, "id store_id stop_id number year kind dated_on")


class Handmade(StrEnum):
    """What a program may make, as a hand may; issues and returns belong to events."""

    RECEIPT = "receipt"
    TRANSFER = "transfer"
    LOSS = "loss"
    CONSUMPTION = "consumption"


class DocumentsAsked(Paging):
    """Which documents; days are those of the documents, both included."""

    text = Line(most=LONGEST_SEARCH, load_default="", metadata={"description": "Words of supplier, reason, note; a number."})
    kind = Choice(DocumentKind, load_default=None)
    store = Number(load_default=None)
    material = Number(load_default=None)
    from_day = Day(load_default=None)
    to_day = Day(load_default=None)
    awaited = Flag(load_default=False, metadata={"description": "Only transfers of which something is still under way."})


class LineSent(Body):
    variant_id = Number(least=1, required=True)
    quantity = Number(least=1, most=MOST_PIECES, required=True)


class DocumentSent(Body):
    """A document in the book of the store of a stop or of a region: say one of `stop_id` and `region_id`.

    A transfer goes to the store of `to_stop_id` or `to_region_id`, on the road unless `at_once`; a loss and a consumption
    want a reason. `dated_on`: today of the campaign unless told.
    """

    kind = Choice(Handmade, required=True)
    stop_id = Number(least=1)
    region_id = Number(least=1)
    lines = Many(LineSent, most=MOST_LINES, required=True)
    dated_on = Day()
    to_stop_id = Number(least=1)
    to_region_id = Number(least=1)
    at_once = Flag(load_default=False)
    due_on = Day(load_default=None, allow_none=True)
    counterparty = Line(most=LONGEST["counterparty"], load_default="")
    reason = Line(most=LONGEST["reason"], load_default="")
    note = Text(most=LONGEST["note"], load_default="")


class ArrivalSent(Body):
    """What came of a transfer. `rest_is_lost`: what is missing will not come any more; then, and for too much, say why."""

    lines = Many(LineSent, most=MOST_LINES, required=True)
    dated_on = Day()
    rest_is_lost = Flag(load_default=False)
    reason = Line(most=LONGEST["reason"], load_default="")
    note = Text(most=LONGEST["note"], load_default="")


class BackSent(Body):
    reason = Line(most=LONGEST["reason"], required=True)
    dated_on = Day()


@api.lists("/stock/documents", DOCUMENT, asks=DocumentsAsked)
@needs(P.MATERIALS_READ)
def documents(asked: dict[str, Any]) -> Page[Document]:
    """The documents that fit, the last one first."""
    wish = DocumentFilter(
        asked["text"], asked["kind"], asked["store"], asked["material"], asked["from_day"], asked["to_day"], asked["awaited"]
    )
    found, zones = queries.find_documents(wish, asked["after"], asked["limit"]), _zones()
    rows = tuple(Document(**vars(one.row), time_zone=zones.get(one.row.region_id, "")) for one in found.rows)
    return Page(rows, found.before, found.after)


@api.reads("/stock/documents/<int:document_id>", WHOLE)
@needs(P.MATERIALS_READ)
def document(document_id: int) -> Whole:
    """One document with its lines and the places that they name."""
    found = queries.whole(document_id)
    named = {place for line in found.lines for place in (line.source_id, line.target_id)} | {found.row.store_id}
    return Whole(
        **vars(found.row), time_zone=_zones().get(found.row.region_id, ""), lines=found.lines,
        places=tuple(_spot(found.places[number]) for number in sorted(named)),
        outstanding=tuple(Pieces(*left) for left in found.outstanding.items()),
    )  # fmt: skip


def _spot(place: PlaceRow) -> Spot:
    name = place.name if place.is_store else Translated()
    return Spot(place.id, place.kind, name, place.stop_id, place.registration_id, place.team_id, place.car_id)


def _zones() -> Mapping[int, str]:
    return {region.id: region.time_zone for region in regions(clock.campaign_today())}


@api.acts("/stock/documents", MARK, takes=DocumentSent, status=201)
@needs(P.MATERIALS_WRITE)
def post_document(sent: dict[str, Any]) -> Any:
    """Post a receipt, a transfer, a loss or a consumption."""
    wish = NewDocument(
        DocumentKind(sent["kind"]), _book(sent, ""), quantities(sent["lines"]), sent.get("dated_on", clock.campaign_today()),
        _book(sent, "to_") if sent["kind"] is Handmade.TRANSFER else "", sent["at_once"], sent["due_on"], sent["counterparty"],
        sent["reason"], sent["note"],
    )  # fmt: skip
    try:
        return _marked(services.make(wish, own_key()).document_id)
    except Invalid as error:
        raise in_body(error, sent["lines"], "q-", {"target": _of(sent, "to_"), "way": "at_once"}) from error


@api.acts("/stock/documents/<int:document_id>/arrival", MARK, takes=ArrivalSent, status=201)
@needs(P.MATERIALS_WRITE)
def arrive(sent: dict[str, Any], document_id: int) -> Any:
    """Receive what came of a transfer that is under way."""
    row = document_row(document_id)
    wish = Arrival(
        quantities(sent["lines"]), sent.get("dated_on", clock.campaign_today()), sent["rest_is_lost"], sent["reason"],
        sent["note"],
    )  # fmt: skip
    try:
        return _marked(services.arrive(row.id, wish, own_key()).document_id)
    except Invalid as error:
        raise in_body(error, sent["lines"], "q-") from error


@api.acts("/stock/documents/<int:document_id>/reversal", MARK, takes=BackSent, status=201)
@needs(P.MATERIALS_WRITE)
def take_back(sent: dict[str, Any], document_id: int) -> Any:
    """Take a document back by another one that moves everything the other way."""
    row, day = document_row(document_id), sent.get("dated_on", clock.campaign_today())
    return _marked(services.take_back(row.id, sent["reason"], day, own_key()).document_id)


def _marked(document_id: int) -> Any:
    return made("ledger_api.document", document_row(document_id), document_id=document_id)


def _of(sent: Mapping[str, Any], before: str) -> str:
    """Which of the two fields names the store."""
    return f"{before}region_id" if f"{before}region_id" in sent else f"{before}stop_id"


def _book(sent: Mapping[str, Any], before: str) -> str:
    """The store as services name it: `stop-12`. Raises Invalid unless exactly one of the two fields names it."""
    given = [name for name in ("stop_id", "region_id") if before + name in sent]
    if len(given) != 1:
        words = _l("Say whose store it is: that of a stop or that of a region.")
        raise Invalid(NOT_TAKEN, [Problem(f"{before}stop_id", "missing", words)])
    return f"{given[0].removesuffix('_id')}-{sent[before + given[0]]}"
