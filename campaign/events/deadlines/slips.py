"""What a slip of stops does to the deadlines of their events: they follow, and some may lie in the past then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.i18n import _
from campaign.events.deadlines import queries, reckoning
from campaign.events.deadlines.schemas import Deadline, Standing
from campaign.events.deadlines.words import what
from campaign.relay.dates import Severity
from campaign.relay.schemas import Shift, ShiftKind, ShiftPlan, SlipClash, StopMove
from campaign.web.templating import day_month

PAGE = ("deadlines_staff.permits", "event_id")


class DeadlinesOfASlip:
    """`ShiftPort` of the relay, for deadlines: they are counted from the days of events, so nothing is written."""

    code = "deadlines"

    def preview(self, moves: Sequence[StopMove], only_unannounced: bool, earlier: Sequence[Shift]) -> ShiftPlan:
        """The last days of filing that change with the events that shift. Three statements, none without such events."""
        days = {shift.thing_id: shift.after for shift in earlier if shift.kind is ShiftKind.EVENT}
        if not days:
            return ShiftPlan()
        shifts: list[Shift] = []
        clashes: list[SlipClash] = []
        for before, after in _moved(days):
            shifts.append(_shift(before, after))
            clashes += _clashes(before, after)
        return ShiftPlan(tuple(shifts), tuple(clashes))

    def apply(self, session: Session, moves: Sequence[StopMove], only_unannounced: bool, reason: str) -> Mapping[str, Any]:
        return {}

    def undo(self, session: Session, moves: Sequence[StopMove], facts: Mapping[str, Any]) -> None:
        """Nothing was written."""


def _moved(days: Mapping[int, date | None]) -> Iterator[tuple[Deadline, Deadline | None]]:
    """Each deadline whose last day changes, and what it becomes; None: its event is called off."""
    known, found = queries.rules(), queries.deadlines_of_events(list(days))
    for before in found:
        new_day = days[before.subject.event_id]
        if new_day is None:
            yield before, None
            continue
        subject = replace(before.subject, day=new_day)
        today = clock.campaign_today(subject.time_zone)
        filed = {before.filing.wish.rule_code: before.filing} if before.filing else {}
        then = reckoning.deadlines_of(subject, known, filed, today)
        after = next((each for each in then if each.rule.code == before.rule.code), None)
        if after is not None and after.last_day != before.last_day:
            yield before, after


def _shift(before: Deadline, after: Deadline | None) -> Shift:
    title = _("%(what)s: “%(event)s”", what=what(before), event=before.subject.title.text())
    return Shift(
        ShiftKind.DEADLINE, before.subject.stop_id, before.subject.event_id, title, before.last_day,
        after.last_day if after else None, page=(*PAGE, before.subject.event_id),
    )  # fmt: skip


def _clashes(before: Deadline, after: Deadline | None) -> Iterator[SlipClash]:
    """What would be too late already, or would be made late by the move."""
    if after is None:
        return
    facts = {"what": what(before), "event": before.subject.title.text(), "day": day_month(after.last_day)}
    place = before.subject.stop_id, (*PAGE, before.subject.event_id)
    if after.standing is Standing.OVERDUE and before.standing is not Standing.OVERDUE:
        words = _("%(what)s for “%(event)s” would have been due on %(day)s, which is over.", **facts)
        yield SlipClash(Severity.SOFT, words, _("Choose a later day, or ask the office."), *place)
    elif after.late and not before.late:
        words = _("%(what)s for “%(event)s” would count as filed late: it would have been due on %(day)s.", **facts)
        yield SlipClash(Severity.SOFT, words, "", *place)
    elif after.filing is not None:
        words = _("%(what)s for “%(event)s” was filed for the old day.", **facts)
        yield SlipClash(Severity.SOFT, words, _("Tell the office of the new day."), *place)
