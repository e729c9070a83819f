"""What a slip of stops does to transfers under way: they are awaited as many days from the arrival as before."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.core.i18n import _, _l, _n
from campaign.materials.handing.pages import Page, document_page
from campaign.materials.handing.queries import awaited
from campaign.materials.models import StockBalance, StockPlace
from campaign.materials.need.queries import lacking_when_moved
from campaign.materials.schemas import PlaceKind
from campaign.materials.words import material_in_words
from campaign.relay.dates import Severity
from campaign.relay.schemas import Shift, ShiftKind, ShiftPlan, SlipClash, StopMove
from campaign.web.templating import day

_MORE = StockBalance.on_hand > 0


@dataclass(frozen=True)
class _UnderWay:
    """A transfer that has not come as a whole, with the move of the stop that it goes to."""

    place: StockPlace
    document_id: int
    number: str
    move: StopMove

    @property
    def before(self) -> date:
        return self.place.due_on or self.move.before.arrives

    @property
    def after(self) -> date | None:
        """Its new day; None where the stop leaves the chain: then it comes all the same, on its day."""
        return None if self.move.after is None else self.before + (self.move.after.arrives - self.move.before.arrives)

    @property
    def page(self) -> Page:
        return document_page(self.document_id)

    def shift(self, after: date) -> Shift:
        title = _("Transfer No. %(number)s is awaited", number=self.number)
        return Shift(ShiftKind.STOCK, self.move.stop_id, self.place.id, title, self.before, after, page=self.page)


class TransfersOfASlip:
    """`ShiftPort` of the relay, for transfers under way to the stores of stops that move."""

    code = "stock"

    def preview(self, moves: Sequence[StopMove], only_unannounced: bool, earlier: Sequence[Shift]) -> ShiftPlan:
        """All of them move: nobody outside is told. Two statements at most, and eighteen for what a relay would lack."""
        session = db.session()
        going = _under_way(moves)
        shifts = (one.shift(one.after) for one in going if one.after not in {None, one.before})
        return ShiftPlan(tuple(shifts), (*_clashes(going), *_left_behind(session, moves), *_lacking(moves)))

    def apply(self, session: Session, moves: Sequence[StopMove], only_unannounced: bool, reason: str) -> Mapping[str, Any]:
        due: dict[str, list[str]] = {}
        for one in _under_way(moves):
            if one.after is not None and one.after != one.before:
                due[str(one.place.id)] = [one.before.isoformat(), one.after.isoformat()]
                _await(one.place, one.after)
        session.flush()
        return {"due": due}

    def undo(self, session: Session, moves: Sequence[StopMove], facts: Mapping[str, Any]) -> None:
        ids = [int(place_id) for place_id in facts["due"]]
        asked = select(StockPlace).where(StockPlace.id.in_(ids)).with_for_update(key_share=True)
        for place in session.scalars(asked, execution_options={"populate_existing": True}):
            before, after = (date.fromisoformat(found) for found in facts["due"][str(place.id)])
            if place.due_on != after:
                raise Conflict(_l("Another day was named for a transfer under way since. Move the stops once more instead."))
            _await(place, before)
        session.flush()


def _await(place: StockPlace, on: date) -> None:
    place.due_on, place.version = on, place.version + 1


def _under_way(moves: Sequence[StopMove]) -> list[_UnderWay]:
    """What is awaited at these stops and not all there, with its transfer. One statement."""
    by_stop = {move.stop_id: move for move in moves}
    found = awaited(StockPlace.stop_id.in_(list(by_stop)), StockPlace.due_on.is_not(None))
    return [_UnderWay(place, document_id, number, by_stop[place.stop_id or 0]) for place, document_id, number in found]


def _clashes(going: Sequence[_UnderWay]) -> Iterator[SlipClash]:
    """A stop that leaves while something is on its way there; a new day that is over already."""
    for one in going:
        today, name = clock.campaign_today(one.move.time_zone), one.move.name.text()
        if one.after is None:
            words = _("Transfer No. %(number)s is under way to %(place)s.", number=one.number, place=name)
            note = _("When it has come, send it on to another store.")
            yield SlipClash(Severity.SOFT, words, note, one.move.stop_id, one.page)
        elif one.after < today <= one.before:
            words = _(
                "Transfer No. %(number)s would have been awaited at %(place)s on %(day)s, which is over.",
                number=one.number, place=name, day=day(one.after),
            )  # fmt: skip
            yield SlipClash(Severity.SOFT, words, _("Ask the store where it is."), one.move.stop_id, one.page)


def _left_behind(session: Session, moves: Sequence[StopMove]) -> Iterator[SlipClash]:
    """Stores that still have something although no baton comes by any more. One statement, or none."""
    leaving = {move.stop_id: move for move in moves if move.after is None}
    if not leaving:
        return
    asked = (
        select(StockPlace.stop_id, func.count())
        .join(StockBalance, StockBalance.place_id == StockPlace.id)
        .where(StockPlace.kind == PlaceKind.STOP, StockPlace.stop_id.in_(list(leaving)), _MORE)
        .group_by(StockPlace.stop_id)
        .order_by(StockPlace.stop_id)
    )
    for stop_id, count in session.execute(asked):
        words = _n(
            "%(num)d material is left in the store of %(place)s.", "%(num)d materials are left in the store of %(place)s.",
            count, place=leaving[stop_id or 0].name.text(),
        )  # fmt: skip
        yield SlipClash(Severity.SOFT, words, _("No handover takes it along any more: send it to another store."), stop_id)


def _lacking(moves: Sequence[StopMove]) -> Iterator[SlipClash]:
    """Reusables that are on their way or in the wash when the next stop wants them: banners move with the chain."""
    days: dict[int, dict[int, int]] = defaultdict(dict)
    for move in moves:
        if move.after is not None and move.after.arrives != move.before.arrives:
            days[move.relay_id][move.stop_id] = (move.after.arrives - move.before.arrives).days
    for relay_id, moved in days.items():
        for one in lacking_when_moved(relay_id, moved):
            words = _(
                "%(material)s: on %(day)s %(need)s would be needed at once, and there are %(has)s.",
                material=material_in_words(one.variant.name, one.variant.label), day=day(one.day), need=one.need, has=one.has,
            )  # fmt: skip
            note = _("What serves one stop is still on its way, or is washed, when the next one wants it.")
            yield SlipClash(Severity.SOFT, words, note)
