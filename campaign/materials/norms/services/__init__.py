"""What happens to norms: they ship, are changed, retired, and brought in from tables; and to the numbers they multiply."""

from campaign.materials.norms.services.counts import say_counts
from campaign.materials.norms.services.norms import TAKEN, add_norm, change_norm, restore_norm, retire_norm
from campaign.materials.norms.services.sets import add_set, change_set, restore_set, retire_set
from campaign.materials.norms.services.shipped import load_shipped
from campaign.materials.norms.services.tables import bring_in

__all__ = [
    "TAKEN",
    "add_norm",
    "add_set",
    "bring_in",
    "change_norm",
    "change_set",
    "load_shipped",
    "restore_norm",
    "restore_set",
    "retire_norm",
    "retire_set",
    "say_counts",
]
