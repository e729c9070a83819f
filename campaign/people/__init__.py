"""Who takes part: people, organisations, registrations, rosters."""
