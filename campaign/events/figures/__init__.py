"""Figures: what was counted at an event, by whom and how, and totals that count nobody twice (SPEC F1, F2)."""
