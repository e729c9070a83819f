"""Figures that do not go together: dated rules, warnings that name both values, and what was answered (SPEC F3)."""
