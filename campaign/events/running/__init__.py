"""The running sheet of an event: minute by minute, plan and fact (SPEC E5)."""
