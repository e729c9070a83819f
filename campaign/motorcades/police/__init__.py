"""What the police are told of a column: the letter to them, and the dated rules that ask for it (SPEC M3)."""
