"""What a slip of stops does to reserve dates: they keep their distance from their events, and nothing has to be written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from campaign.core.i18n import Words, _, _l
from campaign.events.contingency import queries
from campaign.relay.dates import Severity
from campaign.relay.schemas import Shift, ShiftKind, ShiftPlan, SlipClash, StopMove


class ReserveDatesOfASlip:
    """`ShiftPort` of the relay, for reserve dates: previewed only."""

    code = "contingency"

    def preview(self, moves: Sequence[StopMove], only_unannounced: bool, earlier: Sequence[Shift]) -> ShiftPlan:
        """The reserve dates of the events that shift. One statement."""
        of_events = {shift.thing_id: shift for shift in earlier if shift.kind is ShiftKind.EVENT}
        rows = queries.contingencies_of_events(list(of_events))
        shifts = tuple(
            Shift(
                ShiftKind.BOOKING, event.stop_id, event.thing_id, _title(event), row.reserve_day,
                _moved(row.reserve_day, event), row.reserve_starts,
                page=("contingency_staff.contingency", "event_id", event.thing_id),
            )
            for row in rows
            if row.reserve_day is not None and (event := of_events[row.event_id])
        )  # fmt: skip
        return ShiftPlan(shifts, tuple(_outside(shifts, moves)))

    def apply(self, session: Session, moves: Sequence[StopMove], only_unannounced: bool, reason: str) -> Mapping[str, Any]:
        return {}

    def undo(self, session: Session, moves: Sequence[StopMove], facts: Mapping[str, Any]) -> None:
        """They have gone back with their events."""


def _title(event: Shift) -> Words:
    return _l("Reserve date: “%(event)s”", event=str(event.title))


def _moved(day: date, event: Shift) -> date | None:
    return None if event.after is None else day + (event.after - event.before)


def _outside(shifts: Sequence[Shift], moves: Sequence[StopMove]) -> Iterator[SlipClash]:
    """A reserve date on which the baton has gone on, though it had not before."""
    of_stops = {move.stop_id: move for move in moves}
    for shift in shifts:
        move = of_stops.get(shift.stop_id)
        if move is None or move.after is None or shift.after is None:
            continue
        if shift.before <= move.before.departs and shift.after > move.after.departs:
            words = _("%(what)s: the baton would have gone on by then.", what=str(shift.title))
            yield SlipClash(Severity.SOFT, words, "", shift.stop_id, shift.page)
