"""The plan of events of a stop, as offices file it: what, in which form completed, when, where, by whom."""
