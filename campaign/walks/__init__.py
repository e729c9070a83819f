"""Office walks: the register of buildings, floors and offices, and teams that go from door to door (SPEC W)."""
