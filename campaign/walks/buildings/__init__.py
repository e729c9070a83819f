"""The register of offices (SPEC W1): buildings with floors and rooms, typed or brought in by a table."""
