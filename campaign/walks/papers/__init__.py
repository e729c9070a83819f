"""Papers of an office walk: the sheet of each team, filled in by hand, and wraps for the soap (SPEC W6)."""
