"""Tests of the papers of materials."""
