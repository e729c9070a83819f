"""Groups: places planned for an organisation before names exist, and the page of the leader who brings them (SPEC P5)."""
