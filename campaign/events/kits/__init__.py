"""Kits: the events and tasks that a stop gets, edited by organizers, and offered to stops as differences later (SPEC E2)."""
