"""Adding, changing and retiring norms."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _l
from campaign.core.text import clean_line
from campaign.events.models import EventKind
from campaign.materials.models import Material
from campaign.materials.norms.judging import wrong_norm
from campaign.materials.norms.models import Norm
from campaign.materials.norms.schemas import Basis, NewNorm
from campaign.materials.norms.services.shipped import live_key
from campaign.materials.policies import ensure_can_write_norms
from campaign.territory.models import Region

TAKEN = _l(
    "There is such a norm already: for this material, this kind of event, and counted by the same. Change that one instead."
)
_NOT_SAVED = _l("The norm was not saved.")


def add_norm(wish: NewNorm, key: str) -> int:
    """A new norm; its number. The same key gives the same answer.

    Raises Refused (not this actor's region), Invalid, Conflict (there is such a one already).
    """
    with unit_of_work() as session:
        if earlier := operations.begin(session, "norm.add", key, asdict(wish)):
            return int(earlier["norm"])
        ensure_can_write_norms(current_actor(), wish.region_id)
        row = put(session, wish)
        operations.finish(session, "norm.add", key, {"norm": row.id})
        return row.id


def put(session: Session, wish: NewNorm) -> Norm:
    """A new row in the caller's unit of work. Raises Invalid, Conflict."""
    kind_id = _judged(session, wish)
    if wish.region_id is not None and session.get(Region, wish.region_id) is None:
        raise NotFound(_l("There is no such region."))
    row = Norm(region_id=wish.region_id, material_id=wish.material_id)
    _write(session, row, wish, kind_id)
    session.add(row)
    session.flush()
    _note(session, "norm.added", row)
    return row


def change_norm(norm_id: int, wish: NewNorm, version: int) -> None:
    """Say something else; its region and whether it shipped stay. Raises NotFound, Refused, Invalid, Conflict, Stale."""
    with unit_of_work() as session:
        row = _held(session, norm_id, version)
        rewrite(session, row, wish)


def rewrite(session: Session, row: Norm, wish: NewNorm) -> None:
    """Write into a row of the caller's unit of work. Raises Invalid, Conflict."""
    kind_id = _judged(session, wish, row.material_id)
    before = _facts(row)
    row.material_id = wish.material_id
    _write(session, row, wish, kind_id)
    row.version += 1
    session.flush()
    _note(session, "norm.changed", row, before)


def retire_norm(norm_id: int, version: int) -> None:
    """It holds no longer; it can be brought back. Raises NotFound, Refused, Stale."""
    with unit_of_work() as session:
        row = _held(session, norm_id, version)
        row.retired, row.live_key, row.version = True, None, version + 1
        _note(session, "norm.retired", row)


def restore_norm(norm_id: int, version: int) -> None:
    """It holds again. Raises NotFound, Refused, Stale, Conflict where another one says the same meanwhile."""
    with unit_of_work() as session:
        row = _held(session, norm_id, version)
        kind = session.scalar(select(EventKind.code).where(EventKind.id == row.kind_id)) if row.kind_id else None
        key = live_key(row.region_id, row.material_id, kind, row.basis, row.role)
        _ensure_free(session, row, key)
        row.retired, row.live_key, row.version = False, key, version + 1
        _note(session, "norm.restored", row)


def _held(session: Session, norm_id: int, version: int) -> Norm:
    row = session.scalars(select(Norm).where(Norm.id == norm_id).with_for_update()).one_or_none()
    if row is None:
        raise NotFound(_l("There is no such norm."))
    ensure_can_write_norms(current_actor(), row.region_id)
    if row.version != version:
        raise Stale(_l("Somebody has changed this norm meanwhile."))
    return row


def _judged(session: Session, wish: NewNorm, kept_material: int | None = None) -> int | None:
    """The number of the kind. Raises Invalid with all that is wrong."""
    problems = wrong_norm(wish)
    material = session.get(Material, wish.material_id)
    if material is None or (material.retired and material.id != kept_material):
        problems.append(Problem("material", "unknown_material", _l("Choose a material of the list.")))
    kind_id = session.scalar(select(EventKind.id).where(EventKind.code == wish.kind)) if wish.kind else None
    if wish.kind and kind_id is None:
        problems.append(Problem("kind", "unknown_kind", _l("Choose a kind of event of the list.")))
    if problems:
        raise Invalid(_NOT_SAVED, problems)
    return kind_id


def _write(session: Session, row: Norm, wish: NewNorm, kind_id: int | None) -> None:
    key = live_key(row.region_id, wish.material_id, wish.kind, wish.basis, wish.role)
    if not row.retired:
        _ensure_free(session, row, key)
        row.live_key = key
    row.kind_id, row.basis, row.role = kind_id, wish.basis, wish.role
    row.amount, row.each, row.reserve, row.note = wish.amount, wish.each, wish.reserve, clean_line(wish.note)


def _ensure_free(session: Session, row: Norm, key: str) -> None:
    """Raises Conflict when another norm says the same; of two at the same moment the index stops the second."""
    other = session.scalar(select(Norm.id).where(Norm.live_key == key))
    if other is not None and other != row.id:
        raise Conflict(TAKEN)


def _facts(row: Norm) -> dict[str, Any]:
    facts = {"material": row.material_id, "kind": row.kind_id, "basis": row.basis.value, "amount": row.amount,
             "each": row.each, "reserve": row.reserve}  # fmt: skip
    return facts | ({"role": row.role.as_dict()} if row.basis is Basis.ROLE else {})


def _note(session: Session, act: str, row: Norm, before: dict[str, Any] | None = None) -> None:
    audit.note(session, act, "norm", row.id, region_id=row.region_id, before=before, after=_facts(row))
