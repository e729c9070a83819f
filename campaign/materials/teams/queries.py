"""Reading what teams carry: their lines that stand, what they hold now, and their documents."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from campaign.core.db import db
from campaign.materials.models import Material, MaterialVariant, StockBalance, StockDocument, StockLine, StockPlace
from campaign.materials.queries.books import as_row, documents_asked
from campaign.materials.schemas import DocumentKind, Origin, shown_number
from campaign.materials.teams.schemas import Entry, measure_of
from campaign.materials.words import DOCUMENTS
from campaign.walks.closing.schemas import Material as Carried
from campaign.walks.closing.schemas import TeamDocument

CODES = tuple(carried.value for carried in Carried)
_BY_CLOSING = {DocumentKind.CONSUMPTION, DocumentKind.LOSS}


def entries_of(session: Session, team_ids: Iterable[int]) -> list[Entry]:
    """The lines of these teams that count, in the order of posting. Two statements."""
    wished = set(team_ids)
    asked = select(StockPlace.id, StockPlace.team_id).where(StockPlace.team_id.in_(wished))
    teams = {place: team for place, team in session.execute(asked) if team is not None} if wished else {}
    if not teams:
        return []
    back = aliased(StockDocument)
    lines = (
        select(
            StockLine.source_id, StockLine.target_id, StockLine.quantity, Material.code, StockPlace.kind.label("goes_to"),
            StockDocument.id, StockDocument.number, StockDocument.year, StockDocument.kind, StockDocument.origin,
        )
        .join(StockDocument, StockDocument.id == StockLine.document_id)
        .join(MaterialVariant, MaterialVariant.id == StockLine.variant_id)
        .join(Material, Material.id == MaterialVariant.material_id)
        .join(StockPlace, StockPlace.id == StockLine.target_id)
        .where(or_(StockLine.source_id.in_(teams), StockLine.target_id.in_(teams)), Material.code.in_(CODES))
        .where(StockDocument.kind != DocumentKind.REVERSAL)
        .where(~select(back.id).where(back.reverses_id == StockDocument.id).correlate(StockDocument).exists())
        .order_by(StockLine.id)
    )  # fmt: skip
    return [
        Entry(
            teams.get(row.target_id) or teams[row.source_id], row.id, shown_number(row.number, row.year), row.kind,
            row.origin is Origin.WALK and row.kind not in _BY_CLOSING, Carried(row.code),
            measure_of(row.kind, row.origin, row.goes_to), row.quantity,
        )
        for row in session.execute(lines)
    ]  # fmt: skip


def held_at(session: Session, place_id: int) -> dict[int, int]:
    """How many of each size are at a place. One statement."""
    asked = select(StockBalance.variant_id, StockBalance.on_hand).where(StockBalance.place_id == place_id)
    return {variant: left for variant, left in session.execute(asked.where(StockBalance.on_hand > 0))}


def held_by_teams(session: Session, team_ids: Sequence[int]) -> dict[int, int]:
    """How many pieces of anything each team has; none, where it has nothing. One statement."""
    asked = (
        select(StockPlace.team_id, func.sum(StockBalance.on_hand))
        .join(StockBalance, StockBalance.place_id == StockPlace.id)
        .where(StockPlace.team_id.in_(team_ids), StockBalance.on_hand > 0)
        .group_by(StockPlace.team_id)
    )
    return {team: int(pieces) for team, pieces in session.execute(asked) if team is not None}


def documents_of(team_id: int) -> tuple[TeamDocument, ...]:
    """Every document by which something came to the team or left it, in the order of posting. Two statements."""
    place = db.session.scalar(select(StockPlace.id).where(StockPlace.team_id == team_id))
    if place is None:
        return ()
    touching = select(StockLine.document_id).where(or_(StockLine.source_id == place, StockLine.target_id == place))
    asked = documents_asked().where(StockDocument.id.in_(touching)).order_by(StockDocument.id)
    rows = [as_row(*found) for found in db.session.execute(asked)]
    return tuple(
        TeamDocument(row.id, row.shown_number, str(DOCUMENTS[row.kind]), row.dated_on, row.reversed_by is not None)
        for row in rows
    )
