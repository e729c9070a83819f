"""Acts on packages."""

from campaign.exchange.packages.services.bringing import bring_back, journey_of, send_in
from campaign.exchange.packages.services.opening import open_package
from campaign.exchange.packages.services.packing import only_package, pack_up
from campaign.exchange.packages.services.taking import give_up, take_along

__all__ = ["bring_back", "give_up", "journey_of", "only_package", "open_package", "pack_up", "send_in", "take_along"]
