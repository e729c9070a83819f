"""Tests of the exhibition."""
