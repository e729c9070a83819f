"""The access log: who looked at the data of people, of which event or person, in which hour."""
