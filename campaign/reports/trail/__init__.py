"""The audit trail to read: who did what, when, with which thing and why; narrowed, opened and taken along as a table."""
