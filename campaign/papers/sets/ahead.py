"""The evening freeze: the papers of the next days lie ready as a file, so that an office has paper tomorrow (SPEC D7)."""

from collections.abc import Sequence
from datetime import timedelta

from campaign.core import clock
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.errors import Crossed
from campaign.papers.schemas import Subject
from campaign.papers.sets.ports import PORTS
from campaign.papers.sets.queries import evening_rules
from campaign.papers.sets.schemas import MOST_DAYS, EveningRule, Part
from campaign.papers.sets.services import begin_ahead


def sweep() -> int:
    """Queue what is due by the clock on the wall of each place, and say how many sets.

    Any number of processes may look at once. Three statements when nothing is due.
    """
    with acting_as(SYSTEM):
        rules = evening_rules()
        usual = EveningRule(0)
        now = clock.campaign_now()
        if not any(_is_hour(rule, now.hour) for rule in (usual, *rules.values())):
            return 0
        today = clock.campaign_today()
        found = [one for port in PORTS for one in port.coming(today, today + timedelta(days=MOST_DAYS + 1))]
        return sum(_begin(subject, parts, rules.get(subject.region_id, usual)) for subject, parts in found)


def _is_hour(rule: EveningRule, utc_hour: int) -> bool:
    """Whether it may be late enough somewhere in the country, which is up to six hours ahead of UTC."""
    return rule.is_on and any((utc_hour + ahead) % 24 >= rule.hour for ahead in (4, 5, 6))


def _begin(subject: Subject, parts: Sequence[Part], rule: EveningRule) -> bool:
    wall = clock.on_the_wall(clock.campaign_now(), subject.time_zone)
    last = wall.date() + timedelta(days=rule.days)
    coming = [part for part in parts if part.day is not None and wall.date() < part.day <= last]
    if not rule.is_on or wall.hour < rule.hour or not coming:
        return False
    try:
        return begin_ahead(subject, coming, rule, wall.date())
    except Crossed:  # another process was a moment earlier
        return False
