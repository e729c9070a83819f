"""What of a stop's store goes along with the baton, and the transfer that a confirmed handover posts (SPEC S5)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.actor import widened
from campaign.core.errors import Closed, Conflict
from campaign.core.i18n import Translated, Words, _, _l, language, use_language
from campaign.core.text import sort_key
from campaign.materials.handing.models import HandoverDocument
from campaign.materials.handing.pages import document_page
from campaign.materials.models import Material, MaterialVariant, StockBalance, StockDocument, StockPlace
from campaign.materials.schemas import (
    HOLDERS,
    LONGEST,
    DocumentKind,
    Move,
    Origin,
    PlaceKind,
    Posting,
    Unit,
    Use,
    shown_number,
)
from campaign.materials.services import outside, post, region_store, stop_store
from campaign.materials.words import UNITS, holders_in_words, material_in_words
from campaign.relay.custody.models import Handover
from campaign.relay.custody.ports import Moved
from campaign.relay.custody.schemas import MOST_LINE, Party, Thing

VARIANT = "variant-"  # before the number of a variant: the code of a thing


class StoresOfStops:
    """`AlongPort` of custody, for what the stores of stops have."""

    def goes_along(self, session: Session, giver: Party) -> Sequence[Thing]:
        """All that the store of the stop has; of a body nothing, for the store of a region sends its own transfers."""
        if giver.stop_id is None:
            return ()
        asked = _stock(StockBalance.on_hand, MaterialVariant.position).where(
            StockPlace.kind == PlaceKind.STOP, StockPlace.stop_id == giver.stop_id
        )
        with widened():  # whoever is a side of the handover may know what is to go along
            rows = session.execute(asked).all()
        ordered = sorted(rows, key=lambda row: (sort_key(row.name.kk or row.name.text(), "kk"), row.position))
        return [Thing(_on_the_act(*row[1:4]), row.on_hand, code=f"{VARIANT}{row.id}") for row in ordered]

    def still_out(self, session: Session, giver: Party) -> Sequence[Thing]:
        """What comes back and is with teams, people and vehicles of the stop."""
        if giver.stop_id is None:
            return ()
        held = _stock(StockPlace.kind, func.sum(StockBalance.on_hand), func.count())
        asked = held.where(
            StockPlace.kind.in_(HOLDERS), StockPlace.stop_id == giver.stop_id, Material.use == Use.REUSABLE
        ).group_by(MaterialVariant.id, Material.id, StockPlace.kind)
        with widened():
            rows = session.execute(asked).all()
        pieces: Counter[str] = Counter()
        holders: dict[str, dict[PlaceKind, int]] = defaultdict(dict)
        for _id, name, label, _unit, kind, held, places in rows:
            called = material_in_words(name, label)
            pieces[called] += held
            holders[called][kind] = places
        ordered = sorted(pieces, key=lambda called: sort_key(called, language()))
        return [Thing(called, pieces[called], holders_in_words(holders[called])) for called in ordered]

    def handed_over(self, session: Session, handover_id: int, giver: Party, receiver: Party, things: Sequence[Thing]) -> None:
        """One transfer in the giver's book. Fewer that came are lost, more were found; what was issued since the proposal is
        neither. Raises Conflict when more came than the store has, or when the books are closed on that day.
        """
        coded = _by_variant(things)
        if not coded:
            return
        row = session.get_one(Handover, handover_id, populate_existing=True)
        way = _Way(_store(session, giver, row.region_id).id, _store(session, receiver, row.region_id).id, row.region_id)
        moves = tuple(_moves(session, way, coded))
        if not moves:
            return
        posting = Posting(
            DocumentKind.TRANSFER, way.source_id, moves, origin=Origin.HANDOVER, reason=_reason(row),
            dated_on=clock.on_the_wall(row.received_at or row.agreed_at, row.time_zone).date(),
        )  # fmt: skip
        try:
            posted = post(session, posting, agreed=True)
        except Closed as error:
            raise Conflict(error.message) from error
        session.add(HandoverDocument(handover_id=handover_id, document_id=posted.document_id))

    def moved_by(self, session: Session, handover_id: int) -> Moved | None:
        asked = (
            select(StockDocument.id, StockDocument.number, StockDocument.year)
            .join(HandoverDocument, HandoverDocument.document_id == StockDocument.id)
            .where(HandoverDocument.handover_id == handover_id)
        )
        row = session.execute(asked).one_or_none()
        if row is None:
            return None
        words = _l("Transfer No. %(number)s in the book of the giver's store", number=shown_number(row.number, row.year))
        return Moved(words, document_page(row.id))


@dataclass(frozen=True)
class _Way:
    """From which store to which, by their numbers."""

    source_id: int
    target_id: int
    region_id: int


def _stock(*more: Any) -> Select[Any]:
    """Variants that are somewhere, with what is asked of each."""
    return (
        select(MaterialVariant.id, Material.name, MaterialVariant.label, Material.unit, *more)
        .join(Material, Material.id == MaterialVariant.material_id)
        .join(StockBalance, StockBalance.variant_id == MaterialVariant.id)
        .join(StockPlace, StockPlace.id == StockBalance.place_id)
        .where(StockBalance.on_hand > 0)
    )


def _on_the_act(name: Translated, label: str, unit: Unit) -> str:
    """`Сабын / Мыло`; with the unit where it is not the piece: an act has both languages."""
    called = []
    for code in ("kk", "ru"):
        with use_language(code):
            words = material_in_words(name, label)
            called.append(words if unit is Unit.PIECE else f"{words}, {UNITS[unit]}")
    return " / ".join(dict.fromkeys(called))[:MOST_LINE]


def _by_variant(things: Sequence[Thing]) -> dict[int, Thing]:
    """What is kept here, by the number of its variant; one that stands on two lines is counted together."""
    found: dict[int, Thing] = {}
    for thing in things:
        if thing.code.startswith(VARIANT):
            variant_id = int(thing.code.removeprefix(VARIANT))
            before = found.get(variant_id, replace(thing, quantity=0, received=0))
            quantity, received = before.quantity + thing.quantity, (before.received or 0) + (thing.received or 0)
            found[variant_id] = replace(thing, quantity=quantity, received=received)
    return found


def _store(session: Session, side: Party, region_id: int) -> StockPlace:
    """The store of a stop; a body stands for the region, whose store keeps what comes back at the end."""
    return region_store(session, region_id) if side.stop_id is None else stop_store(session, side.stop_id)


def _moves(session: Session, way: _Way, coded: Mapping[int, Thing]) -> Iterator[Move]:
    """What came, what of it is lost, what more was found. Raises Conflict naming all of which the store has fewer."""
    left = _left(session, way.source_id, coded)
    short = [_short(thing, left[variant_id]) for variant_id, thing in coded.items() if _came(thing) > left[variant_id]]
    if short:
        note = _("Its coordinator brings the store in order first: a return, or a stocktake.")
        raise Conflict(" ".join([*map(str, short), note]))
    lost, found = (outside(session, way.region_id, kind).id for kind in (PlaceKind.LOST, PlaceKind.FOUND))
    for variant_id, thing in coded.items():
        came, received = _came(thing), thing.received or 0
        wished = (
            (came, way.source_id, way.target_id),
            (min(thing.quantity, left[variant_id]) - came, way.source_id, lost),
            (received - came, found, way.target_id),
        )
        yield from (Move(variant_id, *parts) for parts in wished if parts[0] > 0)


def _came(thing: Thing) -> int:
    """How many of those that were given have come."""
    return min(thing.quantity, thing.received or 0)


def _left(session: Session, store_id: int, variants: Mapping[int, Thing]) -> Mapping[int, int]:
    """What the store has of each now. Nothing is held here: `post` itself is the guard."""
    asked = select(StockBalance.variant_id, StockBalance.on_hand).where(
        StockBalance.place_id == store_id, StockBalance.variant_id.in_(list(variants))
    )
    with widened():
        return dict.fromkeys(variants, 0) | {variant_id: on_hand for variant_id, on_hand in session.execute(asked)}


def _short(thing: Thing, left: int) -> Words:
    return _(
        "%(thing)s: the store of the giver has only %(left)s now, and %(came)s are said to have come.",
        thing=thing.name, left=left, came=_came(thing),
    )  # fmt: skip


def _reason(row: Handover) -> str:
    """The number of the act, and what the receiver remarked."""
    words = _("Handover No. %(number)s", number=row.number)
    return f"{words}: {row.remarks}"[: LONGEST["reason"]] if row.remarks else words
