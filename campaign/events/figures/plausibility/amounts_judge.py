"""Doubts that figures of one event raise among themselves: parts, vehicles, kilometres, plan and fact, rows, sources."""

from collections.abc import Iterator
from typing import Final

from campaign.events.figures.amounts import Amount, Qualifier
from campaign.events.figures.plausibility.bounds import Said, below, upper
from campaign.events.figures.plausibility.schemas import Check, RuleRow, Side, Sort
from campaign.events.figures.schemas import DISTANCE, PARTICIPANTS, FigureRow, Source, Stage

Pair = tuple[Side, Side]
PASSENGERS: Final = "passengers"
_SEEN: Final = frozenset({Source.COUNTED, Source.SIGNED_IN})
_METRES: Final = 1000  # of them in a kilometre


def figure(row: FigureRow) -> Side:
    return Side(Sort.FIGURE, row=row)


def _sum(whole: FigureRow, parts: list[FigureRow]) -> Side:
    amount = Amount(sum(row.amount.counted for row in parts))
    return Side(Sort.PARTS, measure=whole.measure, amount=amount, parts=tuple(parts))


def _wholes(rule: RuleRow, said: Said) -> Iterator[tuple[FigureRow, list[FigureRow]]]:
    """Each figure that has parts, with them."""
    for code, stage in said.keys:
        whole = said.standing(code, stage)
        if whole is not None and rule.looks_at(code) and (parts := said.parts(whole)):
            yield whole, parts


def parts_over(rule: RuleRow, said: Said) -> Iterator[Pair]:
    """Parts that come to more than their headline, or one of them that does. `percent`: how far «more than» stretches."""
    slack = rule.wish.percent or 0
    for whole, parts in _wholes(rule, said):
        apart = [row for row in parts if not row.measure.overlaps]
        if len(apart) > 1 and below(whole.amount, sum(row.amount.low for row in apart), slack):
            yield figure(whole), _sum(whole, apart)
            continue
        for row in parts:
            if below(whole.amount, row.amount.low, slack):
                yield figure(whole), figure(row)


def parts_under(rule: RuleRow, said: Said) -> Iterator[Pair]:
    """Parts that nearly make up an exact headline, from `percent` of it on, and do not: 20 + 2 + 6 + 1 of 30."""
    for whole, parts in _wholes(rule, said):
        apart = [row for row in parts if not row.measure.overlaps]
        total = sum(row.amount.value for row in apart)
        is_exact = not any(row.amount.is_rough for row in (whole, *apart))
        nearly = total * 100 >= (rule.wish.percent or 0) * whole.amount.value
        if is_exact and len(apart) > 1 and nearly and total < whole.amount.value:
            yield figure(whole), _sum(whole, apart)


def riders(said: Said, stage: Stage) -> FigureRow | Side | None:
    """Who sat in the vehicles: the passengers, else the participants, else the parts of them as far as they are known."""
    if row := said.standing(PASSENGERS, stage) or said.standing(PARTICIPANTS, stage):
        return row
    parts = [
        row for code, at in said.keys
        if at is stage and (row := said.standing(code, at)) and row.measure.parent == PARTICIPANTS and not row.measure.overlaps
    ]  # fmt: skip
    if len(parts) < 2:
        return next(iter(parts), None)
    return Side(Sort.PARTS, amount=Amount(sum(row.amount.counted for row in parts)), parts=tuple(parts))


def per_vehicle(rule: RuleRow, said: Said) -> Iterator[Pair]:
    """Fewer people for each vehicle than `least`, or more than `most`. `percent`: how far «more than» stretches."""
    for stage in Stage:
        vehicles, people = said.standing(rule.wish.measure, stage), riders(said, stage)
        if vehicles is None or people is None or not vehicles.amount.value:
            continue
        side = people if isinstance(people, Side) else figure(people)
        amount = people.amount or Amount(0)
        least, most = rule.wish.least, rule.wish.most
        if least is not None and below(amount, least * vehicles.amount.low, rule.wish.percent or 0):
            yield side, Side(Sort.AT_LEAST, row=vehicles, numbers=(least, least * vehicles.amount.low))
        room = None if most is None or (high := upper(vehicles.amount, rule.wish.percent or 0)) is None else most * high
        if most is not None and room is not None and amount.low > room:
            yield side, Side(Sort.AT_MOST, row=vehicles, numbers=(most, room))


def distance(rule: RuleRow, said: Said) -> Iterator[Pair]:
    """More than `most` kilometres in one day."""
    for stage in Stage:
        row = said.standing(DISTANCE, stage)
        if row is not None and row.amount.low > (limit := (rule.wish.most or 0) * 10**row.measure.decimals):
            yield figure(row), Side(Sort.LIMIT, measure=row.measure, amount=Amount(limit))


def hint_of(rule: RuleRow, side: Side) -> Amount | None:
    """The same number taken for metres, where that would be no doubt; None elsewhere."""
    if rule.wish.check is not Check.DISTANCE or side.row is None:
        return None
    metres = side.row.amount.value // _METRES
    return Amount(metres) if 0 < metres <= (rule.wish.most or 0) * 10**side.row.measure.decimals else None


def _told(said: Said, rule: RuleRow) -> Iterator[FigureRow]:
    """What people said of each measure that the rule looks at: what stands on reports, and is no row of the campaign."""
    for code, stage in said.keys:
        if stage is Stage.FACT and rule.looks_at(code) and (row := said.standing(code)) and not row.derived:
            yield row


def as_planned(rule: RuleRow, said: Said) -> Iterator[Pair]:
    """A fact that equals its plan to the unit, from `size` on, though nobody says that it was counted."""
    for row in _told(said, rule):
        plan = said.standing(row.measure.code, Stage.PLAN)
        is_same = plan is not None and plan.amount.value == row.amount.value
        if plan is not None and is_same and row.source not in _SEEN and row.amount.value >= (rule.wish.size or 0):
            yield figure(row), figure(plan)


def far_from_plan(rule: RuleRow, said: Said) -> Iterator[Pair]:
    """Less than `least` percent of the plan, or more than `most`; of plans and facts from `size` on."""
    for code, stage in said.keys:
        fact, plan = said.standing(code), said.standing(code, Stage.PLAN)
        if stage is Stage.PLAN or fact is None or plan is None or not rule.looks_at(code):
            continue
        if plan.derived and plan.measure.is_people:
            continue  # many come to a square without registering
        is_large = max(fact.amount.value, plan.amount.value) >= (rule.wish.size or 0)
        high, plan_high = fact.amount.high, plan.amount.high
        is_less = high is not None and high * 100 < (rule.wish.least or 0) * plan.amount.low
        is_more = plan_high is not None and fact.amount.low * 100 > (rule.wish.most or 0) * plan_high
        if is_large and (is_less or is_more):
            yield figure(fact), figure(plan)


def _rows_beside(said: Said, row: FigureRow) -> Iterator[FigureRow]:
    """What rows of the campaign say of the same, counted in the same way."""
    return (one for one in said.rows(row.measure.code) if one.derived and one.counts is row.counts)


def under_rows(rule: RuleRow, said: Said) -> Iterator[Pair]:
    """Fewer told than stand in rows: fewer people counted than signed in. `percent`: how much fewer may be."""
    for row in _told(said, rule):
        for other in _rows_beside(said, row):
            high = row.amount.high
            if high is not None and high * 100 < other.amount.value * (100 - (rule.wish.percent or 0)):
                yield figure(row), figure(other)


def over_rows(rule: RuleRow, said: Said) -> Iterator[Pair]:
    """More told than stand in rows, by more than `percent`; from `size` on."""
    for row in _told(said, rule):
        for other in _rows_beside(said, row):
            is_more = row.amount.low * 100 > other.amount.value * (100 + (rule.wish.percent or 0))
            if is_more and row.amount.low >= (rule.wish.size or 0):
                yield figure(row), figure(other)


def sources(rule: RuleRow, said: Said) -> Iterator[Pair]:
    """What two sources said of the same, further apart than `percent`; of several the farthest from what stands."""
    for row in _told(said, rule):
        others = [
            one for one in said.rows(row.measure.code)
            if not one.derived and one.counts is row.counts and one.id != row.id and one.source is not Source.REGISTERED
            and _are_apart(row.amount, one.amount, rule.wish.percent or 0)
        ]  # fmt: skip
        if others and row.source is not Source.REGISTERED:
            yield figure(row), figure(max(others, key=lambda one: abs(one.amount.counted - row.amount.counted)))


def _are_apart(one: Amount, other: Amount, percent: int) -> bool:
    lesser, greater = sorted((one, other), key=lambda amount: amount.counted)
    high = upper(lesser, percent) if lesser.qualifier is Qualifier.MORE_THAN else lesser.high
    return high is not None and high * (100 + percent) < greater.low * 100
