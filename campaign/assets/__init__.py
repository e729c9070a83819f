"""What is built rather than written: fetched fonts and scripts, trimmed styles, compiled translations."""
