"""Materials are added, changed, taken out of use and into it again; removed only while nothing needs them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit, operations
from campaign.core.actor import current_actor, widened
from campaign.core.db import Base, unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import Translated, _l
from campaign.core.text import fold
from campaign.materials.catalogue import queries
from campaign.materials.catalogue.schemas import MaterialRow, MaterialWish, SizeRow, SizeWish
from campaign.materials.catalogue.services.judging import wrong_change, wrong_facts, wrong_sizes
from campaign.materials.models import Material, MaterialVariant
from campaign.materials.policies import ensure_can_write_catalogue

NOT_SAVED = _l("The material was not saved.")
_NEW = "materials.new"
_LONGEST_MADE = 30  # letters of a code that is made of a name


def create_material(wish: MaterialWish, key: str) -> int:
    """Add a material with its sizes and return its number; the same key gives the same one. Raises Refused, Invalid."""
    with unit_of_work() as session:
        ensure_can_write_catalogue(current_actor())
        if (earlier := operations.begin(session, _NEW, key, repr(wish))) is not None:
            return int(earlier["material"])
        sizes = _meant([replace(size, id=None) for size in wish.sizes], ())
        _complain([*wrong_facts(wish), *_taken(session, wish.code, None), *wrong_sizes(sizes, {})])
        row = Material(code=wish.code or _made_code(session, wish.name), shipped=False, **_facts(wish))
        session.add(row)
        session.flush()
        _write_sizes(session, row.id, sizes)
        audit.note(session, "material.created", "material", row.id, after={"code": row.code})
        operations.finish(session, _NEW, key, {"material": row.id})
        return row.id


def edit_material(material_id: int, wish: MaterialWish, version: int) -> None:
    """Change a material and its sizes, all at once. Raises NotFound, Refused, Invalid, Stale."""
    with unit_of_work() as session:
        row, before = _held(session, material_id, version)
        sizes = _meant(wish.sizes, [size.id for size in before.sizes if not size.label and not size.used])
        known = {size.id: size for size in before.sizes}
        sizes = [size for size in sizes if size.id is None or size.id in known]
        code = wish.code or before.code
        _complain([
            *wrong_facts(wish), *wrong_change(before, wish), *_taken(session, code, material_id), *wrong_sizes(sizes, known),
            *_pointed_at(session, sizes, known),
        ])  # fmt: skip
        row.code = code
        for name, value in _facts(wish).items():
            setattr(row, name, value)
        row.version += 1
        _write_sizes(session, material_id, sizes)
        audit.note(session, "material.edited", "material", material_id, before={"code": before.code}, after={"code": code})


def retire_material(material_id: int, version: int) -> None:
    """Offer it nowhere any more; what is left of it stays in the books. Raises NotFound, Refused, Stale."""
    _set_retired(material_id, version, retired=True)


def restore_material(material_id: int, version: int) -> None:
    """Offer it again. Raises NotFound, Refused, Stale."""
    _set_retired(material_id, version, retired=False)


def _set_retired(material_id: int, version: int, *, retired: bool) -> None:
    with unit_of_work() as session:
        row, _before = _held(session, material_id, version)
        row.retired = retired
        row.version += 1
        audit.note(session, "material.retired" if retired else "material.restored", "material", material_id)


def remove_material(material_id: int) -> None:
    """Take a material away that was added by mistake. Raises NotFound, Refused, Conflict once anything needs it."""
    with unit_of_work() as session:
        row, before = _held(session, material_id)
        sizes = [size.id for size in before.sizes]
        if (
            row.shipped
            or pointing_at(session, MaterialVariant, sizes)
            or pointing_at(session, Material, [material_id], MaterialVariant)
        ):
            raise Conflict(_l("Documents, norms or sets name this material, so it stays. Take it out of use instead."))
        session.execute(delete(MaterialVariant).where(MaterialVariant.material_id == material_id))
        session.delete(row)
        audit.note(session, "material.removed", "material", material_id, before={"code": before.code})


def pointing_at(session: Session, model: Any, ids: Iterable[int], but: Any = None) -> set[int]:
    """Which of these rows something names, in whatever table; one statement a table that could.

    `but`: a table that goes along with them.
    """
    wanted, key = list(ids), model.__table__.c.id
    found: set[int] = set()
    for table in Base.metadata.sorted_tables if wanted else ():
        for column in table.columns if but is None or table is not but.__table__ else ():
            if any(foreign.column is key for foreign in column.foreign_keys):
                found |= set(session.scalars(select(column).where(column.in_(wanted)).distinct()))
    return found


def _held(session: Session, material_id: int, version: int | None = None) -> tuple[Material, MaterialRow]:
    """The material, held until the unit of work ends, and all that is known of it, also where the asker sees no stock."""
    ensure_can_write_catalogue(current_actor())
    asked = select(Material).where(Material.id == material_id).with_for_update()
    row = session.scalars(asked, execution_options={"populate_existing": True}).one_or_none()
    if row is None:
        raise NotFound(queries.NO_MATERIAL)
    if version is not None and row.version != version:
        raise Stale(_l("Somebody has changed this material meanwhile. Look at it again; nothing was saved."))
    with widened():
        return row, queries.material_row(material_id)


def _facts(wish: MaterialWish) -> dict[str, Any]:
    return {
        "name": wish.name, "unit": wish.unit, "pack": wish.pack, "use": wish.use, "travel_days": wish.travel_days,
        "washing_days": wish.washing_days, "price": wish.price,
    }  # fmt: skip


def _meant(wishes: Sequence[SizeWish], unsized: Sequence[int]) -> list[SizeWish]:
    """The sizes as they are meant: none at all is a single one without a label, which goes once there are others."""
    if not wishes:
        return [SizeWish(None, "", 1)]
    labelled = any(wish.label and not wish.gone for wish in wishes)
    return [
        SizeWish(wish.id, wish.label, wish.weight, wish.retired, gone=True)
        if labelled and not wish.label and wish.id in unsized
        else wish
        for wish in wishes
    ]


def _complain(problems: Sequence[Problem]) -> None:
    if problems:
        raise Invalid(NOT_SAVED, problems)


def _taken(session: Session, code: str, material_id: int | None) -> list[Problem]:
    other = session.scalar(select(Material.id).where(Material.code == code)) if code else None
    if other is None or other == material_id:
        return []
    return [Problem("code", "taken", _l("Another material has the code %(code)s already.", code=code))]


def _pointed_at(session: Session, wishes: Sequence[SizeWish], known: dict[int, SizeRow]) -> list[Problem]:
    """Sizes that are to go, but that something else than the ledger names."""
    gone = [wish.id for wish in wishes if wish.gone and wish.id is not None and not known[wish.id].used]
    needed = pointing_at(session, MaterialVariant, gone)
    words = _l("Documents, norms or sets name this size, so it stays. Set it out of use.")
    return [
        Problem(f"sizes-{place}-label", "needed", words) for place, wish in enumerate(wishes) if wish.gone and wish.id in needed
    ]


def _made_code(session: Session, name: Translated) -> str:
    """A code of the name's letters that no other material has."""
    words = fold(name.text("en"))
    stem = (
        "".join(char if char.isascii() and char.isalnum() else "-" for char in words)[:_LONGEST_MADE].strip("-") or "material"
    )
    taken = set(session.scalars(select(Material.code).where(Material.code.startswith(stem, autoescape=True))))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(code for code in numbered if code not in taken)


def _write_sizes(session: Session, material_id: int, wishes: Sequence[SizeWish]) -> None:
    """Sizes may change their labels with one another, so all of them are free for a moment."""
    asked = select(MaterialVariant).where(MaterialVariant.material_id == material_id)
    rows = {row.id: row for row in session.scalars(asked, execution_options={"populate_existing": True})}
    for wish in wishes:
        if wish.id is not None and wish.gone:
            session.delete(rows.pop(wish.id))
        elif wish.id is not None:
            rows[wish.id].label = f"\x01{wish.id}"
    session.flush()
    for position, wish in enumerate((wish for wish in wishes if not wish.gone), 1):
        row = rows[wish.id] if wish.id is not None else MaterialVariant(material_id=material_id)
        row.position, row.label, row.weight, row.retired = position, wish.label, wish.weight, wish.retired
        session.add(row)
    session.flush()
