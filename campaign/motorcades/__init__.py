"""Motorcades: the column of an event, its route, who sits where, and how it goes on the day (SPEC M)."""
