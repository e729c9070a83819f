"""Rules that count from a day on and name where they are written: what the rooms that keep such rules have in common."""
