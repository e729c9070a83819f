"""Figures, not timed tests: what our way costs beside the naive way, the best peer and the floor."""
