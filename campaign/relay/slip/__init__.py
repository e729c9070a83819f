"""Moving stops of a relay, or the place of one in the chain, and everything that shifts with them (SPEC R5)."""
