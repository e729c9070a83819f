"""Who may print door signs and say what became of them: whoever prepares the walk, or keeps the building."""

from campaign.core.actor import Actor
from campaign.walks.policies import can_write_building, can_write_walk, ensure_can_write_building, ensure_can_write_walk
from campaign.walks.signs.schemas import Ground


def can_write_signs(actor: Actor, ground: Ground) -> bool:
    if ground.walk_at is None:
        return can_write_building(actor, ground.region_id, ground.writers)
    return can_write_walk(actor, ground.region_id, ground.walk_at)


def ensure_can_write_signs(actor: Actor, ground: Ground) -> None:
    """Raises Refused."""
    if ground.walk_at is None:
        ensure_can_write_building(actor, ground.region_id, ground.writers)
    else:
        ensure_can_write_walk(actor, ground.region_id, ground.walk_at)
