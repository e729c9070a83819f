"""Strings that would run somewhere if they were not told from text, in every field, and what comes of them."""
