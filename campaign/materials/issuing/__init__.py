"""Issue and return: who is given what at an event, what they still hold, and what comes back."""
