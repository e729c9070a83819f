"""Sentences about quantities of materials, in the language spoken."""

from campaign.core.i18n import _n
from campaign.materials.schemas import PlaceKind, PlaceRow
from campaign.materials.words import place_in_words


def packs_in_words(quantity: int, pack: int) -> str:
    """`3 packs and 14`; empty for what is not packed or makes no whole pack."""
    packs, loose = divmod(quantity, pack)
    if pack == 1 or not packs:
        return ""
    words = _n("%(num)d pack", "%(num)d packs", packs)
    return f"{words} + {loose}" if loose else words


def place_title(row: PlaceRow) -> str:
    """What a place is called on pages: its own name; a transfer under way, or what has no name, by its kind and label."""
    name = row.name.text()
    if not name or row.kind is PlaceKind.TRANSIT:
        return place_in_words(row)
    return f"{name} ({row.label})" if row.label and row.is_store else name
