"""Acts on shifts: planning them, taking and leaving places in them, noting who was briefed."""

from campaign.people.shifts.services.planning import copy_shifts, create_shift, edit_shift, remove_shift, shifts_of_roles
from campaign.people.shifts.services.signing import sign_up, step_back
from campaign.people.shifts.services.staffing import assign, assign_role, note_briefed, take_out
from campaign.people.shifts.services.taking import give_up_shifts, take_place_again

__all__ = [
    "assign",
    "assign_role",
    "copy_shifts",
    "create_shift",
    "edit_shift",
    "give_up_shifts",
    "note_briefed",
    "remove_shift",
    "shifts_of_roles",
    "sign_up",
    "step_back",
    "take_out",
    "take_place_again",
]
