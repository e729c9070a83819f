"""A stop's own page says that the stop is on the road, and where it is taken along."""

from dataclasses import dataclass

from campaign.core.actor import current_actor
from campaign.events.stop_panels import StopPanel
from campaign.exchange.packages import queries
from campaign.exchange.packages.policies import can_carry
from campaign.exchange.packages.schemas import PackageRow
from campaign.relay.schemas import StopRow


@dataclass(frozen=True)
class Shown:
    """The package that is out, if one is."""

    out: PackageRow | None


class PackageOfAStop:
    """`StopPanelPort` of events, for whoever may take the stop along."""

    def panel_of(self, stop: StopRow) -> StopPanel | None:
        """One statement."""
        if stop.left_out or not can_carry(current_actor(), stop.region_id, stop.id):
            return None
        return StopPanel("exchange/staff/packages/_stop.html", Shown(queries.package_out_at(stop.id)))
