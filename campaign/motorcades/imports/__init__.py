"""Vehicles brought into a column by a table: checked as a whole, taken in as a whole, taken back as a whole (SPEC P9)."""
