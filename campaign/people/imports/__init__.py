"""Bringing people in by a table (SPEC P9): read, judged row by row, written all at once, taken back as a whole."""
