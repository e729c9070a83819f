"""Paper sets: all papers of a stop or an event as one file, made by a task or ahead in the evening (SPEC D2, D7)."""
