"""The campaign: relay, people, papers."""
