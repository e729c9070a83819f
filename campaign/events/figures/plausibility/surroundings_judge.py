"""Doubts that figures raise beside what is known of their event: its day and length, its stay, its square, its places."""

from collections.abc import Iterator
from typing import Final

from campaign.events.figures.amounts import Amount
from campaign.events.figures.plausibility.amounts_judge import Pair, figure
from campaign.events.figures.plausibility.bounds import Said
from campaign.events.figures.plausibility.schemas import Around, RuleRow, Side, Sort
from campaign.events.figures.schemas import DISTANCE, PARTICIPANTS, FigureRow, Stage

_HOUR: Final = 60  # minutes


def speed(rule: RuleRow, said: Said, around: Around) -> Iterator[Pair]:
    """More kilometres than somebody makes at `most` an hour in the time that the event lasts."""
    row = said.standing(DISTANCE)
    if row is None:
        return
    limit = (rule.wish.most or 0) * around.minutes * 10**row.measure.decimals // _HOUR
    if row.amount.low > limit:
        yield figure(row), Side(Sort.LASTS, numbers=(around.minutes, rule.wish.most or 0))


def _facts(said: Said) -> list[FigureRow]:
    """What people said of what was, in the order of the measures."""
    found = (said.standing(code) for code, stage in said.keys if stage is Stage.FACT)
    told = [row for row in found if row is not None and not row.derived]
    return sorted(told, key=lambda row: (row.measure.order, row.measure.code))


def stay(rule: RuleRow, said: Said, around: Around) -> Iterator[Pair]:
    """An event that was held, or has figures, on a day on which the baton was not there."""
    event = said.event
    if (event.is_expected or _facts(said)) and not around.arrives_on <= event.day <= around.departs_on:
        yield Side(Sort.DAY, days=(event.day,)), Side(Sort.STAY, days=(around.arrives_on, around.departs_on))


def early(rule: RuleRow, said: Said, around: Around) -> Iterator[Pair]:
    """A fact of an event whose day has not come: a plan told as fact."""
    if said.event.day > around.today:
        for row in _facts(said)[:1]:
            yield figure(row), Side(Sort.DAY, days=(said.event.day,))


def place(rule: RuleRow, said: Said, around: Around) -> Iterator[Pair]:
    """More people than the square holds; `percent` of that is still no doubt."""
    if (row := _too_many(said, around.place_capacity, rule)) is not None:
        yield figure(row), Side(Sort.PLACE, amount=Amount(around.place_capacity or 0), texts=(around.place_name,))


def room(rule: RuleRow, said: Said, around: Around) -> Iterator[Pair]:
    """More people than the event has places; `percent` of them is still no doubt."""
    if (row := _too_many(said, around.capacity, rule)) is not None:
        yield figure(row), Side(Sort.ROOM, amount=Amount(around.capacity or 0))


def _too_many(said: Said, capacity: int | None, rule: RuleRow) -> FigureRow | None:
    row = said.standing(PARTICIPANTS)
    if row is None or capacity is None:
        return None
    return row if row.amount.low * 100 > capacity * (rule.wish.percent or 100) else None
