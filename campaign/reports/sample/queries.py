"""Whether the sample is in, whether it could be, and what its removal would take."""

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from campaign.accounts.models import RoleGrant
from campaign.core import settings
from campaign.core.actor import Actor
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.core.settings import SAMPLE, Setting
from campaign.relay.drafts.models import PlanDraft
from campaign.reports.sample.policies import can_try
from campaign.reports.sample.schemas import Mark, Offer, Part, PartRow, Preview
from campaign.reports.sample.tables import PARTS, is_numbered, of_the_plan


def mark() -> Mark:
    """What is kept of the sample that is in. Raises NotFound when none is. One statement."""
    facts: dict[str, Any] | None = settings.value_of(SAMPLE)
    if facts is None:
        raise NotFound(_l("There is no sample data in this installation."))
    return Mark(datetime.fromisoformat(facts["loaded_at"]), facts["counters"], facts["last"])


def is_in(session: Session) -> bool:
    return session.scalar(select(Setting.name).where(Setting.name == SAMPLE)) is not None


def filled_by_somebody(session: Session) -> frozenset[str]:
    """The names of the tables of the plan that hold a row. One statement of a small part a table."""
    asked = [select(literal(table.name)).where(select(table).exists()) for table in of_the_plan()]
    return frozenset(session.connection().execute(union_all(*asked)).scalars())


def offer_for(actor: Actor) -> Offer | None:
    """Whether the actor may put the sample in, now and here; None for who never may. One statement, none for most."""
    if not can_try(actor):
        return None
    filled = filled_by_somebody(db.session())
    return Offer.OPEN if not filled else Offer.DRAFTS if filled == {PlanDraft.__tablename__} else Offer.OTHER


def preview() -> Preview:
    """What a removal would take now. Three statements. Raises NotFound when no sample is in."""
    kept = mark()
    asked = union_all(*[_counted(table, kept) for table in of_the_plan()])
    counts = {name: (whole, since) for name, whole, since in db.session.connection().execute(asked)}
    part_of = {name: part for part, names in PARTS.items() for name in names}
    found = {part: [0, 0] for part in Part}
    for name, (whole, since) in counts.items():
        sums = found[part_of.get(name, Part.REST)]
        sums[0] += whole - since
        sums[1] += since
    roles = db.session.scalar(select(func.count(RoleGrant.id)).where(RoleGrant.stop_id.is_not(None))) or 0
    return Preview(kept.loaded_at, tuple(PartRow(part, *sums) for part, sums in found.items() if any(sums)), roles)


def _counted(table: Any, kept: Mark) -> Select[Any]:
    """Its name, how many rows it has, how many of them are younger than the sample."""
    if not is_numbered(table):
        return select(literal(table.name), func.count(), literal(0, Integer)).select_from(table)
    younger = func.count().filter(table.c.id > kept.last.get(table.name, 0))
    return select(literal(table.name), func.count(), younger).select_from(table)
