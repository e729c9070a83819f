"""Briefings: why people come to an event, in facts with sources, rules of conduct and the order of the day (SPEC E9)."""
