"""Adding, changing and retiring sets of materials that are issued together."""

from dataclasses import asdict

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _l
from campaign.materials.models import Material
from campaign.materials.norms.judging import wrong_set
from campaign.materials.norms.models import IssueSet, IssueSetLine
from campaign.materials.norms.schemas import NewSet
from campaign.materials.policies import ensure_can_write_norms
from campaign.territory.models import Region


def add_set(wish: NewSet, key: str) -> int:
    """A new set; its number. The same key gives the same answer. Raises Refused, NotFound, Invalid."""
    with unit_of_work() as session:
        if earlier := operations.begin(session, "issue_set.add", key, asdict(wish)):
            return int(earlier["set"])
        ensure_can_write_norms(current_actor(), wish.region_id)
        if wish.region_id is not None and session.get(Region, wish.region_id) is None:
            raise NotFound(_l("There is no such region."))
        row = IssueSet(region_id=wish.region_id)
        session.add(row)
        _write(session, row, wish, frozenset())
        _note(session, "issue_set.added", row, wish)
        operations.finish(session, "issue_set.add", key, {"set": row.id})
        return row.id


def change_set(set_id: int, wish: NewSet, version: int) -> None:
    """Other materials, another name; its region stays. Raises NotFound, Refused, Invalid, Stale."""
    with unit_of_work() as session:
        row = _held(session, set_id, version)
        kept = frozenset(session.scalars(select(IssueSetLine.material_id).where(IssueSetLine.set_id == set_id)))
        row.version = version + 1
        _write(session, row, wish, kept)
        _note(session, "issue_set.changed", row, wish)


def retire_set(set_id: int, version: int) -> None:
    """It is offered no longer; it can be brought back. Raises NotFound, Refused, Stale."""
    _switch(set_id, version, "issue_set.retired", True)


def restore_set(set_id: int, version: int) -> None:
    """It is offered again. Raises NotFound, Refused, Stale."""
    _switch(set_id, version, "issue_set.restored", False)


def _switch(set_id: int, version: int, act: str, retired: bool) -> None:
    with unit_of_work() as session:
        row = _held(session, set_id, version)
        row.retired, row.version = retired, version + 1
        audit.note(session, act, "issue_set", row.id, region_id=row.region_id)


def _held(session: Session, set_id: int, version: int) -> IssueSet:
    row = session.scalars(select(IssueSet).where(IssueSet.id == set_id).with_for_update()).one_or_none()
    if row is None:
        raise NotFound(_l("There is no such set."))
    ensure_can_write_norms(current_actor(), row.region_id)
    if row.version != version:
        raise Stale(_l("Somebody has changed this set meanwhile."))
    return row


def _write(session: Session, row: IssueSet, wish: NewSet, kept: frozenset[int]) -> None:
    problems = wrong_set(wish)
    asked = select(Material.id).where(Material.retired.is_(False))
    known = set(session.scalars(asked, execution_options={"autoflush": False})) | kept
    if not {material for material, _quantity in wish.quantities} <= known:
        problems.append(Problem("lines", "unknown_material", _l("Choose a material of the list.")))
    if problems:
        raise Invalid(_l("The set was not saved."), problems)
    row.name, row.holder = wish.name, wish.holder
    session.flush()
    session.execute(delete(IssueSetLine).where(IssueSetLine.set_id == row.id))
    session.add_all(
        IssueSetLine(set_id=row.id, material_id=material, position=position, quantity=quantity)
        for position, (material, quantity) in enumerate(wish.quantities, 1)
    )
    session.flush()


def _note(session: Session, act: str, row: IssueSet, wish: NewSet) -> None:
    after = {"holder": row.holder.value, "lines": [list(line) for line in wish.quantities]}
    audit.note(session, act, "issue_set", row.id, region_id=row.region_id, after=after)
