"""Whether a document can be: every rule that needs no lock, and the sentence for what is not there."""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.errors import Conflict, Invalid, Problem
from campaign.core.i18n import Words, _, _l
from campaign.materials.models import Material, MaterialVariant, StockBalance, StockPlace
from campaign.materials.schemas import FLOWS, MOST_LINES, MOST_PIECES, STORES, DocumentKind, Move, Posting
from campaign.materials.words import material_in_words, place_in_words

EARLIEST = date(2000, 1, 1)


def judge(session: Session, posting: Posting, places: Mapping[int, StockPlace]) -> None:
    """Raises Invalid, naming each line that cannot be as `moves-<index>`."""
    if not posting.moves:
        raise Invalid(_l("A document moves something: add a line with a quantity."))
    if len(posting.moves) > MOST_LINES:
        raise Invalid(_l("A document has %(most)s lines at most. Make two of it.", most=MOST_LINES))
    ids = {move.variant_id for move in posting.moves}
    known = set(session.scalars(select(MaterialVariant.id).where(MaterialVariant.id.in_(ids))))
    store = places[posting.store_id]
    problems = []
    for index, move in enumerate(posting.moves):
        if words := _wrong(posting, move, store, places, known):
            problems.append(Problem(f"moves-{index}", "impossible_move", words))
    if problems:
        raise Invalid(problems[0].message, problems)


def _wrong(posting: Posting, move: Move, store: StockPlace, places: Mapping[int, StockPlace], known: set[int]) -> Words:
    """What is wrong with a line; nothing when it can be."""
    source, target = places[move.source_id], places[move.target_id]
    if move.source_id == move.target_id:
        return _l("Nothing moves from a place to itself. Choose another place.")
    if move.variant_id not in known:
        return _l("There is no such material or size.")
    if not 0 < move.quantity <= MOST_PIECES:
        return _l("A quantity is a whole number from 1 to %(most)s.", most=MOST_PIECES)
    if {source.region_id, target.region_id} != {store.region_id}:
        return _l("Between regions nothing is moved here: the one writes it off, the other receives it.")
    if posting.kind is not DocumentKind.REVERSAL and not _flows(posting.kind, source, target):
        return _l("A document of this kind moves nothing between these two places. Choose another kind, or another place.")
    if foreign := _foreign_store(posting.kind, store, source, target):
        return _("%(place)s: what is in another store is moved by a document of that store.", place=place_in_words(foreign))
    if elsewhere := _of_another_stop(posting.kind, store, source, target):
        return _("%(place)s belongs to another stop than this store.", place=place_in_words(elsewhere))
    return ""


def _flows(kind: DocumentKind, source: StockPlace, target: StockPlace) -> bool:
    return any(source.kind in sources and target.kind in targets for sources, targets in FLOWS[kind])


def _foreign_store(kind: DocumentKind, store: StockPlace, source: StockPlace, target: StockPlace) -> StockPlace | None:
    """A store that is not the book's own: only a transfer may end there, and only what takes one back may begin there."""
    may_end = kind in {DocumentKind.TRANSFER, DocumentKind.REVERSAL}
    touched = [] if kind is DocumentKind.REVERSAL else [source]
    touched += [] if may_end else [target]
    return next((place for place in touched if place.kind in STORES and place.id != store.id), None)


def _of_another_stop(kind: DocumentKind, store: StockPlace, source: StockPlace, target: StockPlace) -> StockPlace | None:
    """A holder of another stop; the store of a region serves all its stops."""
    if kind in {DocumentKind.TRANSFER, DocumentKind.REVERSAL} or store.stop_id is None:
        return None
    foreign = (place for place in (source, target) if place.stop_id not in {None, store.stop_id})
    return next(foreign, None)


def judge_date(dated_on: date) -> None:
    """Raises Invalid for a day that has not come yet, or of another century."""
    if problems := list(wrong_date(dated_on)):
        raise Invalid(problems[0].message, problems)


def wrong_date(dated_on: date | None) -> Iterator[Problem]:
    """What is wrong with the date of a document; None, which is not there, is no date yet."""
    if dated_on is not None and not EARLIEST <= dated_on <= clock.campaign_today():
        words = _l("A document is dated on the day it happened: today or earlier.")
        yield Problem("dated_on", "impossible_date", words)


def out_of_stock(session: Session, place: StockPlace, variant_id: int, wished: int) -> Conflict:
    """The sentence for somebody who wants more than there is."""
    asked = select(StockBalance.on_hand).where(StockBalance.place_id == place.id, StockBalance.variant_id == variant_id)
    left = session.scalar(asked, execution_options={"populate_existing": True}) or 0
    row = session.execute(
        select(Material.name, MaterialVariant.label)
        .join(Material, Material.id == MaterialVariant.material_id)
        .where(MaterialVariant.id == variant_id)
    ).one()
    material, where = material_in_words(*row), place_in_words(place)
    if place.kind in STORES:
        words = _("%(material)s: only %(left)s left here (%(place)s), and %(wished)s are asked for. Take fewer.",
                  material=material, left=left, place=where, wished=wished)  # fmt: skip
    else:
        words = _("%(material)s: %(place)s has only %(left)s, and %(wished)s were entered. Enter fewer.",
                  material=material, left=left, place=where, wished=wished)  # fmt: skip
    return Conflict(words)
