"""How long people are kept: the rules, whose term is over on a day, and what was erased so far."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import select

from campaign.accounts.models import User
from campaign.core import clock
from campaign.core.db import db
from campaign.core.rules import RuleRow, rows_of
from campaign.people.privacy.models import RetentionRule, RetentionRun
from campaign.people.privacy.schemas import RunRow
from campaign.people.privacy.services import due
from campaign.territory.queries import regions

MOST: Final = 100


def rules() -> Sequence[RuleRow[int]]:
    """All of them, the newest first; each says how many months. One statement."""
    return rows_of(RetentionRule, lambda row: row.months, clock.campaign_today())


def due_by_region(as_of: date) -> tuple[tuple[str, int], ...]:
    """How many people of each region would be erased. Three statements."""
    names = _names()
    return tuple((names.get(group.region_id, ""), len(group.person_ids)) for group in due(as_of))


def runs() -> tuple[RunRow, ...]:
    """The last ones, the newest first. Two statements."""
    names = _names()
    asked = (
        select(RetentionRun, User.name)
        .outerjoin(User, User.id == RetentionRun.made_by)
        .order_by(RetentionRun.id.desc())
        .limit(MOST)
    )  # fmt: skip
    return tuple(
        RunRow(names.get(row.region_id, ""), row.as_of, row.total, len(row.events), name or "", row.ended_at is not None)
        for row, name in db.session.execute(asked)
    )


def _names() -> dict[int, str]:
    return {row.id: row.name.text() for row in regions(clock.campaign_today())}
