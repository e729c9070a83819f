"""Badges: five layouts on plain A4, what was printed of whom, blank ones for walk-ins."""
