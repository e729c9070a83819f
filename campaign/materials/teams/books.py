"""The places of a team's documents, made when they are first needed, and documents posted between them."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.materials.models import Material, MaterialVariant
from campaign.materials.schemas import DocumentKind, Move, Origin, PlaceKind, Posting
from campaign.materials.services import holder, load_shipped, outside, post, stop_store
from campaign.materials.teams.queries import CODES
from campaign.materials.teams.schemas import Book
from campaign.walks.closing.schemas import MOST_REASON
from campaign.walks.closing.schemas import Material as Carried
from campaign.walks.models import WalkTeam


def book_of(session: Session, team: WalkTeam) -> Book:
    """Six statements when everything is there."""
    places = {kind: outside(session, team.region_id, kind).id for kind in (PlaceKind.FOUND, PlaceKind.CONSUMED, PlaceKind.LOST)}
    return Book(
        event_id=team.event_id,
        store=stop_store(session, team.stop_id).id,
        team=holder(session, team_id=team.id).id,
        found=places[PlaceKind.FOUND],
        consumed=places[PlaceKind.CONSUMED],
        lost=places[PlaceKind.LOST],
        sizes=_sizes(session),
    )


def _sizes(session: Session) -> dict[Carried, tuple[int, ...]]:
    """The sizes of soap, signs and gloves, those no longer in use last. The program knows them, so they are always there."""
    asked = (
        select(Material.code, MaterialVariant.id)
        .join(MaterialVariant, MaterialVariant.material_id == Material.id)
        .where(Material.code.in_(CODES))
        .order_by(MaterialVariant.retired, MaterialVariant.position, MaterialVariant.id)
    )
    rows = session.execute(asked).all()
    if {code for code, _variant in rows} != set(CODES):
        load_shipped(session)
        rows = session.execute(asked).all()
    return {carried: tuple(variant for code, variant in rows if code == carried.value) for carried in Carried}


def post_of(session: Session, book: Book, kind: DocumentKind, moves: Iterable[Move], reasons: Iterable[str] = ()) -> list[int]:
    """One document by the closing of a walk, or none where nothing moves; its number in a list."""
    moved = tuple(moves)
    if not moved:
        return []
    reason = "; ".join(dict.fromkeys(filter(None, reasons)))[:MOST_REASON]
    wish = Posting(kind, book.store, moved, event_id=book.event_id, origin=Origin.WALK, reason=reason)
    return [post(session, wish).document_id]


def moves(parts: Mapping[int, int], source_id: int, target_id: int) -> list[Move]:
    """These quantities by size, from one place to another."""
    return [Move(variant, quantity, source_id, target_id) for variant, quantity in sorted(parts.items())]
