"""Acts on the register: buildings, floors, rooms."""

from campaign.walks.buildings.services.keeping import create_building, edit_building, remove_building, write_floors
from campaign.walks.buildings.services.rooms import add_rooms, edit_offices

__all__ = ["add_rooms", "create_building", "edit_building", "edit_offices", "remove_building", "write_floors"]
