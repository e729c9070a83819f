"""People who stand in the lists twice: proposals, putting two together, and taking that back (SPEC P7)."""
