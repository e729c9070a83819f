"""Counting a store: a sheet frozen at its start, counts typed as a draft, differences posted as one document (SPEC S2)."""
