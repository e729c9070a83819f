"""Acts on columns and vehicles, each in its own unit of work."""

from campaign.motorcades.services.cars import Added, add_car, add_cars, edit_car, remove_car, remove_cars
from campaign.motorcades.services.checked import Checked, note_checked
from campaign.motorcades.services.columns import keep_facts, note_taken_out, put_in_order
from campaign.motorcades.services.vehicles import edit_vehicle

__all__ = [
    "Added",
    "Checked",
    "add_car",
    "add_cars",
    "edit_car",
    "edit_vehicle",
    "keep_facts",
    "note_checked",
    "note_taken_out",
    "put_in_order",
    "remove_car",
    "remove_cars",
]
