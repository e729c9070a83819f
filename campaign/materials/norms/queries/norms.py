"""Reading norms and sets: those for all regions, and those that a region has of its own."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import or_, select

from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events.models import EventKind
from campaign.materials.models import Material
from campaign.materials.norms.models import IssueSet, IssueSetLine, Norm
from campaign.materials.norms.schemas import NormRow, SetLine, SetRow
from campaign.materials.schemas import PlaceKind

_COLUMNS = (
    Norm.id, Norm.region_id, Norm.material_id, Material.code, Material.name, Material.unit, Material.use, EventKind.code,
    EventKind.name, Norm.basis, Norm.role, Norm.amount, Norm.each, Norm.reserve, Norm.note, Norm.code.is_not(None),
    Norm.retired, Norm.version,
)  # fmt: skip


def norms_for(region_id: int | None) -> tuple[NormRow, ...]:
    """The norms that hold in a region: its own, and those for all regions in whose place it has none of its own.

    None: only those for all regions. Without retired ones and those of retired materials; by the code of the material. One
    statement.
    """
    asked = _norms().where(or_(Norm.region_id.is_(None), Norm.region_id == region_id), ~Norm.retired, ~Material.retired)
    rows = [NormRow(*row) for row in db.session.execute(asked)]
    own = {row.key for row in rows if row.region_id is not None}
    return tuple(row for row in rows if row.region_id is not None or row.key not in own)


def norms(with_retired: bool = False) -> tuple[NormRow, ...]:
    """Every norm that the asker may see, of all regions; by the code of the material. One statement."""
    asked = _norms() if with_retired else _norms().where(~Norm.retired)
    return tuple(NormRow(*row) for row in db.session.execute(asked))


def norm_row(norm_id: int) -> NormRow:
    """Raises NotFound. One statement."""
    row = db.session.execute(_norms().where(Norm.id == norm_id)).one_or_none()
    if row is None:
        raise NotFound(_l("There is no such norm."))
    return NormRow(*row)


def _norms() -> Any:
    return (
        select(*_COLUMNS)
        .join(Material, Material.id == Norm.material_id)
        .outerjoin(EventKind, EventKind.id == Norm.kind_id)
        .order_by(Material.code, Norm.kind_id, Norm.basis, Norm.id)
    )


def sets_for(region_id: int | None, holder: PlaceKind | None = None) -> tuple[SetRow, ...]:
    """The sets that may be issued in a region, for all kinds of holders or for one; None: those for all. Two statements."""
    asked = select(IssueSet).where(or_(IssueSet.region_id.is_(None), IssueSet.region_id == region_id), ~IssueSet.retired)
    return _sets(asked if holder is None else asked.where(IssueSet.holder == holder))


def sets(with_retired: bool = False) -> tuple[SetRow, ...]:
    """Every set that the asker may see. Two statements."""
    return _sets(select(IssueSet) if with_retired else select(IssueSet).where(~IssueSet.retired))


def set_row(set_id: int) -> SetRow:
    """Raises NotFound. Two statements."""
    found = _sets(select(IssueSet).where(IssueSet.id == set_id))
    if not found:
        raise NotFound(_l("There is no such set."))
    return found[0]


def _sets(asked: Any) -> tuple[SetRow, ...]:
    rows = db.session.scalars(asked.order_by(IssueSet.region_id.is_not(None), IssueSet.id)).all()
    lines = _lines([row.id for row in rows])
    return tuple(
        SetRow(
            row.id, row.region_id, row.name, row.holder, tuple(lines[row.id]), row.code is not None, row.retired, row.version
        )
        for row in rows
    )  # fmt: skip


def _lines(set_ids: Collection[int]) -> defaultdict[int, list[SetLine]]:
    found: defaultdict[int, list[SetLine]] = defaultdict(list)
    columns = (
        IssueSetLine.set_id,
        IssueSetLine.material_id,
        IssueSetLine.quantity,
        Material.code,
        Material.name,
        Material.unit,
    )
    asked = (
        select(*columns)
        .join(Material, Material.id == IssueSetLine.material_id)
        .where(IssueSetLine.set_id.in_(set_ids))
        .order_by(IssueSetLine.set_id, IssueSetLine.position)
    )
    rows: Iterable[Any] = db.session.execute(asked)
    for set_id, *line in rows:
        found[set_id].append(SetLine(*line))
    return found
