"""Checklists: what has to be done for a stop or an event, by whom and until which day (SPEC E6)."""
