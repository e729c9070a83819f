"""Reading dated rules of any table."""

from typing import TypeVar

from sqlalchemy import select

from campaign.accounts.models import User
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events.dated.models import DatedRule
from campaign.events.dated.schemas import RuleChange

Rule = TypeVar("Rule", bound=DatedRule)


def stored_rule(table: type[Rule], rule_id: int) -> Rule:
    """Raises NotFound. One statement."""
    row = db.session.scalars(select(table).where(table.id == rule_id)).one_or_none()
    if row is None:
        raise NotFound(_l("There is no such rule."))
    return row


def history_of(table: type[DatedRule], thing: str, code: str) -> tuple[RuleChange, ...]:
    """Who did what with the versions of a rule, oldest first. `thing`: what the trail calls such rules. One statement."""
    asked = (
        select(AuditEntry.at, AuditEntry.act, User.name)
        .outerjoin(User, User.id == AuditEntry.user_id)
        .join(table, table.id == AuditEntry.thing_id)
        .where(AuditEntry.thing == thing, table.code == code)
        .order_by(AuditEntry.id)
    )
    return tuple(RuleChange(at, act, name or "") for at, act, name in db.session.execute(asked))
