"""The route of a motorcade: its points with plan and fact, the kilometres and their check, the sketch map (SPEC M2)."""
