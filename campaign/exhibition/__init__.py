"""The exhibition: panels for the hall, and the gate that a panel about a person has to pass."""
