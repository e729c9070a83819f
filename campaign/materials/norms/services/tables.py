"""Bringing in the norms of a region from a table: all of them, or none."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.events.models import EventKind
from campaign.materials.norms.models import Norm
from campaign.materials.norms.schemas import Basis, Brought, NewNorm, role_keys
from campaign.materials.norms.services.norms import put, rewrite
from campaign.materials.policies import ensure_can_write_norms

Sign = tuple[int, str | None, Basis]


def bring_in(region_id: int | None, wishes: Sequence[NewNorm], key: str, *, dry: bool = False) -> Brought:
    """Add the norms that the region does not have, and change those that it has; what is not in the table stays.

    `dry`: only count what would be done. The same key gives the same answer. Raises Refused, NotFound, Invalid, Conflict.
    """
    with unit_of_work() as session:
        ensure_can_write_norms(current_actor(), region_id)
        if not dry and (earlier := operations.begin(session, "norm.table", key, [region_id, *map(asdict, wishes)])):
            return Brought(**earlier)
        there = _there(session, region_id)
        brought = Brought()
        for wish in wishes:
            brought = _one(session, wish, _same(there.get((wish.material_id, wish.kind, wish.basis), []), wish), brought, dry)
        if not dry:
            operations.finish(session, "norm.table", key, asdict(brought))
        return brought


def _there(session: Session, region_id: int | None) -> dict[Sign, list[Norm]]:
    found: dict[Sign, list[Norm]] = {}
    mine = Norm.region_id.is_(None) if region_id is None else Norm.region_id == region_id
    asked = select(Norm, EventKind.code).outerjoin(EventKind, EventKind.id == Norm.kind_id).where(mine, ~Norm.retired)
    for row, kind in session.execute(asked):
        found.setdefault((row.material_id, kind, row.basis), []).append(row)
    return found


def _same(rows: Sequence[Norm], wish: NewNorm) -> Norm | None:
    """The norm that says it already; a role is the same when it shares a word in any language."""
    asked = role_keys(wish.role)
    return next((row for row in rows if row.basis is not Basis.ROLE or role_keys(row.role) & asked), None)


def _one(session: Session, wish: NewNorm, row: Norm | None, brought: Brought, dry: bool) -> Brought:
    if row is None:
        if not dry:
            put(session, wish)
        return replace(brought, added=brought.added + 1)
    wish = replace(wish, role=row.role, note=wish.note or row.note)
    if (row.amount, row.each, row.reserve, row.note) == (wish.amount, wish.each, wish.reserve, wish.note):
        return replace(brought, same=brought.same + 1)
    if not dry:
        rewrite(session, row, wish)
    return replace(brought, changed=brought.changed + 1)
