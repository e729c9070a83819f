"""Shifts of an event: what is to be done from when to when, who does it, and who was told how (SPEC P6)."""
