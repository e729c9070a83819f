"""Printing the roster: its frozen sheets, their pages and forms."""
