"""What somebody has to do today about reported figures: months that are over and whose figures nobody has closed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from campaign.core.actor import Actor, P
from campaign.core.i18n import Translated
from campaign.relay.queries import relay_titles
from campaign.reports.periods.queries import months_open
from campaign.reports.rollup.words import month_name
from campaign.reports.schemas import Task, TaskKind, Urgency

CLOSE_WITHIN = timedelta(days=10)  # after the end of a month


def of_periods(actor: Actor, today: date) -> list[Task]:
    """One line a relay, about the first of its months. None for whoever closes nothing, else one, four where one is open."""
    if not actor.may(P.PERIODS_CLOSE):
        return []
    found: defaultdict[int, list[tuple[date, date]]] = defaultdict(list)
    for relay_id, month in months_open(actor, today):
        found[relay_id].append(month)
    names = relay_titles(found) if found else {}
    return [_task(relay_id, names[relay_id], months, today) for relay_id, months in found.items()]


def _task(relay_id: int, name: Translated, months: Sequence[tuple[date, date]], today: date) -> Task:
    first, last = months[0]
    due = last + CLOSE_WITHIN
    return Task(
        TaskKind.PERIODS, Urgency.BAD if due < today else Urgency.CALM, due, None, None, name, name, len(months),
        what=month_name(first), page=("closes_staff.close", "relay", relay_id),
    )  # fmt: skip
