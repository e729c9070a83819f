"""The catalogue as the ledger needs it: each material in each of its sizes."""

from sqlalchemy import Select, select

from campaign.core.db import db
from campaign.core.i18n import language
from campaign.core.text import sort_key
from campaign.materials.models import Material, MaterialVariant
from campaign.materials.schemas import VariantRow


def variants(with_retired: bool = False) -> dict[int, VariantRow]:
    """Every size of every material by its number, in the alphabet of the reader's language, sizes in their order.

    Those no longer in use only when asked for: a paper of before names them still. One statement.
    """
    rows = [variant_row(*found) for found in db.session.execute(_asked())]
    order = {row.id: place for place, row in enumerate(rows)}
    shown = [row for row in rows if with_retired or not row.retired]
    return {row.id: row for row in sorted(shown, key=lambda row: (sort_key(row.name.text(), language()), order[row.id]))}


def by_code(code: str) -> tuple[VariantRow, ...]:
    """The sizes of the material with this code in their order, those no longer in use left out; none: empty. One statement."""
    rows = (variant_row(*found) for found in db.session.execute(_asked().where(Material.code == code)))
    return tuple(row for row in rows if not row.retired)


def _asked() -> Select[MaterialVariant, Material]:
    return (
        select(MaterialVariant, Material)
        .join(Material, Material.id == MaterialVariant.material_id)
        .order_by(MaterialVariant.material_id, MaterialVariant.position)
    )


def variant_row(variant: MaterialVariant, material: Material) -> VariantRow:
    """A size of a material as plain data."""
    return VariantRow(
        variant.id, material.id, material.code, material.name, variant.label, material.unit, material.pack, material.use,
        material.travel_days, material.washing_days, material.price, material.retired or variant.retired,
    )  # fmt: skip
