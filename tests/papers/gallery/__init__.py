"""Tests of the papers of relays, stops and events."""
