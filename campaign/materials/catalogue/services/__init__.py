"""Acts on the catalogue."""

from campaign.materials.catalogue.services.keeping import (
    create_material,
    edit_material,
    remove_material,
    restore_material,
    retire_material,
)

__all__ = ["create_material", "edit_material", "remove_material", "restore_material", "retire_material"]
