"""What happened at each door of a walk: phones, with a network or without; the desk; what is looked at later (SPEC W3)."""
