"""Counters of figures: what each stop comes to, kept right by marks that the database itself sets (SPEC F6)."""
