"""Device links: one secret address for one phone and one piece of work of some hours, without an account (SPEC A1)."""
