"""Acts on shifts: planning them, taking and leaving places in them, noting who was briefed."""

from campaign.people.shifts.services.taking import give_up_shifts

__all__ = ["give_up_shifts"]
