"""The schedule of a relay: who receives the baton when, from whom, and hands it to whom."""
