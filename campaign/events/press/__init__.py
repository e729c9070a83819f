"""The press: outlets, who was invited, what may be quoted, what was published, and the media plan (SPEC E8)."""
