"""Sheets that were printed: some of their pages once more, and the list of them all."""
