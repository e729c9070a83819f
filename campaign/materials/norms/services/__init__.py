"""What happens to norms: they ship, are changed, retired, and brought in from tables."""

from campaign.materials.norms.services.shipped import load_shipped

__all__ = ["load_shipped"]
