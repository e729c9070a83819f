"""Reading dated rules of any table."""

from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import select

from campaign.accounts.models import User
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events.dated.models import DatedRule
from campaign.events.dated.schemas import DatedRow, RuleChange

Rule = TypeVar("Rule", bound=DatedRule)
Row = TypeVar("Row", bound=DatedRow[Any])


def stored_rule(table: type[Rule], rule_id: int) -> Rule:
    """Raises NotFound. One statement."""
    row = db.session.scalars(select(table).where(table.id == rule_id)).one_or_none()
    if row is None:
        raise NotFound(_l("There is no such rule."))
    return row


def said_by(row: DatedRule) -> dict[str, Any]:
    """What every wish for a rule says, of a version that is kept."""
    return {
        "name": row.name, "note": row.note, "kinds": tuple(row.kinds), "source": row.source, "source_url": row.source_url,
        "valid_from": row.valid_from, "valid_to": row.valid_to,
    }  # fmt: skip


def row_as(kind: type[Row], row: DatedRule, wish: Any) -> Row:
    """A version that is kept, as the rows of its room, with the wish that it was made of."""
    return kind(row.id, row.code, wish, row.checked_on, row.checked_by, row.withdrawn, row.shipped)


def newest_of(known: Iterable[Row]) -> list[Row]:
    """The last version of each rule, the one from which it is changed, by their codes."""
    last = {rule.code: rule for rule in sorted(known, key=lambda rule: rule.id)}
    return [last[code] for code in sorted(last)]


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
