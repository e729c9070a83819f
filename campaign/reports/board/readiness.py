"""From plain counts to a percentage of which every point is explained. Pure reckoning."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from campaign.reports.board.schemas import (
    BEHIND,
    EXPECTED,
    FAR_BEHIND,
    NEAR,
    SOON,
    WEIGHTS,
    Check,
    Counts,
    Level,
    PartScore,
    Readiness,
    Scored,
)


def shares(checks: Mapping[Check, int]) -> dict[Check, int]:
    """The weights of these checks brought to a hundred in whole points: largest remainder first, then the order of the table.

    >>> shares({Check.PEOPLE: 25, Check.TASKS: 20, Check.HANDOVER: 10})
    {<Check.PEOPLE: 'people'>: 46, <Check.TASKS: 'tasks'>: 36, <Check.HANDOVER: 'handover'>: 18}
    """
    total = sum(checks.values())
    found = {check: 100 * weight // total for check, weight in checks.items()}
    by_remainder = sorted(checks, key=lambda check: -(100 * checks[check] % total))
    for check in by_remainder[: 100 - sum(found.values())]:
        found[check] += 1
    return found


def readiness_of(counts: Counts) -> Readiness:
    """The parts of a stop's readiness. Only what there is something of is weighed; points are rounded down.

    So a hundred means that everything is done, and whatever is lacking costs at least one point.
    """
    weighed = {
        check: weight for checks in WEIGHTS.values() for check, weight in checks.items() if counts.get(check, (0, 0))[1] > 0
    }
    if not weighed:
        return Readiness(())
    weights = shares(weighed)
    parts = []
    for part, checks in WEIGHTS.items():
        scored = tuple(_scored(check, *counts[check], weights[check]) for check in checks if check in weights)
        if scored:
            parts.append(PartScore(part, scored))
    return Readiness(tuple(parts))


def _scored(check: Check, done: int, of: int, weight: int) -> Scored:
    done = max(0, min(done, of))
    return Scored(check, done, of, weight * done // of, weight)


def expected_on(days_to_go: int) -> int:
    """The percentage that the plan wants so many days before the arrival.

    >>> expected_on(60), expected_on(14), expected_on(-2), expected_on(400)
    (20, 70, 100, 0)
    """
    if days_to_go <= 0:
        return EXPECTED[-1][1]
    for (far, low), (near, high) in pairwise(EXPECTED):
        if near <= days_to_go <= far:
            return low + (high - low) * (far - days_to_go) // (far - near)
    return EXPECTED[0][1]


def level_of(percent: int, days_to_go: int, today: date, due: date | None) -> Level:
    """Urgent: something is overdue or due today, or the arrival is near and the plan far. Attention: due soon, or behind."""
    behind = expected_on(days_to_go) - percent
    if (behind >= FAR_BEHIND and days_to_go <= NEAR) or (due is not None and due <= today):
        return Level.URGENT
    if behind >= BEHIND or (due is not None and due <= today + timedelta(days=SOON)):
        return Level.ATTENTION
    return Level.ORDER
