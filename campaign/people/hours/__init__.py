"""Hours of volunteers: planned by their shifts, confirmed by the coordinator after the event (SPEC P6)."""
