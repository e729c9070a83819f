"""Letting people in at the door: phones with and without a network, the coordinator's desk, what is looked at later (P8)."""
