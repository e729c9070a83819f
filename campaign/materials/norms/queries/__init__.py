"""Reading norms, sets, and what events are counted with. What is outside the asker's scope does not exist here."""

from campaign.materials.norms.queries.choices import kinds, materials, regions_kept, regions_seen
from campaign.materials.norms.queries.counting import counts_at, counts_of, typed_counts
from campaign.materials.norms.queries.norms import norm_row, norms, norms_for, set_row, sets, sets_for

__all__ = [
    "counts_at",
    "counts_of",
    "kinds",
    "materials",
    "norm_row",
    "norms",
    "norms_for",
    "regions_kept",
    "regions_seen",
    "set_row",
    "sets",
    "sets_for",
    "typed_counts",
]
