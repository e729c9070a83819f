"""Taking back: what comes into the store, what was used up, what is lost; from one, or from everybody at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem
from campaign.core.i18n import Words, _, _l
from campaign.events.queries import event_row
from campaign.materials.issuing.queries import recipient
from campaign.materials.issuing.schemas import Recipient, Return, TakenBack
from campaign.materials.issuing.services.giving import posted_by_field
from campaign.materials.models import StockBalance, StockPlace
from campaign.materials.policies import ensure_can_move_stock
from campaign.materials.queries import document_row, variants
from campaign.materials.schemas import MOST_LINES, DocumentKind, Move, Origin, PlaceKind, Posting, VariantRow
from campaign.materials.services import outside, post, reverse
from campaign.materials.words import material_in_words

WHY_LOST: Final = _l("Something is lost, or a thing that should come back was used up. Please write why.")
UNDONE: Final = _l("Undone at once: entered by mistake")
Part = tuple[int, int]  # variant and quantity


def take_back(event_id: int, wish: Return, key: str) -> int:
    """Post what comes back and what became of the rest; the number of the document. The key makes sending twice harmless.

    Raises NotFound, Refused, Invalid (`back_<variant>`: more than they have; `reason`: a loss without one), Conflict, Closed.
    """
    with unit_of_work() as session:
        answer = operations.begin(session, "materials.return", key, {"event": event_id, **wish.as_json()})
        if answer is None:
            somebody = recipient(event_id, wish.whom)
            ensure_can_move_stock(current_actor(), somebody.region_id, somebody.stop_id)
            _hold(session, somebody)
            ensure_can_come_back(recipient(event_id, wish.whom), wish)
            moves = _moves(session, somebody, wish)
            posting = Posting(
                DocumentKind.RETURN, wish.store_id, moves, wish.dated_on, event_id=event_id, reason=wish.reason
            )  # fmt: skip
            answer = {"document": posted_by_field(session, posting, "back_")}
            operations.finish(session, "materials.return", key, answer)
        return int(answer["document"])


def _hold(session: Session, somebody: Recipient) -> None:
    """Two who take from the same person go one after the other."""
    theirs = select(StockPlace.id).where(StockPlace.id.in_(somebody.place_ids)).order_by(StockPlace.id)
    session.execute(theirs.with_for_update(key_share=True)).all()


def ensure_can_come_back(somebody: Recipient, wish: Return) -> None:
    """Raises Invalid for more than somebody has, for less than nothing, and for a loss without a reason."""
    catalogue = variants(with_retired=True)
    problems = []
    for number, one in wish.taken.items():
        if number not in catalogue:
            raise NotFound(_l("There is no such material or size."))
        if words := _wrong(catalogue[number], one, somebody.held.get(number, 0)):
            problems.append(Problem(f"back_{number}", "impossible_return", words))
    needs_reason = any(one.lost or (one.used and catalogue[number].is_reusable) for number, one in wish.taken.items())
    if needs_reason and not wish.reason:
        problems.append(Problem("reason", "missing", WHY_LOST))
    if problems:
        raise Invalid(problems[0].message, problems)


def _wrong(variant: VariantRow, one: TakenBack, held: int) -> Words:
    if min(one.back, one.used, one.lost) < 0:
        return _("A number that came back is not less than 0. Type 0 or more.")
    return more_than_out(variant, held, one.total) if one.total > held else ""


def more_than_out(variant: VariantRow, held: int, total: int) -> str:
    """What is said to whoever takes more of it back than is out."""
    return _(
        "%(material)s: only %(held)s are out here, and %(total)s were entered as returned, used up and lost. Enter fewer.",
        material=material_in_words(variant.name, variant.label), held=held, total=total,
    )  # fmt: skip


def _moves(session: Session, somebody: Recipient, wish: Return) -> tuple[Move, ...]:
    """Out of the places of somebody in their order: two registrations of one person were given things, too."""
    targets = {
        "back": wish.store_id,
        "used": outside(session, somebody.region_id, PlaceKind.CONSUMED).id,
        "lost": outside(session, somebody.region_id, PlaceKind.LOST).id,
    }
    left = _balances(session, somebody.place_ids)
    moves = []
    for number, one in sorted(wish.taken.items()):
        for name, target in targets.items():
            missing = getattr(one, name)
            for place in somebody.place_ids:
                pieces = min(missing, left[place].get(number, 0))
                if pieces:
                    moves.append(Move(number, pieces, place, target))
                    left[place][number] -= pieces
                    missing -= pieces
    return tuple(moves)


def _balances(session: Session, place_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    asked = select(StockBalance.place_id, StockBalance.variant_id, StockBalance.on_hand)
    for place, variant, left in session.execute(asked.where(StockBalance.place_id.in_(list(place_ids)))):
        found[place][variant] = left
    return found


def all_came_back(event_id: int, store_id: int, key: str) -> int:
    """Everything reusable that people of the event still have comes into the store, in one document; its number.

    Teams and cars bring theirs back one by one. Raises NotFound, Refused, Conflict when nothing is out, Invalid, Closed.
    """
    body = {"event": event_id, "store": store_id}
    return _of_everybody(event_id, key, body, "materials.return_all", lambda session, region_id: store_id, is_reusable=True)


def use_up(event_id: int, store_id: int, key: str) -> int:
    """Whatever people of the event got for good counts as used up, in one document of the store; its number.

    Raises NotFound, Refused, Conflict when they have nothing of the kind, Invalid, Closed.
    """
    body = {"event": event_id, "store": store_id}

    def consumed(session: Session, region_id: int) -> int:
        return outside(session, region_id, PlaceKind.CONSUMED).id

    return _of_everybody(event_id, key, body, "materials.use_up", consumed, is_reusable=False)


def _of_everybody(
    event_id: int,
    key: str,
    body: Mapping[str, int],
    act: str,
    target_of: Callable[[Session, int], int],
    *,
    is_reusable: bool,
) -> int:
    with unit_of_work() as session:
        answer = operations.begin(session, act, key, body)
        if answer is None:
            event = event_row(event_id)
            ensure_can_move_stock(current_actor(), event.region_id, event.stop_id)
            target_id = target_of(session, event.region_id)
            parts = _held_by_people(session, event_id, is_reusable=is_reusable)
            if not parts:
                raise Conflict(_l("Nothing of the kind is out any more."))
            if len(parts) > MOST_LINES:
                raise Invalid(_l("This is too much for one document. Take it back person by person.", most=MOST_LINES))
            moves = tuple(Move(variant, pieces, place, target_id) for place, variant, pieces in parts)
            kind = DocumentKind.RETURN if is_reusable else DocumentKind.CONSUMPTION
            posted = post(session, Posting(kind, body["store"], moves, event_id=event_id))
            answer = {"document": posted.document_id}
            operations.finish(session, act, key, answer)
        return int(answer["document"])


def _held_by_people(session: Session, event_id: int, *, is_reusable: bool) -> list[tuple[int, int, int]]:
    kinds = {row.id for row in variants(with_retired=True).values() if row.is_reusable is is_reusable}
    asked = (
        select(StockBalance.place_id, StockBalance.variant_id, StockBalance.on_hand)
        .join(StockPlace, StockPlace.id == StockBalance.place_id)
        .where(StockPlace.event_id == event_id, StockPlace.kind == PlaceKind.PERSON, StockBalance.on_hand > 0)
        .order_by(StockBalance.place_id, StockBalance.variant_id)
    )
    return [(place, variant, left) for place, variant, left in session.execute(asked) if variant in kinds]


def undo(event_id: int, document_id: int) -> str:
    """Take back what was posted at the event a moment ago; the number of the document that does it.

    Raises NotFound for a document of something else, Refused, Closed, Conflict (undone already, or what came is gone again).
    """
    row = document_row(document_id)
    if (
        row.event_id != event_id
        or row.origin is not Origin.DESK
        or row.kind not in {DocumentKind.ISSUE, DocumentKind.RETURN, DocumentKind.CONSUMPTION}
    ):
        raise NotFound(_l("There is no such document."))
    return reverse(document_id, str(UNDONE)).shown_number
