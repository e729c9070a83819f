"""Custody of the baton: its items, who holds each of them, and the handovers by which they change hands (SPEC R6, R7)."""
