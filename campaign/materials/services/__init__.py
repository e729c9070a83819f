"""What happens to materials: places that come to be, and the one way in which anything is moved."""

from campaign.materials.services.holding import hold_stores
from campaign.materials.services.places import holder, outside, people, region_store, stop_store, transit
from campaign.materials.services.posting import post, post_by_field, reverse
from campaign.materials.services.shipped import load_shipped

__all__ = [
    "hold_stores",
    "holder",
    "load_shipped",
    "outside",
    "people",
    "post",
    "post_by_field",
    "region_store",
    "reverse",
    "stop_store",
    "transit",
]
