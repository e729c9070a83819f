"""From a rule and a day to the last day of filing, and how a deadline stands. Pure reckoning.

The law in force on the day of the event counts. Offices take papers on working days only, so a last day that is counted in
calendar days and falls on a day off is moved back to the working day before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from campaign.core.calendar import working_days_after, working_days_before, working_days_between
from campaign.events.deadlines.schemas import (
    Anchor,
    Answer,
    Deadline,
    FilingRow,
    Measure,
    RuleRow,
    RuleWish,
    Standing,
    Subject,
    Unit,
)

_ANSWERED: Final = {Answer.ACCEPTED: Standing.ACCEPTED, Answer.REFUSED: Standing.REFUSED, Answer.OTHER: Standing.OTHER}


def last_day(rule: RuleWish, day: date) -> date:
    """The last day on which it can be filed for an event of this day."""
    anchor = day - timedelta(days=day.weekday()) if rule.anchor is Anchor.WEEK else day
    return _days_before(anchor, rule.days, rule.unit)


@lru_cache(maxsize=4096)
def _days_before(day: date, count: int, unit: Unit) -> date:
    """Kept, since a season asks for few days many times; the calendar of past and coming years does not change meanwhile."""
    if unit is Unit.WORKING:
        return working_days_before(day, count)
    return working_days_before(day - timedelta(days=count), 0)


def size_of(subject: Subject, measure: Measure) -> int | None:
    """What a rule asks about the size; None when nobody has said."""
    return {Measure.VEHICLES: subject.vehicles, Measure.PEOPLE: subject.people}.get(measure)


def is_about(rule: RuleRow, subject: Subject) -> bool:
    """Whether it speaks of this kind of event on this day, whatever the basis and the size."""
    return rule.is_in_force(subject.day) and (not rule.wish.kinds or subject.kind in rule.wish.kinds)


def has_its_basis(rule: RuleRow, subject: Subject) -> bool:
    return not rule.wish.bases or subject.permit.basis in rule.wish.bases


def reaches(rule: RuleRow, subject: Subject) -> bool | None:
    """Whether the event is as large as the rule asks; None when nobody has said how large it is."""
    if rule.wish.measure is Measure.NOTHING or rule.wish.threshold is None:
        return True
    size = size_of(subject, rule.wish.measure)
    return None if size is None else size >= rule.wish.threshold


def applying(rules: Iterable[RuleRow], subject: Subject) -> Iterator[RuleRow]:
    """The rules that the event has to keep, as far as is known."""
    return (rule for rule in rules if is_about(rule, subject) and has_its_basis(rule, subject) and reaches(rule, subject))


def perhaps(rules: Iterable[RuleRow], subject: Subject) -> tuple[RuleRow, ...]:
    """The rules that would apply from a size on that nobody has typed."""
    return tuple(
        rule for rule in rules if is_about(rule, subject) and has_its_basis(rule, subject) and reaches(rule, subject) is None
    )


def deadlines_of(
    subject: Subject, rules: Sequence[RuleRow], filings: Mapping[str, FilingRow], today: date
) -> tuple[Deadline, ...]:
    """All deadlines of an event, what has to be done first in front; `filings`: the last one for each rule's code."""
    found = [_deadline(subject, rule, filings.get(rule.code), today) for rule in applying(rules, subject)]
    return tuple(sorted(found, key=lambda deadline: deadline.order))


def _deadline(subject: Subject, rule: RuleRow, filing: FilingRow | None, today: date) -> Deadline:
    until, over = last_day(rule.wish, subject.day), subject.day < today
    if filing is None:
        return Deadline(subject, rule, until, _unfiled(subject, until, today), _distance(until, today), over=over)
    answer_by = None
    if rule.wish.answer_days is not None:
        answer_by = working_days_after(filing.wish.filed_on, rule.wish.answer_days)
    days = _distance(answer_by or until, today)
    late = filing.wish.filed_on > until
    return Deadline(subject, rule, until, _filed(filing, answer_by, today), days, filing, answer_by, late, over)


def _unfiled(subject: Subject, until: date, today: date) -> Standing:
    if subject.day < today:
        return Standing.MISSED
    return Standing.OVERDUE if until < today else Standing.DUE


def _filed(filing: FilingRow, answer_by: date | None, today: date) -> Standing:
    if filing.wish.answer is not None:
        return _ANSWERED[filing.wish.answer]
    if answer_by is None:
        return Standing.FILED
    return Standing.SILENT if answer_by < today else Standing.WAITING


@lru_cache(maxsize=4096)
def _distance(day: date, today: date) -> int:
    """Working days between, whichever is later."""
    return working_days_between(min(day, today), max(day, today))
