"""What vehicles of a column carry, for their pages and papers (`LoadsPort`)."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select

from campaign.core.db import db
from campaign.materials.models import Material, MaterialVariant, StockBalance, StockPlace
from campaign.motorcades.schemas import Load


class LoadsByTheLedger:
    """Balances of the places of cars."""

    def loads(self, car_ids: Collection[int]) -> Mapping[int, tuple[Load, ...]]:
        asked = (
            select(StockPlace.car_id, Material.name, MaterialVariant.label, StockBalance.on_hand)
            .join(StockBalance, StockBalance.place_id == StockPlace.id)
            .join(MaterialVariant, MaterialVariant.id == StockBalance.variant_id)
            .join(Material, Material.id == MaterialVariant.material_id)
            .where(StockPlace.car_id.in_(car_ids), StockBalance.on_hand > 0)
            .order_by(Material.id, MaterialVariant.position)
        )
        found: defaultdict[int, list[Load]] = defaultdict(list)
        for car_id, name, size, pieces in db.session.execute(asked):
            if car_id is not None:
                found[car_id].append(Load(name, size, pieces))
        return {car_id: tuple(loads) for car_id, loads in found.items()}
