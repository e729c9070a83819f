"""Papers of a relay, a stop or an event: which kinds there are, who signs them, and their frozen sheets."""
