"""Staff pages about minors: those of an event, one of them, the rules about ages."""
