"""Acts on the exhibition. Each asks the gate; the triggers of the database ask it again."""

from campaign.exhibition.services.approving import approve, take_back
from campaign.exhibition.services.erasing import ERASED, erase_person
from campaign.exhibition.services.halls import add_exhibition, change_exhibition, remove_exhibition
from campaign.exhibition.services.printing import ensure_printable, note_print
from campaign.exhibition.services.showing import hang, hide
from campaign.exhibition.services.switching import turn
from campaign.exhibition.services.taking_down import ask_takedown, finish_takedown, sweep
from campaign.exhibition.services.writing import add_panel, change_panel, place_panel, remove_panel

__all__ = [
    "ERASED",
    "add_exhibition",
    "add_panel",
    "approve",
    "ask_takedown",
    "change_exhibition",
    "change_panel",
    "ensure_printable",
    "erase_person",
    "finish_takedown",
    "hang",
    "hide",
    "note_print",
    "place_panel",
    "remove_exhibition",
    "remove_panel",
    "sweep",
    "take_back",
    "turn",
]
