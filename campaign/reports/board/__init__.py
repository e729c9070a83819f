"""The season board: every stop of a relay with its readiness, explained point by point, and what to do today."""
