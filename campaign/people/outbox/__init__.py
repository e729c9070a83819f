"""The outbox of an event: which letters went to whom, and who has to be told by phone."""
