"""What a sheet says anew against the revision it replaces: found when it is frozen, and kept with it."""
