"""Doubts about what was said of all events of one audience together, beside what was said of each."""

from collections.abc import Iterator, Sequence

from campaign.events.figures.amounts import Amount
from campaign.events.figures.plausibility.amounts_judge import Pair
from campaign.events.figures.plausibility.bounds import below, upper
from campaign.events.figures.plausibility.schemas import RuleRow, Side, Sort
from campaign.events.figures.schemas import AudienceFigure, Counts, EventFigures


def headline(rule: RuleRow, whole: AudienceFigure, events: Sequence[EventFigures]) -> Iterator[Pair]:
    """Fewer people in all than at the greatest event, or more than came to all of them together.

    `percent`: how far «more than» stretches. An event of which nothing was said may have had any number of people.
    """
    slack, code, stage = rule.wish.percent or 0, whole.row.measure.code, whole.row.stage
    first = Side(Sort.FIGURE, row=whole.row)
    said = [(event, event.standing(code, stage, Counts.PEOPLE)) for event in events]
    known = [(event, row) for event, row in said if row is not None]
    if not known:
        return
    greatest, row = max(known, key=lambda pair: pair[1].amount.low)
    if below(whole.row.amount, row.amount.low, slack):
        yield first, Side(Sort.EVENT, row=row, texts=(greatest.title,))
    most = [upper(row.amount, slack) for _event, row in known]
    bounds = [one for one in most if one is not None]
    if len(known) == len(events) and len(bounds) == len(most) and whole.row.amount.low > sum(bounds):
        rows = tuple(row for _event, row in known)
        total = Amount(sum(row.amount.counted for row in rows))
        yield first, Side(Sort.EVENTS, measure=whole.row.measure, amount=total, parts=rows)
