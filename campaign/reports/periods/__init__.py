"""Closing a period: what was reported for it is kept as it was, and what changes afterwards is told as a correction."""
