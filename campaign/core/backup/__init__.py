"""Backups: the whole database as one sealed file that either database takes back."""
