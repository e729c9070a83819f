"""Reading what a route or a stop needs. What is outside the asker's scope does not exist here."""

from campaign.materials.need.queries.against import against_need
from campaign.materials.need.queries.moving import lacking_when_moved
from campaign.materials.need.queries.route import need_of
from campaign.materials.need.queries.stop import need_at, need_of_stop

__all__ = ["against_need", "lacking_when_moved", "need_at", "need_of", "need_of_stop"]
