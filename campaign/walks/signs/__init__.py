"""Door signs: print runs with tracked numbers, what became of each sign, and looking again at a sample of them (SPEC W5)."""
