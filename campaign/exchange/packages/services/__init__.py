"""Acts on packages."""

from campaign.exchange.packages.services.opening import open_package
from campaign.exchange.packages.services.packing import only_package, pack_up
from campaign.exchange.packages.services.taking import give_up, take_along

__all__ = ["give_up", "only_package", "open_package", "pack_up", "take_along"]
