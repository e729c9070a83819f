"""A stocktake ends: what differs is posted as one document, or it is dropped and nothing is."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, Problem, Stale
from campaign.core.i18n import _l, _n
from campaign.materials import queries as materials
from campaign.materials.schemas import LONGEST, DocumentKind, Move, PlaceKind, Posting
from campaign.materials.services import outside, post
from campaign.materials.stocktakes import queries
from campaign.materials.stocktakes.models import Stocktake, StocktakeLine
from campaign.materials.stocktakes.schemas import StocktakeState
from campaign.materials.stocktakes.services.counting import held, lines_held, write_reasons
from campaign.materials.words import material_in_words

_POST = "stocktake.post"
MOVED = _l("Something of what was counted has come or gone meanwhile. Count only those lines again.")


def post_stocktake(stocktake_id: int, version: int, reasons: Mapping[int, str], dated_on: date | None, key: str) -> int | None:
    """Post what differs as one document of the store; its number, None where everything agreed. The same key, the same answer.

    Lines that were not counted stay as they are in the books. Raises NotFound, Refused, Closed (ended, or the books are),
    Invalid (`reason-<line>` without a reason, `dated_on`), Stale (counts changed since the page was shown), Conflict (nothing
    was counted, or something was moved meanwhile).
    """
    with unit_of_work() as session:
        wish = [stocktake_id, version, sorted(reasons.items()), dated_on]
        if (earlier := operations.begin(session, _POST, key, wish)) is not None:
            document_id: int | None = earlier["document"]
            return document_id
        row, lines = held(session, stocktake_id), lines_held(session, stocktake_id)
        _ensure_can_end(row, lines, version)
        write_reasons(session, lines, reasons)
        differing = [line for line in lines.values() if line.counted is not None and line.counted != line.expected]
        _ensure_reasons(differing)
        document_id = _posted(session, row, differing, dated_on) if differing else None
        _end(session, row, StocktakeState.POSTED, document_id)
        operations.finish(session, _POST, key, {"document": document_id})
        return document_id


def _ensure_can_end(row: Stocktake, lines: Mapping[int, StocktakeLine], version: int) -> None:
    if row.version != version:
        raise Stale(_l("Counts were changed meanwhile. Look at the differences again; nothing was posted."))
    if not any(line.counted is not None for line in lines.values()):
        raise Conflict(_l("Nothing is counted yet. Type the counts first."))
    if queries.moved_since(row.id):
        raise Conflict(MOVED)


def _ensure_reasons(differing: Sequence[StocktakeLine]) -> None:
    problems = [
        Problem(f"reason-{line.id}", "missing", _l("Say why it differs: the reason stays with the stocktake."))
        for line in differing
        if not line.reason
    ]
    if problems:
        raise Invalid(_l("The stocktake was not posted."), problems)


def _posted(session: Session, row: Stocktake, differing: Sequence[StocktakeLine], dated_on: date | None) -> int:
    """Post the differences, and make sure that nobody moved what was counted between looking and posting."""
    found, lost = outside(session, row.region_id, PlaceKind.FOUND).id, outside(session, row.region_id, PlaceKind.LOST).id
    moves = []
    for line in differing:
        more = (line.counted or 0) - line.expected
        ends = (found, row.store_id) if more > 0 else (row.store_id, lost)
        moves.append(Move(line.variant_id, abs(more), *ends))
    posted = post(
        session, Posting(DocumentKind.STOCKTAKE, row.store_id, tuple(moves), dated_on, reason=_reasons(differing))
    )  # fmt: skip
    session.flush()
    if queries.moved_since(row.id, but_document=posted.document_id):
        raise Conflict(MOVED)
    return posted.document_id


def _reasons(differing: Sequence[StocktakeLine]) -> str:
    """The reasons as one, by material; where they are too long for a document, how many there are."""
    variants = materials.variants(with_retired=True)
    named = ((variants[line.variant_id], line.reason) for line in differing)
    each = (f"{material_in_words(row.name, row.label)}: {reason}" for row, reason in named)
    whole = "; ".join(each)
    if len(whole) <= LONGEST["reason"]:
        return whole
    return _n(
        "%(num)d difference; the reason stands in the stocktake.",
        "%(num)d differences; the reasons stand in the stocktake.",
        len(differing),
    )


def _end(session: Session, row: Stocktake, state: StocktakeState, document_id: int | None) -> None:
    row.state, row.document_id = state, document_id
    row.ended_at, row.ended_by = clock.campaign_now(), current_actor().user_id
    row.version += 1
    audit.note(
        session, f"stocktake.{state.value}", "stocktake", row.id, region_id=row.region_id, after={"document": document_id}
    )  # fmt: skip


def drop_stocktake(stocktake_id: int) -> None:
    """End it without posting anything; what was typed stays to be read. Raises NotFound, Refused, Closed."""
    with unit_of_work() as session:
        _end(session, held(session, stocktake_id), StocktakeState.DROPPED, None)
