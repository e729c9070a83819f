"""Reading alarms: all of them for the country and its auditors, an organizer's own regions for the organizer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, false, func, select, true
from sqlalchemy.orm import Session, aliased

from campaign.accounts.alarms.models import Alarm, AlarmRule
from campaign.accounts.alarms.schemas import AlarmKind, AlarmRow, Most
from campaign.accounts.models import User
from campaign.core.actor import ROLES, Actor, P, current_actor
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.core.rules import RuleRow, counting, rows_of

NEWEST = 200
NO_LIMIT = 1_000_000_000


def alarms() -> Sequence[AlarmRow]:
    """Those nobody has looked at first, then the newest; at most NEWEST. One statement."""
    order = (Alarm.seen_at.is_not(None), Alarm.id.desc())
    return [AlarmRow(*row) for row in db.session.execute(_asked().order_by(*order).limit(NEWEST))]


def alarm_row(alarm_id: int) -> AlarmRow:
    """One alarm. Raises NotFound."""
    row = db.session.execute(_asked().where(Alarm.id == alarm_id)).first()
    if row is None:
        raise NotFound(_l("There is no such alarm."))
    return AlarmRow(*row)


def open_alarms(actor: Actor) -> int:
    """How many the actor may look at and nobody has. One statement."""
    asked = select(func.count()).select_from(Alarm).where(Alarm.seen_at.is_(None), _readable(actor))
    return db.session.scalar(asked) or 0


def most_of(session: Session, kind: AlarmKind, day: date) -> int:
    """How many within an hour are not yet an alarm. One statement."""
    found = session.scalar(counting(AlarmRule, day, AlarmRule.kind == kind).with_only_columns(AlarmRule.most))
    return NO_LIMIT if found is None else found


def rules(day: date) -> Sequence[RuleRow[Most]]:
    """Every rule, by kind, the newest first, with whether it counts on the day. One statement."""
    rows = rows_of(AlarmRule, lambda row: Most(row.kind, row.most), day, about=lambda row: row.kind)
    return sorted(rows, key=lambda row: row.says.kind)


def _asked() -> Any:
    looker = aliased(User)
    asked = select(
        Alarm.id, Alarm.kind, Alarm.hour, Alarm.user_id, func.coalesce(User.name, ""), Alarm.count, Alarm.region_id,
        Alarm.seen_at, func.coalesce(looker.name, ""), Alarm.word,
    ).select_from(Alarm)  # fmt: skip
    asked = asked.outerjoin(User, User.id == Alarm.user_id).outerjoin(looker, looker.id == Alarm.seen_by)
    return asked.where(_readable(current_actor()))


def _readable(actor: Actor) -> ColumnElement[bool]:
    grants = [grant for grant in actor.grants if P.AUDIT_READ in ROLES[grant.role]]
    if actor.is_system or any(grant.is_everywhere for grant in grants):
        return true()
    ids = {grant.region_id for grant in grants if grant.region_id is not None}
    return Alarm.region_id.in_(ids) if ids else false()
