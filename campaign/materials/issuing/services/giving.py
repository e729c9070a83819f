"""Giving to one and to many: one document in the book of the store, whatever the number of lines."""

from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import _, _l
from campaign.events.queries import event_row
from campaign.materials.issuing.queries import recipient, round_of
from campaign.materials.issuing.schemas import Issue, Recipient, ToMany
from campaign.materials.models import StockPlace
from campaign.materials.policies import ensure_can_move_stock
from campaign.materials.schemas import MOST_LINES, DocumentKind, Move, Posting
from campaign.materials.services import holder, people, post, post_by_field
from campaign.people.schemas import RegistrationState

NOTHING: Final = _l("Nothing is entered. Type how many, or choose a size.")


def issue(event_id: int, wish: Issue, key: str) -> int:
    """Give it; the number of the document. The key makes sending twice harmless.

    Raises NotFound (not of this event), Refused (not this actor's store), Conflict (no place at the event; not so much there),
    Stale (somebody else has given or taken meanwhile), Invalid (`n_<variant>` names a quantity that cannot be), Closed.
    """
    with unit_of_work() as session:
        answer = operations.begin(session, "materials.issue", key, {"event": event_id, **wish.as_json()})
        if answer is None:
            somebody = recipient(event_id, wish.whom)
            ensure_can_move_stock(current_actor(), somebody.region_id, somebody.stop_id)
            ensure_may_be_given(somebody)
            place_id = holder(session, **wish.whom.given).id
            _hold(session, place_id)
            _ensure_as_seen(event_id, wish)
            order = sorted(number for number, pieces in wish.quantities.items() if pieces)
            moves = tuple(Move(number, wish.quantities[number], wish.store_id, place_id) for number in order)
            posting = Posting(
                DocumentKind.ISSUE, wish.store_id, moves, wish.dated_on, event_id=event_id, note=wish.note
            )  # fmt: skip
            answer = {"document": posted_by_field(session, posting, "n_")}
            operations.finish(session, "materials.issue", key, answer)
        return int(answer["document"])


def ensure_may_be_given(somebody: Recipient) -> None:
    """Raises Conflict for whoever has no place at the event."""
    if not somebody.may_be_given:
        raise Conflict(why_not(somebody))


def why_not(somebody: Recipient) -> str:
    """Why nothing is given to somebody without a place; empty for all others."""
    if somebody.state is RegistrationState.WAITING:
        return _("%(name)s is on the waiting list. Give materials only to those who have a place.", name=somebody.name)
    if somebody.state is RegistrationState.PENDING:
        return _("%(name)s may not take part yet: the consent of a parent is missing.", name=somebody.name)
    if somebody.state is RegistrationState.CANCELLED:
        return _("%(name)s has given up the place. Take back what is out, and give nothing more.", name=somebody.name)
    return ""


def _hold(session: Session, place_id: int) -> None:
    """Two who give to the same person go one after the other."""
    session.execute(select(StockPlace.id).where(StockPlace.id == place_id).with_for_update(key_share=True))


def _ensure_as_seen(event_id: int, wish: Issue) -> None:
    now = recipient(event_id, wish.whom)
    if now.seen != wish.seen:
        raise Stale(
            _l("Somebody has given or taken something here meanwhile. Look at what they have now, and then give the rest.")
        )


def posted_by_field(session: Session, posting: Posting, field: str) -> int:
    """Post what was typed for one holder; the number of the document. Raises Invalid where nothing was typed, and as `post`."""
    if not posting.moves:
        raise Invalid(NOTHING)
    return post_by_field(session, posting, field).document_id


def issue_to_many(wish: ToMany, key: str) -> tuple[int, int]:
    """Give it to everybody confirmed who has none yet, in one document; its number, and how many people got something.

    Raises NotFound, Refused, Conflict (nobody lacks it; not so much there), Invalid (more than one document takes), Closed.
    """
    with unit_of_work() as session:
        answer: dict[str, Any] | None = operations.begin(session, "materials.issue_many", key, wish.as_json())
        if answer is None:
            event = event_row(wish.event_id)
            ensure_can_move_stock(current_actor(), event.region_id, event.stop_id)
            places = people(session, event.id, set(round_of(event, wish).people))
            found = round_of(event, wish).people  # those who give one by one wait from here on
            moves = tuple(
                Move(variant, pieces, wish.store_id, places[number])
                for number, gets in found.items() if number in places for variant, pieces in sorted(gets.items())
            )  # fmt: skip
            _ensure_takes(len(moves))
            posted = post(session, Posting(DocumentKind.ISSUE, wish.store_id, moves, wish.dated_on, event_id=event.id))
            answer = {"document": posted.document_id, "people": len({move.target_id for move in moves})}
            operations.finish(session, "materials.issue_many", key, answer)
        return int(answer["document"]), int(answer["people"])


def _ensure_takes(count: int) -> None:
    if not count:
        raise Conflict(_l("Nobody lacks it: everybody with a place has got theirs."))
    if count > MOST_LINES:
        raise Invalid(_l("This is for too many people at once. Give it role by role.", most=MOST_LINES))
