"""Alarms that were raised, and rules that raise them sooner or never."""

from datetime import date

from campaign.accounts.alarms.models import Alarm, AlarmRule
from campaign.accounts.alarms.schemas import AlarmKind
from campaign.core import clock
from campaign.core.db import unit_of_work
from campaign.core.i18n import Translated


def a_rule(kind: AlarmKind, most: int) -> None:
    """From now on more than `most` within an hour raise an alarm."""
    with unit_of_work() as session:
        source = Translated(ru="Приказ № 1")
        session.add(AlarmRule(kind=kind, valid_from=date(2018, 1, 1), most=most, source=source, made_at=clock.now()))


def an_alarm(region_id: int) -> int:
    """The number of an alarm of the region; whoever walks through all pages raises no other."""
    a_rule(AlarmKind.FOREIGN, 1_000_000)
    with unit_of_work() as session:
        row = Alarm(hour=clock.now(), kind=AlarmKind.NETWORK, subject="x", region_id=region_id, count=61)
        session.add(row)
        session.flush()
        return row.id
