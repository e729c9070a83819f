"""Who sits in which car of a column (SPEC M4): proposed, given by hand, given anew when a car fails to come, and printed."""
