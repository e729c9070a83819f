"""Office walks: buildings and their doors, teams, what happened at each door, door signs (SPEC W)."""
